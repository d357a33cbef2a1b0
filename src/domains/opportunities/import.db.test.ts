import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { readUpload } from '#platform/files/archive.ts'
import type { Role } from '#platform/identity/actor.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { receiveImport } from './commands/receive-import.ts'
import { aNotice, noticeXml, numberedNotice, storeNotices } from './factory.ts'
import { importNotices, opportunitiesWork } from './jobs.ts'
import { importQueue } from './rules.ts'

let world: World
let manager: Person
let clusterId: string
let clusters = 0

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  clusters += 1
  clusterId = await world.addCluster(`import-${clusters}`)
  manager = await world.person('cluster-manager', null, clusterId)
})

type ImportAnswer = {
  id: string
  status: string
  entriesDone: number
  added: number
  updated: number
  unchanged: number
  refused: number
  refusals: { name: string; code: string; message: string }[]
}

describe('real notices', () => {
  const folder = resolve(import.meta.dirname, '../../../../shared/data/notices')
  const archives = [
    'eforms-xml-published-2022-2024.tar.gz',
    'ted-xml-defence-2009-81.tar.gz',
    'ted-xml-estonia.tar.gz',
    'ted-xml-group-awards.tar.gz',
  ]

  test.skipIf(!existsSync(folder))(
    'are all taken, eight of them known from another archive; a second run changes nothing',
    { timeout: 120_000 },
    async () => {
      const importAll = async () => {
        const counts = []
        for (const name of archives) {
          const upload = readUpload({ name, path: resolve(folder, name) })
          const { importId: _, ...sums } = await importNotices(world.house, clusterId, upload)
          counts.push(sums)
        }
        return counts
      }

      const first = await importAll()
      const state = await fingerprint()
      const second = await importAll()

      expect(first).toEqual([
        { added: 42, updated: 0, unchanged: 0, refused: 0 },
        { added: 98, updated: 0, unchanged: 0, refused: 0 },
        { added: 16, updated: 0, unchanged: 0, refused: 0 },
        { added: 75, updated: 0, unchanged: 8, refused: 0 },
      ])
      expect(second.map((one) => [one.unchanged, one.added + one.updated + one.refused])).toEqual([
        [42, 0],
        [98, 0],
        [16, 0],
        [83, 0],
      ])
      expect(await fingerprint()).toEqual(state)
    },
  )
  if (!existsSync(folder)) console.log('skipped: no shared data')
})

describe('a notice that comes again', () => {
  const written = (day: string, change: object = {}) =>
    aNotice({ dispatched: { date: day, time: '10:00:00', offset: '+00:00' }, ...change })

  test('with the same content is unchanged', async () => {
    expect(await storeNotices(world.house, clusterId, [aNotice(), aNotice()])).toEqual(['added', 'unchanged'])
    expect(await storeNotices(world.house, clusterId, [aNotice()])).toEqual(['unchanged'])
  })

  test('written later becomes a new version, and the earlier wording stays to be read', async () => {
    await storeNotices(world.house, clusterId, [written('2026-10-30')])
    const later = written('2026-11-05', { title: { en: 'Thermal goggles' } })

    expect(await storeNotices(world.house, clusterId, [later])).toEqual(['updated'])

    const page = await onlyNotice()
    const version = await manager.get<{ title: unknown; differences: { field: string; now: unknown }[] }>(
      `/api/notices/${page.id}/versions/1`,
    )
    expect([page.title, page.version, page.versions.map((one) => one.number)]).toEqual([
      'Thermal goggles',
      2,
      [1],
    ])
    expect(version.title).toEqual({ text: 'Night vision goggles', language: 'en' })
    expect(version.differences).toEqual([
      {
        field: 'title',
        before: { fi: 'Pimeänäkölaitteet', en: 'Night vision goggles' },
        now: { en: 'Thermal goggles' },
      },
    ])
  })

  test('written earlier never takes the place of the later wording, in whatever order and however often', async () => {
    const [first, second, third] = [
      written('2026-10-01', { title: { en: 'First' } }),
      written('2026-10-02', { title: { en: 'Second' } }),
      written('2026-10-03', { title: { en: 'Third' } }),
    ]

    const outcomes = await storeNotices(world.house, clusterId, [second, third, first, second, first, third])

    const page = await onlyNotice()
    expect(outcomes).toEqual(['added', 'updated', 'unchanged', 'unchanged', 'unchanged', 'unchanged'])
    expect([page.title, page.versions.length]).toEqual(['Third', 2])
  })

  const original = aNotice({
    key: '00700001-2026',
    noticeId: '11111111-0000-4000-8000-000000000001',
    version: '01',
  })
  const correction = aNotice({
    key: '00755555-2026',
    publicationId: '00755555-2026',
    noticeId: '22222222-0000-4000-8000-000000000002',
    version: '01',
    dispatched: { date: '2026-11-10', time: '09:00:00', offset: '+02:00' },
    changedNotice: { noticeId: '11111111-0000-4000-8000-000000000001', version: '01' },
    tenderDeadline: { date: '2027-02-01', time: '12:00:00', offset: '+02:00' },
  })

  test.each([
    ['after', [original, correction], ['added', 'updated']],
    ['before', [correction, original], ['added', 'unchanged']],
  ])('as a correction that arrives %s its original is one notice with it', async (_, order, expected) => {
    expect(await storeNotices(world.house, clusterId, order)).toEqual(expected)

    const page = await onlyNotice()
    expect([page.deadline, page.versions.length]).toEqual(['2027-02-01T10:00:00.000Z', 1])
  })

  test('two notices with one made-up id stay two when their numbers differ', async () => {
    const noticeId = '33333333-0000-4000-8000-000000000003'
    const two = [1, 2].map((n) => numberedNotice(n, { noticeId, version: '01' }))

    expect(await storeNotices(world.house, clusterId, two)).toEqual(['added', 'added'])
  })
})

describe('deadlines', () => {
  test('without a time end with the day where the buyer is; with one, at its offset', async () => {
    await storeNotices(world.house, clusterId, [
      numberedNotice(1, { tenderDeadline: { date: '2027-01-15' } }),
      numberedNotice(2, {
        buyers: [{ name: { pt: 'Exército' }, country: 'PT' }],
        tenderDeadline: { date: '2027-01-15' },
      }),
      numberedNotice(3, { tenderDeadline: { date: '2027-01-15', time: '12:00:00', offset: '+01:00' } }),
      numberedNotice(4, {
        procedureType: 'restricted',
        tenderDeadline: { date: '2027-03-01', time: '12:00', offset: '+00:00' },
        requestDeadline: { date: '2027-01-20', time: '12:00', offset: '+00:00' },
      }),
    ])

    const { items } = await manager.get<{ items: { key: string; deadline: string }[] }>('/api/notices')
    expect(items.map((one) => [Number(one.key.slice(0, 8)), one.deadline])).toEqual([
      [3, '2027-01-15T11:00:00.000Z'],
      [1, '2027-01-15T21:59:59.000Z'],
      [2, '2027-01-15T23:59:59.000Z'],
      [4, '2027-01-20T12:00:00.000Z'],
    ])
  })
})

describe('an upload', () => {
  test('is answered at once, worked off in the background, and says file by file what was not taken', async () => {
    const archive = await tarOf({
      'a.xml': noticeXml(1),
      'b.xml': noticeXml(2),
      'notes.txt': 'not a notice',
      'bad.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
      '../../escape.xml': noticeXml(3),
    })

    const answer = await send(archive, 'november.tar')
    const accepted = (await answer.json()) as ImportAnswer
    await workOff(accepted.id)
    await workOff(accepted.id)

    const done = await manager.get<ImportAnswer>(`/api/notice-imports/${accepted.id}`)
    expect([answer.status, accepted.status]).toEqual([202, 'waiting'])
    expect([done.status, done.added, done.refused, done.entriesDone]).toEqual(['finished', 2, 3, 5])
    expect(done.refusals.map((one) => [one.name, one.code])).toEqual([
      ['notes.txt', 'notice/not-xml'],
      ['bad.xml', 'notice/has-doctype'],
      ['../../escape.xml', 'files/unsafe-name'],
    ])
  })

  test.each([
    [
      'a web page',
      Buffer.from('<!doctype html><html><script>alert(1)</script></html>'),
      415,
      'platform/wrong-file',
    ],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 415, 'platform/wrong-file'],
    ['nothing', Buffer.alloc(0), 422, 'platform/empty-file'],
  ])('of %s is refused before anything is stored', async (_, bytes, status, code) => {
    const answer = await send(bytes, 'notice.xml')

    const imports = await manager.get<{ items: unknown[] }>('/api/notice-imports')
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code])
    expect(imports.items).toEqual([])
    expect(await storedFiles()).toBe(0)
  })

  test.each([
    ['a zip that ends too early', Buffer.from('PK\x03\x04 and no more'), 'files/truncated'],
    ['a cut notice', Buffer.from(noticeXml(1).slice(0, 700)), 'notice/truncated'],
    ['some other XML', Buffer.from('<invoice><sum>1</sum></invoice>'), 'notice/unknown-format'],
  ])('of %s ends refused, with the reason and no notice', async (_, bytes, code) => {
    const { id } = (await (await send(bytes, 'november')).json()) as ImportAnswer
    await workOff(id)

    const done = await manager.get<ImportAnswer>(`/api/notice-imports/${id}`)
    expect([done.status, done.refused, done.refusals[0]?.code]).toEqual(['finished', 1, code])
    expect((await fingerprint()).notices).toBe(0)
  })

  test('sent again under the same key starts no second import', async () => {
    const once = { 'idempotency-key': 'november-2026-a' }
    const first = (await (await send(Buffer.from(noticeXml(1)), 'a.xml', once)).json()) as ImportAnswer
    const again = (await (await send(Buffer.from(noticeXml(1)), 'a.xml', once)).json()) as ImportAnswer

    expect(again.id).toBe(first.id)
  })

  test('is not for companies', async () => {
    const member = await world.person(
      'company-admin',
      await world.addCompany('Kuuse OÜ', {}, clusterId),
      clusterId,
    )

    expect((await send(Buffer.from(noticeXml(1)), 'a.xml', {}, member)).status).toBe(403)
  })
})

test('an import killed in the middle goes on where it stopped: nothing is lost and nothing doubled', {
  timeout: 120_000,
}, async () => {
  const count = 400
  const archive = await tarOf(
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.xml`, noticeXml(n)])),
  )
  const sha256 = await world.house.files.put(archive)
  const facts = { name: 'many.tar', sha256, bytes: archive.byteLength, mediaType: 'application/x-tar' }
  const importId = await inTransaction(world.house.pool, scope(), (tx) =>
    receiveImport(tx, manager.actor, new Date(), facts),
  )

  const killedAt = await workOffAndKill(importId)
  await workOff(importId)

  const done = await manager.get<ImportAnswer>(`/api/notice-imports/${importId}`)
  expect(killedAt).toBeGreaterThan(0)
  expect(killedAt).toBeLessThan(count)
  expect(done).toMatchObject({
    status: 'finished',
    entriesDone: count,
    added: count,
    unchanged: 0,
    refused: 0,
  })
  expect((await fingerprint()).notices).toBe(count)
})

/** Works the import off in a process of its own and kills that as soon as part of it is stored. */
async function workOffAndKill(importId: string): Promise<number> {
  const code = `
    import { openHouse } from '#server/house.ts'
    import { readConfig } from '#platform/config.ts'
    import { opportunitiesWork } from '#domains/opportunities/jobs.ts'
    import { importQueue } from '#domains/opportunities/rules.ts'
    const { house } = await openHouse(readConfig(${JSON.stringify({
      TALGUD_DATA: world.house.config.dataDir,
      LOG_LEVEL: 'silent',
    })}), { url: ${JSON.stringify(world.house.pool.options.connectionString)} })
    const [work] = opportunitiesWork(house).filter((one) => one.queue === importQueue)
    await work.work(${JSON.stringify({ clusterId, importId })}, { isLast: false })
    process.exit(0)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    cwd: resolve(import.meta.dirname, '../../..'),
    stdio: 'ignore',
  })
  const ended = new Promise((resolveEnd) => child.once('exit', resolveEnd))
  const isOver = () => child.exitCode !== null
  for (let done = 0; done === 0 && !isOver(); ) {
    await new Promise((later) => setTimeout(later, 5))
    done = await entriesDone(importId)
  }
  child.kill('SIGKILL')
  await ended
  return entriesDone(importId)
}

async function entriesDone(importId: string): Promise<number> {
  const { rows } = await world.owner.query<{ done: number }>(
    'SELECT entries_done AS done FROM notice_import WHERE id = $1',
    [importId],
  )
  return rows[0]?.done ?? 0
}

async function workOff(importId: string): Promise<void> {
  const [work] = opportunitiesWork(world.house).filter((one) => one.queue === importQueue)
  await work?.work({ clusterId, importId }, { isLast: false })
}

function scope(role: Role | 'system' = 'cluster-manager') {
  return { clusterId, accountId: manager.accountId, role, companyId: null }
}

async function send(
  bytes: Uint8Array,
  name: string,
  headers: Record<string, string> = {},
  sender: Person = manager,
): Promise<Response> {
  return world.app.request('http://localhost/api/notice-imports', {
    method: 'POST',
    headers: {
      cookie: `__Host-talgud=${sender.token}`,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
      ...headers,
    },
    body: Uint8Array.from(bytes),
  })
}

async function tarOf(files: Record<string, string>): Promise<Buffer> {
  const tar = pack()
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content)
  tar.finalize()
  const parts: Uint8Array[] = []
  for await (const part of tar) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

type NoticePage = {
  id: string
  title: string
  version: number
  deadline: string
  versions: { number: number }[]
}

async function onlyNotice(): Promise<NoticePage> {
  const { items } = await manager.get<{ items: { id: string }[] }>('/api/notices?state=all')
  if (items.length !== 1) throw new Error(`expected one notice, found ${items.length}`)
  return manager.get<NoticePage>(`/api/notices/${items[0]?.id}`)
}

async function storedFiles(): Promise<number> {
  const { rows } = await world.owner.query('SELECT FROM file WHERE cluster_id = $1', [clusterId])
  return rows.length
}

/** Whatever an import may change, in figures. */
async function fingerprint() {
  const { rows } = await world.owner.query(
    `SELECT (SELECT count(*)::int FROM notice WHERE cluster_id = $1) AS notices,
      (SELECT md5(string_agg(id || sha256 || version || changed_at, ',' ORDER BY id)) FROM notice WHERE cluster_id = $1) AS state,
      (SELECT count(*)::int FROM notice_version WHERE cluster_id = $1) AS versions,
      (SELECT count(*)::int FROM notice_award WHERE cluster_id = $1) AS awards,
      (SELECT count(*)::int FROM notice_alias WHERE cluster_id = $1) AS aliases`,
    [clusterId],
  )
  return rows[0] as { notices: number }
}
