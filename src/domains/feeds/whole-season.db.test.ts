import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseNotice } from '#engines/notice-formats/parse-notice.ts'
import { poolAddress } from '#platform/db/pool.ts'
import { testDatabase } from '#platform/db/test-database.ts'
import { readUpload } from '#platform/files/archive.ts'
import { prepareQueues } from '#platform/jobs/queue.ts'
import { queues } from '#server/subscriptions.ts'
import { type Fault, manyNotices, openReplayTed, type ReplayNotice, type ReplayTed } from './factory.ts'

let owner: Pool
let databaseUrl: string
let folder: string
let ted: ReplayTed
const clusterId = '0190a000-0000-7000-8000-00000000feed'

beforeAll(async () => {
  const database = await testDatabase()
  databaseUrl = 'url' in database.owner ? database.owner.url : ''
  await prepareQueues(poolAddress(database.owner), queues)
  owner = new Pool({ ...poolAddress(database.owner), max: 2 })
  folder = mkdtempSync(join(tmpdir(), 'talgud-season-'))
  await owner.query("INSERT INTO cluster (id, slug, name, country) VALUES ($1, 'north', 'North', 'EE')", [
    clusterId,
  ])
  await owner.query(
    `INSERT INTO tender_feed (cluster_id, is_on, cpv, defence, has_awards, days_back, hour, changed_at)
     VALUES ($1, false, '{48000000,72000000}', 'no-matter', true, 90, 7, now())`,
    [clusterId],
  )
})
afterAll(async () => {
  await ted?.close()
  await owner.end()
  rmSync(folder, { recursive: true, force: true })
})

const shared = resolve(import.meta.dirname, '../../../../shared/data/notices')
const archives = ['eforms-xml-published-2022-2024.tar.gz', 'ted-xml-estonia.tar.gz']

/** Real notices as TED published them, where the optional test data is; the rest of the 3,709 is generated. */
async function season(): Promise<ReplayNotice[]> {
  const real: ReplayNotice[] = []
  if (existsSync(shared)) {
    for (const name of archives) {
      for await (const file of readUpload({ name, path: join(shared, name) })) {
        const parsed = 'bytes' in file ? parseNotice(file.bytes) : undefined
        if (!parsed?.ok || !('bytes' in file) || parsed.notice.publicationId === undefined) continue
        const number = parsed.notice.publicationId.replace(/^0+/, '')
        real.push({ number, day: today(), xml: file.bytes })
      }
    }
  } else {
    console.log('skipped: no shared data, so all notices are generated ones')
  }
  const taken = new Set(real.map((one) => one.number))
  const once = real.filter((one, place) => real.findIndex(({ number }) => number === one.number) === place)
  const made = manyNotices(3_709 - once.length).map((one) => ({ ...one, day: today() }))
  expect(made.some((one) => taken.has(one.number))).toBe(false)
  return [...once, ...made]
}

test('3,709 notices on 16 pages come in whole and once, through kills, refusals, silence, garbage and floods', {
  timeout: 600_000,
}, async () => {
  ted = await openReplayTed(await season())
  ted.pagesOverlap = true
  const bad: Partial<Record<`${'search' | 'xml'} ${number}`, Fault>> = {
    'search 2': 503,
    'search 4': 429,
    'search 6': 'garbage',
    'search 8': 'timed-out',
    'search 10': 'hang-up',
    'xml 40': 500,
    'xml 90': 429,
    'xml 130': 'hang-up',
    'xml 200': 'garbage',
    'xml 1700': 503,
  }
  ted.fault = (kind, count) => bad[`${kind} ${count}`]

  // Killed while listing, and again and again while fetching.
  for (const until of [5, 150, 900, 1_900]) {
    await killedOnce(() => ted.seen.searches.length + ted.seen.xml.length >= until)
  }
  const end = await fetchAll()

  expect(end.code, end.err).toBe(0)
  const { rows } = await owner.query<{ number: string; copies: number }>(
    'SELECT publication_id AS number, count(*)::int AS copies FROM notice WHERE cluster_id = $1 GROUP BY 1',
    [clusterId],
  )
  const aliases = await owner.query<{ alias: string }>(
    'SELECT alias FROM notice_alias WHERE cluster_id = $1',
    [clusterId],
  )
  const held = new Set(aliases.rows.map(({ alias }) => alias))
  expect(rows.filter((row) => row.copies !== 1)).toEqual([])
  expect(ted.notices.map((one) => one.number.padStart(13, '0')).filter((one) => !held.has(one))).toEqual([])
  const { rows: runs } = await owner.query(
    `SELECT r.status, r.announced, i.refused, i.entries_done, count(item.*)::int AS listed
     FROM tender_feed_run r JOIN notice_import i ON i.cluster_id = r.cluster_id AND i.id = r.import_id
     JOIN tender_feed_item item ON item.cluster_id = r.cluster_id AND item.run_id = r.id
     GROUP BY 1, 2, 3, 4`,
  )
  expect(runs).toEqual([
    { status: 'finished', announced: 3_709, refused: 0, entries_done: 3_709, listed: 3_709 },
  ])
  expect(ted.seen.mostAtOnce).toBe(1)
  // A kill costs at most one batch fetched twice.
  expect(ted.seen.xml.length).toBeLessThan(3_709 + 5 * 10 + 10)
})

test('the replayed TED has the traps: a list by date is short, and pages by number end at 15,000', async () => {
  const small = await openReplayTed(manyNotices(3_709))
  const ask = async (body: object) => {
    const response = await fetch(`${small.url}/v3/notices/search`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as { totalNoticeCount?: number } }
  }
  const byDate = await ask({
    query: 'a SORT BY publication-date ASC',
    limit: 250,
    paginationMode: 'ITERATION',
  })
  const late = await ask({ query: 'a', limit: 250, paginationMode: 'PAGE_NUMBER', page: 61 })
  const lost = await ask({
    query: 'a SORT BY publication-number ASC',
    limit: 250,
    paginationMode: 'ITERATION',
    iterationNextToken: 'made-up',
  })
  await small.close()

  expect(byDate.body.totalNoticeCount).toBeLessThan(3_709)
  expect([late.status, lost.status]).toEqual([400, 500])
})

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** Starts fetching and kills the process, without a word before, once `isTime`. */
async function killedOnce(isTime: () => boolean): Promise<void> {
  const { child, ended } = startFetching()
  let hasEnded = false
  void ended.then(() => {
    hasEnded = true
  })
  while (!isTime() && !hasEnded) await sleep(5)
  expect(hasEnded, 'it ended before it could be killed').toBe(false)
  child.kill('SIGKILL')
  await ended
}

async function fetchAll(): Promise<{ code: number | null; err: string }> {
  return startFetching().ended
}

function startFetching() {
  const child = spawn(
    process.execPath,
    [resolve(import.meta.dirname, '../../server/cli.ts'), 'fetch', 'tenders'],
    {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        TALGUD_DATA: folder,
        TALGUD_SECRET: 'a secret for tests, long enough here',
        TED_SEARCH_URL: ted.url,
        TED_NOTICE_URL: ted.url,
        TED_PAUSE_MS: '0',
        NODE_OPTIONS: '',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let err = ''
  child.stderr.on('data', (words: Buffer) => {
    err += words.toString()
  })
  const ended = new Promise<{ code: number | null; err: string }>((done) =>
    child.on('exit', (code) => done({ code, err })),
  )
  return { child, ended }
}
