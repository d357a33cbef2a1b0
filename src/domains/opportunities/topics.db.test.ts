import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { readUpload } from '#platform/files/archive.ts'
import { systemActor } from '#platform/identity/actor.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { moveCutOffs } from './commands/move-cut-offs.ts'
import { importNotices, matchWaiting, openDesk } from './jobs.ts'

let world: World
let manager: Person
let member: Person

beforeAll(async () => {
  world = await openWorld()
  world.house.clock.now = () => new Date('2026-08-20T10:00:00Z')
  manager = await world.person('cluster-manager')
  const companyId = await world.addCompany('Drone OÜ')
  await manager.ask('POST', `/api/companies/${companyId}/products`, {
    name: 'Counter drone sensor',
    cpv: ['35722000'],
    description: { en: 'Sensors for the detection of drones' },
  })
  member = await world.person('company-member', companyId)
})
afterAll(() => world.close())

const topic = (id: string, change: object = {}) =>
  `${JSON.stringify({
    topicId: id,
    title: `Detection of drones ${id}`,
    programme: 'European Defence Fund',
    callStatus: 'open',
    deadline: '2026-10-01',
    description: '<p>Counter <b>drone</b> sensors</p>',
    ...change,
  })}\n`

const upload = (text: string) =>
  importNotices(
    world.house,
    world.clusterId,
    readUpload({ name: 'calls.jsonl', bytes: new TextEncoder().encode(text) }),
  )

async function find(q: string) {
  const { items } = await manager.get<{ items: { id: string; kind: string; deadline: string }[] }>(
    `/api/notices?q=${encodeURIComponent(q)}&state=all`,
  )
  const [found] = items
  if (!found) throw new Error(`nothing is called ${q}`)
  return found
}

type Page = {
  version: number
  cpvFrom: string
  isOpen: boolean
  topic: { deadlines: { at: string; isEntry: boolean }[]; programme: string }
  consortium: { version: number; minEntities: number } | null
  abilities: string[]
  versions: unknown[]
  matches: unknown[]
}

test('topics stand in the one list; told again they stay one, told anew they get a version', async () => {
  const first = await upload(`${topic('EDF-2026-A') + topic('EDF-2026-B')}garbage\n`)
  const again = await upload(topic('EDF-2026-A') + topic('EDF-2026-B'))
  const anew = await upload(topic('EDF-2026-A', { deadline: '2026-11-01' }))
  const found = await find('EDF-2026-A')
  const page = await manager.get<Page>(`/api/notices/${found.id}`)

  expect(first).toMatchObject({ added: 2, refused: 1 })
  expect(again).toMatchObject({ added: 0, updated: 0, unchanged: 2 })
  expect(anew).toMatchObject({ updated: 1 })
  expect(found).toMatchObject({ kind: 'eu-call', deadline: '2026-11-01T16:00:00.000Z' })
  expect(page).toMatchObject({
    isOpen: true,
    topic: { programme: 'European Defence Fund', deadlines: [{ isEntry: true }] },
  })
  expect(page.versions).toHaveLength(1)
})

test('members are matched by its words, and answer it', async () => {
  await upload(topic('EDF-2026-C'))
  const desk = openDesk()
  await matchWaiting(world.house, desk, world.clusterId)
  await desk.close()
  const { id } = await find('EDF-2026-C')
  const companyId = member.actor.companyId ?? ''
  const answered = await member.ask(
    'PUT',
    `/api/notices/${id}/answers/${companyId}`,
    { answer: 'interested' },
    { 'if-match': '"0"' },
  )

  expect(answered.status).toBe(200)
  expect(await manager.get(`/api/notices/${id}`)).toMatchObject({
    matches: [{ companyName: 'Drone OÜ', answer: { answer: 'interested' } }],
  })
})

test('of several cut-off days the next one counts, and the last one closes it', async () => {
  const meta = {
    identifier: ['HORIZON-X-1'],
    title: ['Open cut-offs'],
    status: ['31094502'],
    deadlineModel: ['multiple cut-off'],
    deadlineDate: ['2026-09-01', '2026-12-01'],
  }
  await upload(JSON.stringify({ results: [{ metadata: meta }] }))
  const before = await find('Open cut-offs')
  const scope = { clusterId: world.clusterId, accountId: '', role: 'system', companyId: null }
  await inTransaction(world.house.pool, scope, (tx) =>
    moveCutOffs(tx, systemActor(world.clusterId), new Date('2026-09-02T00:00:00Z')),
  )
  const after = await find('Open cut-offs')
  const page = await manager.get<Page>(`/api/notices/${after.id}`)

  expect([before.deadline, after.deadline]).toEqual(['2026-09-01T15:00:00.000Z', '2026-12-01T16:00:00.000Z'])
  expect(page.topic.deadlines.map((one) => one.isEntry)).toEqual([true, true])
})

test('staff write down who may apply together; nobody else does, and a notice has no such rules', async () => {
  await upload(topic('EDF-2026-D'))
  const { id } = await find('EDF-2026-D')
  const rules = {
    minEntities: 3,
    minCountries: 3,
    minIndependent: 3,
    countries: ['EE', 'NO'],
    note: 'Section 6',
  }
  const put = (who: Person, version: number, change = {}) =>
    who.ask('PUT', `/api/notices/${id}/consortium`, { ...rules, ...change }, { 'if-match': `"${version}"` })
  const done = (await (await put(manager, 0)).json()) as Page
  const stale = await put(manager, 0)
  const byMember = await put(member, 1)
  await upload(topic('EDF-2026-D', { title: 'Another wording of EDF-2026-D' }))
  const seen = await member.get<Page>(`/api/notices/${id}`)
  const away = await world.person('cluster-manager', null, await world.addCluster('topics-away'))

  expect(done.consortium).toMatchObject({ version: 1, ...rules, changedBy: 'cluster-manager' })
  expect(done.abilities).toContain('set-consortium')
  expect([stale.status, byMember.status]).toEqual([412, 403])
  expect(seen.consortium).toMatchObject({ version: 1, minEntities: 3 })
  expect(seen.abilities).not.toContain('set-consortium')
  expect((await put(away, 1)).status).toBe(404)
})

const shared = resolve(import.meta.dirname, '../../../../shared/data/calls')
test.skipIf(!existsSync(shared))(
  '109 topics of August 2026 come in, and a second time changes nothing',
  async () => {
    const name = 'ft-portal-defence-security-topics-2026-08.jsonl.gz'
    const clusterId = await world.addCluster('topics-real')
    const take = () =>
      importNotices(world.house, clusterId, readUpload({ name, path: resolve(shared, name) }))

    expect(await take()).toMatchObject({ added: 109, refused: 0 })
    expect(await take()).toMatchObject({ added: 0, unchanged: 109 })
  },
)
