import { sql } from 'drizzle-orm'
import * as z from 'zod'
import { profilesForMatching } from '#domains/members/public.ts'
import { allLabelsOf, stampOfList } from '#domains/vocabulary/public.ts'
import type { Match, MatchCompany, MatchNotice } from '#engines/matching/types.ts'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { readUpload, type UploadEntry } from '#platform/files/archive.ts'
import { sha256Of } from '#platform/files/store.ts'
import type { House } from '#platform/house.ts'
import { type Actor, systemActor } from '#platform/identity/actor.ts'
import { inEveryCluster } from '#platform/jobs/clusters.ts'
import type { QueueWork, Timer } from '#platform/jobs/work.ts'
import type { Entry, Subscription } from '#platform/journal/subscriptions.ts'
import { errorForLog } from '#platform/log.ts'
import { openThread, type Thread } from '#platform/threads/thread.ts'
import {
  finishImport,
  type ImportedFile,
  type Outcome,
  type ReadFile,
  startImport,
  storeBatch,
} from './commands/import-notices.ts'
import type { DeskAnswer, DeskQuestion } from './commands/match-desk.ts'
import {
  forgetReasons,
  keepMatches,
  keepPredictions,
  matchCompanyOf,
  matchNoticeOf,
  plainText,
  readExamples,
  readUnmatched,
  type Unmatched,
  wantMatches,
} from './commands/match-notices.ts'
import { moveCutOffs } from './commands/move-cut-offs.ts'
import { openNoticeParser, readItems } from './commands/read-notice-file.ts'
import { alertWatchers } from './jobs/alerts.ts'
import { readImport, readImportFile } from './queries/imports.ts'
import { cutOffQueue, importQueue, labelQueue, matchQueue, memberQueue } from './rules.ts'

export { resumeImports } from './commands/import-notices.ts'
export type { ImportedFile }
export type ImportCounts = Record<Outcome, number> & { importId: string }

/** After the members or the meanings of codes changed, every open notice is matched anew. */
export const opportunitiesSubscriptions: Subscription[] = [
  {
    queue: memberQueue,
    on: ['members/*'],
    async handle(tx, entry) {
      const actor = systemActor(entry.clusterId)
      const now = new Date()
      // A list that came in or went back is one entry about many companies.
      const isList = entry.action.startsWith('members/list-')
      await forgetReasons(tx, actor, now, isList ? undefined : entry.objectId)
      // An editor's twenty changes ask once: for each but the last there is a later one.
      if (await isOvertaken(tx, entry)) return
      await wantMatches(tx, actor, now)
    },
  },
  {
    queue: labelQueue,
    on: ['vocabulary/code-lists-imported'],
    handle: (tx, entry) => wantMatches(tx, systemActor(entry.clusterId), new Date()),
  },
  {
    queue: 'opportunities.alerts',
    on: ['opportunities/notice-changed', 'opportunities/notices-imported'],
    handle: alertWatchers,
  },
]

/** A cut-off day has gone by: the next one of the same call counts now. */
export const opportunitiesTimers: Timer[] = [
  {
    queue: cutOffQueue,
    cron: '10 * * * *',
    run: (house) => inEveryCluster(house, (tx, actor) => moveCutOffs(tx, actor, house.clock.now())),
  },
]

/** What the background does for notices, beside the subscriptions. */
export function opportunitiesWork(house: House): QueueWork[] {
  const desk = openDesk()
  return [
    {
      queue: importQueue,
      async work(data) {
        const { clusterId, importId } = importJob.parse(data)
        await workOffImport(house, clusterId, importId)
      },
      async givenUp(data) {
        const { clusterId, importId } = importJob.parse(data)
        await endImport(house, systemActor(clusterId), importId, 'failed')
      },
    },
    {
      queue: matchQueue,
      async work(data) {
        const { clusterId } = matchJob.parse(data)
        await matchWaiting(house, desk, clusterId)
      },
      stop: () => desk.close(),
    },
  ]
}

/** A thread that matches. It keeps what it built, so a process opens one and asks it again and again. */
export function openDesk(): Desk {
  return openThread<DeskQuestion, DeskAnswer>(deskModule, 'openMatchDesk', {
    timeoutMs: 10 * 60_000,
    memoryMb: 1_536,
    remembers: true,
  })
}

/** Matches every notice of a cluster that waits for it. The desk computes outside any transaction. */
export async function matchWaiting(house: House, desk: Desk, clusterId: string): Promise<number> {
  const actor = systemActor(clusterId)
  const run = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(house.pool, scopeOf(actor), work)
  let matched = 0
  for (let after: string | undefined; ; ) {
    const now = house.clock.now()
    const page = await run((tx) => readUnmatched(tx, actor, after, pageOfNotices))
    if (page.length === 0) return matched

    // Read after the page: a member who changes in between calls the page up again, and never too early.
    const { members, labelStamp } = await run(readGround)
    const ground = { clusterId, members, labelStamp, companyStamp: stampOf(members) }
    const open = page.filter((one) => one.openUntil !== null && one.openUntil >= now)
    const coded = await predictCodes(desk, run, ground, actor, open)
    const matches = await findMatches(desk, run, ground, coded.map(matchNoticeOf), now)
    const found = page.map(({ id, wanted, ownerCompanyId }) => ({
      id,
      wanted,
      // Nobody answers their own request.
      matches: (matches[open.findIndex((one) => one.id === id)] ?? []).filter(
        (match) => match.companyId !== ownerCompanyId,
      ),
    }))
    await run((tx) => keepMatches(tx, actor, now, found))
    matched += page.length
    after = page.at(-1)?.id
  }
}

/**
 * Imports notices from the operator's side (command line, demo data). `onEach` is told what became of every file once
 * it is stored for good.
 */
export async function importNotices(
  house: House,
  clusterId: string,
  files: AsyncIterable<UploadEntry> | Iterable<UploadEntry>,
  onEach: (file: ImportedFile) => void = () => {},
  about: { name: string; source: 'file' | 'demo' } = { name: 'command line', source: 'file' },
): Promise<ImportCounts> {
  const actor = systemActor(clusterId)
  const importId = await inTransaction(house.pool, scopeOf(actor), (tx) =>
    startImport(tx, actor, house.clock.now(), { ...about, fileId: null }),
  )
  await importFiles(house, actor, importId, 0, files, onEach)
  const done = await inTransaction(house.pool, scopeOf(actor), async (tx) => {
    await finishImport(tx, actor, house.clock.now(), importId, 'finished')
    return readImport(tx, importId)
  })
  const { added, updated, unchanged, refused } = done
  return { importId, added, updated, unchanged, refused }
}

const importJob = z.object({ clusterId: z.uuid(), importId: z.uuid() })
const matchJob = z.object({ clusterId: z.uuid() })

/** Takes an import up where it stands; repeated after a cut-off it goes on, repeated after its end it does nothing. */
async function workOffImport(house: House, clusterId: string, importId: string): Promise<void> {
  const actor = systemActor(clusterId)
  const stored = await inTransaction(house.pool, scopeOf(actor), (tx) => readImportFile(tx, importId))
  if (stored === undefined) return

  const upload = { name: stored.name, path: house.files.pathOf(stored.sha256) }
  const isOurs = await importFiles(house, actor, importId, stored.entriesDone, readUpload(upload))
  if (isOurs) await endImport(house, actor, importId, 'finished')
}

function endImport(house: House, actor: Actor, importId: string, status: 'finished' | 'failed') {
  return inTransaction(house.pool, scopeOf(actor), (tx) =>
    finishImport(tx, actor, house.clock.now(), importId, status),
  )
}

const batchFiles = 50
const batchBytes = 4 * 1024 * 1024

/** False when another worker turned out to be doing the same import. */
async function importFiles(
  house: House,
  actor: Actor,
  importId: string,
  done: number,
  files: AsyncIterable<UploadEntry> | Iterable<UploadEntry>,
  onEach: (file: ImportedFile) => void = () => {},
): Promise<boolean> {
  const parser = openNoticeParser()
  let seen = 0
  let at = done
  let batch: ReadFile[] = []
  let bytes = 0
  const flush = async () => {
    const stored = await inTransaction(house.pool, scopeOf(actor), (tx) =>
      storeBatch(tx, actor, house.clock.now(), importId, at, batch),
    )
    if (stored === undefined) return false
    for (const file of stored) {
      if (file.refused?.failure) {
        house.log.error(
          { importId, file: file.name, failure: errorForLog(file.refused.failure) },
          'notice not stored',
        )
      }
      onEach(file)
    }
    at += batch.length
    batch = []
    bytes = 0
    return true
  }
  try {
    for await (const file of files) {
      for await (const read of readItems(parser, file)) {
        seen += 1
        if (seen <= done) continue
        batch.push(await read())
        bytes += sizeOf(file)
        if ((batch.length >= batchFiles || bytes >= batchBytes) && !(await flush())) return false
      }
    }
    return batch.length === 0 || (await flush())
  } finally {
    await parser.close()
  }
}

/** The many topics of a JSON file are small. */
function sizeOf(file: UploadEntry): number {
  return 'bytes' in file && file.type.kind === 'xml' ? file.bytes.byteLength : 0
}

const deskModule = new URL('./commands/match-desk.ts', import.meta.url)
const pageOfNotices = 50
const mostMatches = 200

type Ground = { clusterId: string; members: MatchCompany[]; companyStamp: string; labelStamp: string }
type Desk = Thread<DeskQuestion, DeskAnswer>
type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

async function readGround(tx: Tx): Promise<{ members: MatchCompany[]; labelStamp: string }> {
  const members = (await profilesForMatching(tx)).map(matchCompanyOf)
  return { members, labelStamp: await stampOfList(tx, 'cpv') }
}

async function findMatches(
  desk: Desk,
  run: Run,
  ground: Ground,
  notices: readonly MatchNotice[],
  now: Date,
): Promise<readonly (readonly Match[])[]> {
  if (notices.length === 0) return []
  const { clusterId, companyStamp, labelStamp } = ground
  const answer = await askDesk(desk, run, ground, {
    kind: 'match',
    clusterId,
    labelStamp,
    companyStamp,
    notices,
    today: now.toISOString().slice(0, 10),
    limit: mostMatches,
  })
  return answer.kind === 'matches' ? answer.matches : []
}

/** Guesses the codes of notices that state none, once; the others come back as they are. */
async function predictCodes(
  desk: Desk,
  run: Run,
  ground: Ground,
  actor: Actor,
  notices: Unmatched[],
): Promise<Unmatched[]> {
  const bare = notices.filter((one) => one.cpv.length === 0 && one.cpvPredicted === null)
  if (bare.length === 0) return notices

  const examples = await run((tx) => readExamples(tx, actor))
  const texts = bare.map(({ document }) =>
    plainText(document.title, document.description, document.languages),
  )
  const { labelStamp } = ground
  const answer = await askDesk(desk, run, ground, { kind: 'predict', labelStamp, examples, texts, limit: 5 })
  if (answer.kind !== 'predictions') return notices

  const predicted = bare.map(({ id }, at) => ({ id, codes: [...(answer.predictions[at] ?? [])] }))
  await run((tx) => keepPredictions(tx, actor, predicted))
  return notices.map((one) => {
    const guess = predicted.find(({ id }) => id === one.id)
    return guess ? { ...one, cpvPredicted: guess.codes } : one
  })
}

/** Asks; what the desk does not know (yet, or after it broke down) it is told first. */
async function askDesk(desk: Desk, run: Run, ground: Ground, question: DeskQuestion): Promise<DeskAnswer> {
  const { clusterId, companyStamp, labelStamp } = ground
  for (let tries = 0; tries < 4; tries++) {
    const answer = await desk.ask(question)
    if (answer.kind !== 'needs') return answer
    if (answer.what === 'labels') {
      const labels = await run((tx) => allLabelsOf(tx, 'cpv'))
      await desk.ask({ kind: 'labels', stamp: labelStamp, labels })
    } else {
      await desk.ask({ kind: 'companies', clusterId, stamp: companyStamp, companies: ground.members })
    }
  }
  throw new Error('The match desk keeps forgetting what it was told.')
}

async function isOvertaken(tx: Tx, entry: Entry): Promise<boolean> {
  const { rows } = await tx.execute<{ later: boolean }>(sql`
    SELECT EXISTS (SELECT FROM journal_entry WHERE cluster_id = ${entry.clusterId} AND number > ${entry.number}
      AND action LIKE 'members/%') AS later`)
  return rows[0]?.later ?? false
}

function stampOf(members: readonly MatchCompany[]): string {
  return sha256Of(new TextEncoder().encode(JSON.stringify(members)))
}

function scopeOf(actor: Actor) {
  return { clusterId: actor.clusterId, accountId: '', role: actor.role, companyId: null }
}
