import * as z from 'zod'
import { type NoticeParser, openNoticeParser, readNoticeFile } from '#domains/opportunities/public.ts'
import { readTedAnswer, tedQuestion } from '#engines/notice-feeds/ted-search.ts'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { sniff } from '#platform/files/sniff.ts'
import type { House } from '#platform/house.ts'
import { type Actor, systemActor } from '#platform/identity/actor.ts'
import { inEveryCluster } from '#platform/jobs/clusters.ts'
import type { QueueWork, Timer } from '#platform/jobs/work.ts'
import { OutsideFailure } from '#platform/outward/ask-outside.ts'
import { OutsideAway, openLine, type PoliteLine } from '#platform/outward/polite-line.ts'
import {
  type Claim,
  claimRun,
  countListed,
  endListing,
  endRun,
  type Fetched,
  goOn,
  keepAnswer,
  Overtaken,
  readNext,
  storeFetched,
  waitForTed,
  walkAgain,
} from './commands/move-run.ts'
import { openRun, startDue, startRun } from './commands/start-run.ts'
import { readRun } from './queries.ts'
import { feedClockQueue, feedQueue, mostNotices, xmlAddress } from './rules.ts'
import type { FeedRun } from './schema.ts'

/** Looks every five minutes whose feed is due. */
export const feedTimers: Timer[] = [
  {
    queue: feedClockQueue,
    cron: '*/5 * * * *',
    run: (house) => inEveryCluster(house, (tx, actor) => startDue(tx, actor, house.clock.now())),
  },
]

/** What the background does for feeds: one run after another, in short jobs. */
export function feedsWork(house: House): QueueWork[] {
  const line = openTedLine(house)
  return [
    {
      queue: feedQueue,
      async work(data) {
        const { clusterId, runId } = feedJob.parse(data)
        await workOffRun(house, line, clusterId, runId, stepMs)
      },
      async givenUp(data) {
        const { clusterId, runId } = feedJob.parse(data)
        const actor = systemActor(clusterId)
        await runnerOf(house, actor)((tx) => endRun(tx, actor, house.clock.now(), runId, 'failed', 'broken'))
      },
    },
  ]
}

/** For the command line: fetches now, going on with an unfinished run where there is one, until nothing is left to do. */
export async function fetchNow(
  house: House,
  clusterId: string,
  onStep: (run: FeedRun) => void = () => {},
): Promise<FeedRun> {
  const actor = systemActor(clusterId)
  const run = runnerOf(house, actor)
  const line = openTedLine(house)
  const runId = await run(
    async (tx) =>
      (await openRun(tx, actor))?.id ?? (await startRun(tx, actor, house.clock.now(), 'command-line')),
  )
  for (;;) {
    await workOffRun(house, line, clusterId, runId, stepMs)
    const now = await run((tx) => readRun(tx, actor, runId))
    onStep(now)
    if (now.status !== 'running') return now
  }
}

export function openTedLine({ config }: House): PoliteLine {
  return openLine({
    userAgent: `Talgud/1.0 (${config.contact})`,
    pauseMs: config.ted.pauseMs,
  })
}

/** Works on a run for about `forMs`. What is left then goes on in the next job. */
export async function workOffRun(
  house: House,
  line: PoliteLine,
  clusterId: string,
  runId: string,
  forMs: number,
): Promise<void> {
  const actor = systemActor(clusterId)
  const run = runnerOf(house, actor)
  const claim = await run((tx) => claimRun(tx, actor, house.clock.now(), runId))
  if (claim === undefined) return

  const step: Step = { house, line, actor, run, claim, endsAt: performance.now() + forMs }
  try {
    const isDone = (claim.isListed || (await listAll(step))) && (await fetchAll(step))
    const now = house.clock.now()
    await run((tx) => (isDone ? endRun(tx, actor, now, runId, 'finished') : goOn(tx, actor, now, step.claim)))
  } catch (error) {
    if (error instanceof Overtaken) return
    const away = awayOf(error)
    if (away === undefined) throw error
    house.log.warn({ clusterId, runId, detail: away.detail }, 'TED is away')
    const { failure, retryAfterMs } = away
    await run((tx) => waitForTed(tx, actor, house.clock.now(), step.claim, failure, retryAfterMs)).catch(
      (overtaken: unknown) => {
        if (!(overtaken instanceof Overtaken)) throw overtaken
      },
    )
  }
}

const feedJob = z.object({ clusterId: z.uuid(), runId: z.uuid() })
// Short, so that a process that is told to stop need not cut a job off.
const stepMs = 12_000

type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
type Step = { house: House; line: PoliteLine; actor: Actor; run: Run; claim: Claim; endsAt: number }

/** The search gave something other than results, again and again. */
class Unreadable extends Error {}

const mostAnswerBytes = 32 * 1024 * 1024
const mostXmlBytes = 20 * 1024 * 1024
const mostWalks = 3
const mostGarbage = 3
const mostAnswers = 1 + (2 * mostNotices) / 250

/** Reads the list of results, answer by answer. False when time is up before its end. */
async function listAll(step: Step): Promise<boolean> {
  const { house, actor, run, claim } = step
  let { token, walks } = claim
  for (let answers = claim.answersRead; answers < mostAnswers * mostWalks; answers += 1) {
    const answer = await askSearch(step, token ?? undefined)
    const now = house.clock.now()
    if (answer === 'token-refused') {
      await run((tx) => walkAgain(tx, actor, now, claim))
      token = null
      walks += 1
      continue
    }
    if (answer.total > mostNotices) {
      await run((tx) => endRun(tx, actor, now, claim.id, 'failed', 'too-many'))
      throw new Overtaken()
    }
    const fresh = await run((tx) => keepAnswer(tx, actor, now, claim, answer))
    // TED gives a token beside its last results, and beside none at all.
    const isEnd =
      answer.hits.length === 0 || answer.token === undefined || (fresh === 0 && answer.token === token)
    token = answer.token ?? null
    if (isEnd) {
      const listed = await run((tx) => countListed(tx, actor, claim.id))
      if (listed >= answer.total || walks >= mostWalks) break
      await run((tx) => walkAgain(tx, actor, now, claim))
      token = null
      walks += 1
    }
    if (performance.now() > step.endsAt) return false
  }
  await run((tx) => endListing(tx, actor, house.clock.now(), claim))
  const renewed = await run((tx) => claimRun(tx, actor, house.clock.now(), claim.id))
  if (renewed === undefined) throw new Overtaken()
  step.claim = renewed
  return true
}

async function askSearch({ house, line, claim }: Step, token: string | undefined) {
  for (let garbage = 0; ; garbage += 1) {
    const answer = await line
      .ask({
        url: `${house.config.ted.searchUrl}/v3/notices/search`,
        json: tedQuestion(claim.query, token),
        accept: 'application/json',
        mostBytes: mostAnswerBytes,
        timeoutMs: 60_000,
      })
      .catch((error: unknown) => {
        // A token TED does not know (any more) is answered with 500.
        if (token !== undefined && error instanceof OutsideAway && error.status === 500) return undefined
        throw error
      })
    if (answer === undefined) return 'token-refused'
    if (answer.status >= 400 && token !== undefined) return 'token-refused'
    const read = readTedAnswer(answer.bytes)
    if (answer.status === 200 && read.ok) return read
    if (garbage >= mostGarbage) {
      throw new Unreadable(`the search answered ${answer.status}, ${read.ok ? 'a list' : read.reason}`)
    }
  }
}

const batchSize = 10
const mostUnreachable = 3

/** Fetches the notices and stores them as any import does. False when time is up before the last one. */
async function fetchAll(step: Step): Promise<boolean> {
  const { house, actor, run, claim } = step
  const parser = openNoticeParser()
  try {
    for (;;) {
      const { items, done } = await run((tx) => readNext(tx, actor, claim, batchSize))
      if (items.length === 0) return true
      const { fetched, away } = await fetchBatch(step, parser, items)
      if (fetched.length > 0) {
        await run((tx) => storeFetched(tx, actor, house.clock.now(), claim, done, fetched))
      }
      if (away !== undefined) throw away
      if (performance.now() > step.endsAt) return false
    }
  } finally {
    await parser.close()
  }
}

type Item = { number: string; xmlUrl: string | null }

/**
 * Fetches some notices. One that cannot be had while others can is lost for this run; when several in a row cannot be
 * had, it is TED that is away, and they keep waiting.
 */
async function fetchBatch(step: Step, parser: NoticeParser, items: readonly Item[]) {
  const fetched: Fetched[] = []
  let missed: { item: Item; away: OutsideAway }[] = []
  for (const item of items) {
    try {
      fetched.push(await fetchOne(step, parser, item))
      fetched.push(...missed.map((one) => lost(one.item, 'feeds/unreachable')))
      missed = []
    } catch (error) {
      if (!(error instanceof OutsideAway)) throw error
      missed.push({ item, away: error })
      if (error.status === 429 || missed.length === mostUnreachable) break
    }
    if (performance.now() > step.endsAt) break
  }
  return { fetched, away: missed.at(-1)?.away }
}

async function fetchOne({ house, line }: Step, parser: NoticeParser, item: Item): Promise<Fetched> {
  const { number } = item
  for (let garbage = 0; ; garbage += 1) {
    const answer = await line
      .ask({
        url: xmlAddress(house.config.ted.noticeUrl, number, item.xmlUrl),
        accept: 'application/xml',
        mostBytes: mostXmlBytes,
        timeoutMs: 60_000,
      })
      .catch((error: unknown) => {
        if (error instanceof OutsideFailure) return error
        throw error
      })
    if (answer instanceof OutsideFailure) {
      return answer.reason === 'too-large' ? tooLarge(item) : lost(item, 'feeds/unreachable')
    }
    if (answer.status !== 200) return lost(item, 'feeds/no-xml')
    const type = await sniff(answer.bytes)
    if (type.kind === 'xml') {
      const file = await readNoticeFile(parser, { name: number, bytes: answer.bytes, type })
      return { number, file, isLost: false }
    }
    // An error page in the place of the notice: TED answers those with 200 at times.
    if (garbage >= mostGarbage) return lost(item, 'feeds/no-xml')
  }
}

const sentences = {
  'feeds/unreachable': 'TED did not give this notice; the next runs try again.',
  'feeds/no-xml': 'TED gave no XML for this notice; the next runs try again.',
}

function lost({ number }: Item, code: keyof typeof sentences): Fetched {
  return { number, file: { name: number, refused: { code, message: sentences[code] } }, isLost: true }
}

function tooLarge({ number }: Item): Fetched {
  const refused = { code: 'feeds/too-large', message: 'This notice is larger than 20 MB.' }
  return { number, file: { name: number, refused }, isLost: false }
}

function awayOf(error: unknown) {
  if (error instanceof OutsideAway) {
    const failure = error.status === 429 ? ('too-busy' as const) : ('away' as const)
    return { failure, detail: error.message, retryAfterMs: error.retryAfterMs }
  }
  const isUnreadable = error instanceof Unreadable || error instanceof OutsideFailure
  return isUnreadable
    ? { failure: 'unreadable' as const, detail: error.message, retryAfterMs: undefined }
    : undefined
}

function runnerOf(house: House, actor: Actor): Run {
  const scope = { clusterId: actor.clusterId, accountId: '', role: actor.role, companyId: null }
  return (work) => inTransaction(house.pool, scope, work)
}
