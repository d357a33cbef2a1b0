import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openLine } from '#platform/outward/polite-line.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { manyNotices, openReplayTed, publishedXml, type ReplayTed } from './factory.ts'
import { openTedLine, workOffRun } from './jobs.ts'
import type { FeedRun, TenderFeed } from './schema.ts'

let world: World
let ted: ReplayTed
let manager: Person
let clusterId: string
let clusters = 0

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  clusters += 1
  clusterId = await world.addCluster(`feed-${clusters}`)
  manager = await world.person('cluster-manager', null, clusterId)
  ted = await openReplayTed([])
  Object.assign(world.house.config, {
    ted: { searchUrl: ted.url, noticeUrl: ted.url, pauseMs: 0 },
    contact: 'tenders@home.example',
  })
  world.house.clock.now = () => new Date('2026-11-02T10:00:00Z')
})
afterEach(() => ted.close())

const choice = {
  isOn: true,
  cpv: ['35000000', '72212000'],
  countries: ['EE', 'FI'],
  defence: 'also',
  hasAwards: false,
  daysBack: 90,
  hour: 6,
}
const set = (change: object = {}, version = 0) =>
  manager.ask('PUT', '/api/tender-feed', { ...choice, ...change }, { 'if-match': `"${version}"` })
const read = () => manager.get<TenderFeed>('/api/tender-feed')

async function start(): Promise<FeedRun> {
  const response = await manager.ask('POST', '/api/tender-feed/runs')
  expect(response.status, await response.clone().text()).toBe(202)
  return (await response.json()) as FeedRun
}

/** Works on a run until it ends, or waits for the other side. */
async function work(run: FeedRun, forMs = 60_000, steps = 200): Promise<FeedRun> {
  const line = openTedLine(world.house)
  for (let step = 0; step < steps; step += 1) {
    await workOffRun(world.house, line, clusterId, run.id, forMs)
    const now = (await read()).runs.find((one) => one.id === run.id)
    if (!now) throw new Error('the run is gone')
    if (now.status !== 'running') return now
  }
  throw new Error('the run never ends')
}

async function storedNumbers(): Promise<string[]> {
  const { rows } = await world.owner.query<{ number: string }>(
    'SELECT publication_id AS number FROM notice WHERE cluster_id = $1 ORDER BY 1',
    [clusterId],
  )
  return rows.map((row) => row.number)
}

const full = (number: string) => number.padStart(13, '0')

describe('the tender feed', () => {
  test('asks TED by number, in iteration, for what was chosen', async () => {
    ted.notices = manyNotices(3)
    await set()
    await work(await start())

    expect(ted.seen.searches[0]).toEqual({
      query:
        'publication-date = (20260804 <> 20261102) AND (classification-cpv = 35* OR classification-cpv = 72212* OR legal-basis = 32009L0081 OR authority-main-activity = defence) AND buyer-country IN (EST FIN) AND form-type IN (planning competition) SORT BY publication-number ASC',
      fields: ['publication-number', 'publication-date', 'links'],
      page: 1,
      limit: 250,
      scope: 'ALL',
      checkQuerySyntax: false,
      paginationMode: 'ITERATION',
      onlyLatestVersions: false,
    })
    expect([...ted.seen.agents]).toEqual(['Talgud/1.0 (tenders@home.example)'])
  })

  test('stores each notice once by the import that is there, and asks no second time for those it has', async () => {
    ted.notices = manyNotices(12)
    await set()
    const first = await work(await start())
    ted.notices.push(...manyNotices(2, 700_001))
    const second = await work(await start())

    expect(first).toMatchObject({
      status: 'finished',
      announced: 12,
      listed: 12,
      known: 0,
      added: 12,
      refused: 0,
    })
    expect(second).toMatchObject({ status: 'finished', listed: 14, known: 12, fetched: 2, added: 2 })
    expect(ted.seen.xml).toHaveLength(14)
    expect(await storedNumbers()).toEqual(ted.notices.map((one) => full(one.number)).sort())
    const { rows } = await world.owner.query(
      'SELECT DISTINCT source, format FROM notice WHERE cluster_id = $1',
      [clusterId],
    )
    expect(rows).toEqual([{ source: 'ted', format: 'eforms' }])
  })

  test('says of each notice it could not take why, and tries the lost ones again', async () => {
    ted.notices = manyNotices(6)
    const [, missing, garbage, huge, unknown] = ted.notices.map((one) => one.number)
    Object.assign(ted.notices[4] ?? {}, { xml: '<?xml version="1.0"?><Shopping><List/></Shopping>' })
    ted.fault = (kind, _, number) => {
      if (kind === 'search') return undefined
      if (number === missing) return 'elsewhere'
      if (number === garbage) return 'garbage'
      return number === huge ? 'huge' : undefined
    }
    await set()
    const first = await work(await start())
    const report = await manager.get<{ refusals: { name: string; code: string }[] }>(
      `/api/notice-imports/${first.importId}`,
    )
    ted.fault = () => undefined
    // They are no longer in the window of the next run.
    ted.notices = ted.notices.map((one) => ({ ...one, day: '2025-01-01' }))
    const second = await work(await start())

    expect(first).toMatchObject({ status: 'finished', listed: 6, fetched: 4, lost: 2, added: 2, refused: 4 })
    expect(report.refusals.map(({ name, code }) => [name, code])).toEqual([
      [missing, 'feeds/unreachable'],
      [garbage, 'feeds/no-xml'],
      [huge, 'feeds/too-large'],
      [unknown, 'notice/unknown-format'],
    ])
    expect(second).toMatchObject({
      status: 'finished',
      announced: 0,
      listed: 0,
      fetched: 2,
      added: 2,
      lost: 0,
    })
  })

  test('never follows an address TED states on another server', async () => {
    ted.notices = manyNotices(1)
    const strangers = await openReplayTed(ted.notices)
    await set()
    const run = await start()
    await workOffRun(world.house, openTedLine(world.house), clusterId, run.id, 0)
    await world.owner.query('UPDATE tender_feed_item SET xml_url = $1 WHERE cluster_id = $2', [
      `${strangers.url}/en/notice/${ted.notices[0]?.number}/xml`,
      clusterId,
    ])
    const done = await work(run)
    await strangers.close()

    expect(done).toMatchObject({ added: 1 })
    expect(strangers.seen.xml).toEqual([])
  })

  test('lists all even when a token is forgotten, moves on by itself, or pages overlap', async () => {
    ted.notices = manyNotices(1_100)
    ted.pagesOverlap = true
    ted.tokensMove = true
    ted.fault = (kind, count) => {
      if (kind === 'xml') return 503
      if (count === 3) ted.forgetTokens()
      return count === 9 ? 'hang-up' : undefined
    }
    await set()
    const run = await start()
    const now = await work(run, 0)

    expect(now).toMatchObject({ listed: 1_100, announced: 1_100, isListed: true, waiting: 1_100 })
    // Two beginnings after the first: the forgotten token's, and that of the list which came out too short.
    expect(ted.seen.searches.filter((one) => !('iterationNextToken' in one))).toHaveLength(3)
  })

  test('waits while TED is away, longer each time, keeps what it has, and goes on where it stood', async () => {
    ted.notices = manyNotices(30)
    ted.fault = (kind, count) => (kind === 'xml' && count > 10 ? 503 : undefined)
    await set()
    const run = await start()
    const first = await work(run)
    const second = await work(run)
    ted.fault = () => undefined
    const third = await work(run)

    expect(first).toMatchObject({ status: 'waiting', failure: 'away', added: 10, waiting: 20, refused: 0 })
    expect(Date.parse(first.resumeAt ?? '') - Date.parse('2026-11-02T10:00:00Z')).toBe(60_000)
    expect(Date.parse(second.resumeAt ?? '') - Date.parse('2026-11-02T10:00:00Z')).toBe(120_000)
    expect(third).toMatchObject({ status: 'finished', added: 30, failure: null, refused: 0 })
  })

  test('gives up in the end, and the next run catches up the days that were missed', async () => {
    ted.notices = manyNotices(5).map((one) => ({ ...one, day: '2026-11-01' }))
    await set({ daysBack: 2 })
    await work(await start())
    world.house.clock.now = () => new Date('2026-11-05T10:00:00Z')
    ted.fault = () => 503
    let failed = await work(await start())
    for (let tries = 0; tries < 20 && failed.status === 'waiting'; tries += 1) failed = await work(failed)
    ted.fault = () => undefined
    world.house.clock.now = () => new Date('2026-11-12T10:00:00Z')
    ted.notices.push(...manyNotices(1, 800_001).map((one) => ({ ...one, day: '2026-11-03' })))
    const caughtUp = await work(await start())

    expect(failed).toMatchObject({ status: 'failed', failure: 'away' })
    expect(caughtUp).toMatchObject({
      status: 'finished',
      fromDay: '2026-11-02',
      untilDay: '2026-11-12',
      added: 1,
    })
  })

  test('a worker that was overtaken, or whose run was stopped, stores nothing more', async () => {
    ted.notices = manyNotices(40)
    await set()
    const run = await start()
    const line = openTedLine(world.house)
    const slow = workOffRun(world.house, line, clusterId, run.id, 60_000)
    const done = await work(run)
    await slow
    ted.notices.push(...manyNotices(40, 700_001))
    const stopped = await start()
    await workOffRun(world.house, line, clusterId, stopped.id, 0)
    await workOffRun(world.house, line, clusterId, stopped.id, 0)
    const answer = await manager.ask('DELETE', `/api/tender-feed/runs/${stopped.id}`)
    const after = await work(stopped)

    expect(done).toMatchObject({ status: 'finished', added: 40 })
    expect(answer.status).toBe(200)
    expect(after.status).toBe('stopped')
    expect(await storedNumbers()).toHaveLength(40 + after.added)
    expect(after.added).toBeLessThan(40)
  })

  test('a second run waits its turn, and without a choice there is none', async () => {
    const unset = await manager.ask('POST', '/api/tender-feed/runs')
    await set()
    await start()
    const second = await manager.ask('POST', '/api/tender-feed/runs')

    expect([unset.status, await codeOf(unset)]).toEqual([409, 'feeds/not-set-up'])
    expect([second.status, await codeOf(second)]).toEqual([409, 'feeds/under-way'])
  })

  test('too wide a choice is said to be one, and nothing is fetched', async () => {
    ted.notices = manyNotices(1)
    Object.defineProperty(ted.notices, 'filter', { value: () => ({ length: 30_000, slice: () => [] }) })
    await set()
    const run = await work(await start())

    expect(run).toMatchObject({ status: 'failed', failure: 'too-many', added: 0 })
    expect(ted.seen.xml).toEqual([])
  })
})

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code
}

describe('its settings', () => {
  test('begin with a suggestion, are set, and paused', async () => {
    const before = await read()
    const done = (await (await set()).json()) as TenderFeed
    const paused = (await (await set({ isOn: false }, 1)).json()) as TenderFeed
    const stale = await set({}, 1)

    expect(before).toMatchObject({ version: 0, isOn: false, defence: 'only', nextRunAt: null, runs: [] })
    // Six in the morning in Tallinn, the day after.
    expect(done).toMatchObject({ ...choice, version: 1, nextRunAt: '2026-11-03T04:00:00.000Z' })
    expect(paused).toMatchObject({ isOn: false, version: 2, nextRunAt: null })
    expect(stale.status).toBe(412)
    const { rows } = await world.owner.query(
      "SELECT action FROM journal_entry WHERE cluster_id = $1 AND object_kind = 'tender-feed' ORDER BY number",
      [clusterId],
    )
    expect(rows.map((row) => row.action)).toEqual(['feeds/feed-started', 'feeds/feed-paused'])
  })

  test('refuse to ask for all of TED', async () => {
    const response = await set({ cpv: [], countries: [] })

    expect(response.status).toBe(422)
  })

  test('are neither seen nor touched by another cluster', async () => {
    await set()
    const run = await start()
    const away = await world.addCluster(`feed-away-${clusters}`)
    const other = await world.person('cluster-manager', null, away)

    expect(await other.get('/api/tender-feed')).toMatchObject({ version: 0, runs: [] })
    expect((await other.ask('DELETE', `/api/tender-feed/runs/${run.id}`)).status).toBe(404)
  })
})

test('the clock starts what is due, once, and takes up what was left behind', async () => {
  const { startDue } = await import('./commands/start-run.ts')
  const { systemActor } = await import('#platform/identity/actor.ts')
  const { inTransaction } = await import('#platform/db/transaction.ts')
  const actor = systemActor(clusterId)
  const scope = { clusterId, accountId: '', role: 'system', companyId: null }
  const tick = (at: string) =>
    inTransaction(world.house.pool, scope, (tx) => startDue(tx, actor, new Date(at)))
  const jobs = async () => {
    const { rows } = await world.owner.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'feeds.tender-feed' AND data ->> 'clusterId' = $1",
      [clusterId],
    )
    return rows[0]?.n
  }
  await set()
  await tick('2026-11-03T03:59:00Z')
  const early = (await read()).runs
  await tick('2026-11-03T04:00:00Z')
  await tick('2026-11-03T04:05:00Z')
  const due = await read()
  const before = await jobs()
  await tick('2026-11-03T04:30:00Z')

  expect(early).toEqual([])
  expect(due.runs).toMatchObject([{ trigger: 'clock', status: 'waiting', startedBy: null }])
  expect(due.nextRunAt).toBe('2026-11-04T04:00:00.000Z')
  expect([before, await jobs()]).toEqual([1, 2])
})

test('one question at a time, however many ask, and a body is never held beyond its bound', async () => {
  ted.notices = [{ number: '1-2026', day: '2026-11-01', xml: publishedXml('1-2026') }]
  const line = openLine({ userAgent: 'test', pauseMs: 1 })
  const ask = (mostBytes: number) =>
    line.ask({ url: `${ted.url}/en/notice/1-2026/xml`, accept: '*/*', mostBytes, timeoutMs: 5_000 })
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(10_000)))
  ted.fault = () => 'huge'
  const huge = await ask(10_000).catch((error: unknown) => error)
  ted.fault = (_, count) => (count === 10 ? 'slow' : undefined)
  const slow = await line.ask({
    url: `${ted.url}/en/notice/1-2026/xml`,
    accept: '*/*',
    mostBytes: 10_000,
    timeoutMs: 300,
  })

  expect(new Set(answers.map((one) => one.status))).toEqual(new Set([200]))
  expect(ted.seen.mostAtOnce).toBe(1)
  expect(huge).toMatchObject({ name: 'OutsideFailure', reason: 'too-large' })
  // Asked again after the time-out.
  expect([slow.status, ted.seen.xml.length]).toEqual([200, 11])
})
