import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { notificationMailWork } from '#platform/notifications/mails.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { numberedNotice, storeNotices } from './factory.ts'
import { opportunitiesSubscriptions } from './jobs.ts'

type FollowUp = {
  isWatched: boolean
  tags: { name: string; isOwnCompany: boolean }[]
  notes: { id: string; body: string; version: number; mayChange: boolean }[]
  assignment: { name: string; dueOn: string } | null
  people: { accountId: string; name: string }[]
  knownTags: string[]
  side: string | null
  abilities: string[]
}
type List = {
  total: number
  items: { id: string; tags: string[]; isWatched: boolean; assignedTo: string | null }[]
}
type Told = {
  items: { id: string; kind: string; title: string; text: string; link: string }[]
  unread: number
}

let world: World
let manager: Person
let ours: Person
let colleague: Person
let rival: Person
let auditor: Person
let first: string
let second: string

beforeAll(async () => {
  world = await openWorld()
  const optics = await world.addCompany('Kuuse Optika OÜ')
  const radio = await world.addCompany('Räni Raadio AS')
  manager = await world.person('cluster-manager')
  ours = await world.person('company-admin', optics)
  colleague = await world.person('company-member', optics)
  rival = await world.person('company-admin', radio)
  auditor = await world.person('auditor')
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(1, { noticeId: 'a1', version: '01', procedureId: 'p1' }),
    numberedNotice(2, { title: { en: 'Field radios' }, noticeId: 'a2', version: '01' }),
  ])
  const { items } = await manager.get<List>('/api/notices?q=goggles')
  first = items[0]?.id ?? ''
  second = (await manager.get<List>('/api/notices?q=radios')).items[0]?.id ?? ''
})
afterAll(() => world.close())

const followUp = (who: Person, id = first) => who.get<FollowUp>(`/api/notices/${id}/follow-up`)
const ids = async (who: Person, search: string) =>
  (await who.get<List>(`/api/notices?state=all&${search}`)).items.map((one) => one.id)
const everythingSeenBy = async (who: Person) => {
  const paths = [
    `/api/notices/${first}/follow-up`,
    `/api/notices/${first}`,
    '/api/notices?state=all',
    '/api/activity',
    '/api/notifications',
    '/api/mail',
  ]
  const answers = await Promise.all(paths.map(async (path) => (await who.ask('GET', path)).text()))
  return answers.join('\n')
}

test('what a company notes and tags is seen by its own people and by nobody else', async () => {
  await ours.ask('POST', `/api/notices/${first}/tags`, { name: 'canary-tag' })
  await ours.ask('POST', `/api/notices/${first}/notes`, { body: 'canary-note: partner wanted' })
  await ours.ask('PUT', `/api/notices/${first}/assignment`, {
    accountId: colleague.accountId,
    dueOn: '2026-12-24',
  })
  await manager.ask('POST', `/api/notices/${first}/tags`, { name: 'Strategic' })
  await manager.ask('POST', `/api/notices/${first}/notes`, { body: 'staff-canary' })

  const mates = await followUp(colleague)
  expect([mates.tags, mates.notes.map((one) => [one.body, one.mayChange]), mates.assignment?.dueOn]).toEqual([
    [
      { name: 'Strategic', isOwnCompany: false },
      { name: 'canary-tag', isOwnCompany: true },
    ],
    [['canary-note: partner wanted', false]],
    '2026-12-24',
  ])
  for (const other of [manager, rival, auditor]) {
    const seen = await everythingSeenBy(other)
    expect(seen).not.toContain('canary-tag')
    expect(seen).not.toContain('canary-note')
    expect(await ids(other, 'tag=canary-tag')).toEqual([])
  }
  expect(await everythingSeenBy(ours)).not.toContain('staff-canary')
  expect((await followUp(manager)).notes.map((one) => one.body)).toEqual(['staff-canary'])
  expect((await followUp(rival)).tags).toEqual([{ name: 'Strategic', isOwnCompany: false }])
})

test('row security keeps the sides apart even from a query that asks for everything', async () => {
  const seenAs = (who: Person) =>
    inTransaction(world.house.pool, { ...who.actor, accountId: who.accountId }, async (tx) => {
      const { rows } = await tx.client.query<{ body: string }>(
        'SELECT body FROM notice_note UNION ALL SELECT name FROM notice_tag UNION ALL SELECT account_id::text FROM notice_assignment ORDER BY 1',
      )
      return rows.map((row) => row.body)
    })

  expect(await seenAs(manager)).toEqual(['Strategic', 'staff-canary'])
  expect(await seenAs(rival)).toEqual(['Strategic'])
  expect(await seenAs(auditor)).toEqual(['Strategic'])
  expect((await seenAs(ours)).toSorted()).toEqual(
    ['Strategic', 'canary-note: partner wanted', 'canary-tag', colleague.accountId].toSorted(),
  )
})

test('the list is narrowed by tag, by who prepares it and by what is watched', async () => {
  await ours.ask('PUT', `/api/notices/${second}/watch`)

  expect(await ids(ours, 'tag=CANARY-TAG,other')).toEqual([first])
  expect(await ids(rival, 'tag=strategic')).toEqual([first])
  expect(await ids(colleague, 'assigned=me')).toEqual([first])
  expect(await ids(ours, 'assigned=me')).toEqual([])
  expect(await ids(ours, 'assigned=anyone')).toEqual([first])
  expect(await ids(ours, 'assigned=nobody')).toEqual([second])
  expect(await ids(ours, 'watched=true')).toEqual([second])
  expect(await ids(colleague, 'watched=true')).toEqual([])
  const { items } = await ours.get<List>('/api/notices?state=all&assigned=anyone')
  expect(items[0]).toMatchObject({
    tags: ['Strategic', 'canary-tag'],
    isWatched: false,
    assignedTo: 'company-member',
  })
})

test('only colleagues can be asked to prepare a tender, and who is asked is told', async () => {
  const outsider = await ours.ask('PUT', `/api/notices/${first}/assignment`, { accountId: rival.accountId })
  const nobody = await ours.ask('PUT', `/api/notices/${first}/assignment`, { accountId: world.clusterId })
  const told = await colleague.get<Told>('/api/notifications')

  expect([outsider.status, nobody.status]).toEqual([404, 404])
  expect(await outsider.json()).toMatchObject({
    detail: 'This person does not exist, or is not yours to see.',
  })
  expect(told.items.map(({ kind, text, link }) => [kind, text, link])).toEqual([
    ['opportunities/assigned', 'company-admin asked you to, by 24 December 2026.', `/opportunities/${first}`],
  ])
})

test('a note is changed by who wrote it, over the version that was read', async () => {
  const [note] = (await followUp(ours)).notes
  const path = `/api/notices/${first}/notes/${note?.id}`
  const change = { body: 'canary-note: partner found' }

  const byMate = await colleague.ask('PUT', path, change, { 'if-match': '"1"' })
  const byRival = await rival.ask('PUT', path, change, { 'if-match': '"1"' })
  const stale = await ours.ask('PUT', path, change, { 'if-match': '"7"' })
  const done = await ours.ask('PUT', path, change, { 'if-match': '"1"' })

  expect([byMate.status, byRival.status, stale.status, done.status]).toEqual([403, 404, 412, 200])
  expect((await followUp(colleague)).notes.map((one) => one.body)).toEqual(['canary-note: partner found'])
})

test('guests watch and read the cluster’s tags, and keep nothing', async () => {
  const seen = await followUp(auditor)
  const refused = await auditor.ask('POST', `/api/notices/${first}/tags`, { name: 'mine' })

  expect([seen.abilities, seen.notes, seen.people, seen.side]).toEqual([['watch'], [], [], null])
  expect(refused.status).toBe(403)
})

test('who watches is told how a new wording differs, once, on the page and by mail', async () => {
  await ours.ask('PUT', `/api/notices/${first}/watch`)
  await auditor.ask('PUT', `/api/notices/${first}/watch`)
  const before = await ours.get<Told>('/api/notifications')

  await storeNotices(world.house, world.clusterId, [
    numberedNotice(1, {
      noticeId: 'a1',
      version: '02',
      procedureId: 'p1',
      tenderDeadline: { date: '2027-02-01' },
      estimatedValue: { cents: 90_000_000, currency: 'EUR' },
    }),
  ])
  await hearAll()
  await hearAll()
  await notificationMailWork(world.house).work({ clusterId: world.clusterId }, { isLast: false })

  const told = await ours.get<Told>('/api/notifications')
  expect(told.unread - before.unread).toBe(1)
  expect(told.items[0]).toMatchObject({
    kind: 'opportunities/watched-changed',
    title: 'Night vision goggles',
    text: 'Tenders are now due 1 February 2027 instead of 15 January 2027. Changed: value.',
    link: `/opportunities/${first}`,
  })
  expect((await rival.get<Told>('/api/notifications')).items).toEqual([])
  expect(await mailsOf(ours)).toEqual([
    { subject: 'A notice you watch has changed', has_secret: true, says: true, way_out: true },
  ])
  expect(await mailsOf(auditor)).toHaveLength(1)
})

test('who answers “interested” watches until the answer is another', async () => {
  const path = `/api/notices/${second}/answers/${rival.actor.companyId}`
  await rival.ask('PUT', path, { answer: 'interested' }, { 'if-match': '"0"' })
  const watching = await followUp(rival, second)
  await rival.ask('PUT', path, { answer: 'not-for-us', reason: 'price' }, { 'if-match': '"1"' })
  const after = await followUp(rival, second)

  expect([watching.isWatched, after.isWatched]).toEqual([true, false])
})

test('a cancellation and an award reach those who watch; a person who lost the hat hears nothing', async () => {
  await manager.ask('PUT', `/api/notices/${second}/watch`)
  await world.owner.query('UPDATE hat SET ended_at = now() WHERE account_id = $1', [auditor.accountId])
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(2, {
      title: { en: 'Field radios' },
      noticeId: 'a2',
      version: '02',
      change: { reason: 'cancel', description: {}, procurementDocumentsChanged: undefined } as never,
    }),
    numberedNotice(3, {
      kind: 'result',
      procedureId: 'p1',
      title: { en: 'Goggles bought' },
      awards: [
        {
          lotIds: [],
          title: {},
          tenders: [
            { isWinner: true, isGroup: false, tenderers: [{ name: { en: 'Ööpilk OÜ' }, country: 'EE' }] },
          ],
        },
      ] as never,
    }),
  ])
  await hearAll()
  await notificationMailWork(world.house).work({ clusterId: world.clusterId }, { isLast: false })

  const [cancelled] = (await manager.get<Told>('/api/notifications')).items
  const [awarded] = (await ours.get<Told>('/api/notifications')).items
  expect([cancelled?.kind, cancelled?.text]).toEqual([
    'opportunities/watched-ended',
    'The call was cancelled.',
  ])
  expect([awarded?.kind, awarded?.title, awarded?.text]).toEqual([
    'opportunities/watched-ended',
    'Night vision goggles',
    'Won by Ööpilk OÜ.',
  ])
  expect(await mailsOf(auditor)).toHaveLength(1)
})

test('a notice closed to somebody takes its alerts and the cluster’s tags away too', async () => {
  await rival.ask('PUT', `/api/notices/${first}/watch`)
  await manager.ask('POST', `/api/notices/${first}/tags`, { name: 'hidden-canary' })
  const before = await rival.get<Told>('/api/notifications')
  await world.owner.query("UPDATE notice SET visibility = 'staff' WHERE id = $1", [first])
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(1, {
      noticeId: 'a1',
      version: '03',
      procedureId: 'p1',
      tenderDeadline: { date: '2027-05-05' },
    }),
  ])
  await hearAll()

  const after = await rival.get<Told>('/api/notifications')
  const staffTold = (await manager.get<Told>('/api/notifications')).items.length
  expect(after.items.map((one) => one.id)).toEqual(before.items.map((one) => one.id))
  expect((await followUp(rival, second)).knownTags).not.toContain('hidden-canary')
  expect((await rival.ask('GET', `/api/notices/${first}/follow-up`)).status).toBe(404)
  expect(staffTold).toBeGreaterThan(0)
})

/** What the queue would do with every entry so far; repeated, it must change nothing. */
async function hearAll(): Promise<void> {
  const alerts = opportunitiesSubscriptions.find((one) => one.queue === 'opportunities.alerts')
  const { rows } = await world.owner.query<{ number: string; action: string; object_id: string }>(
    'SELECT number, action, object_id FROM journal_entry WHERE cluster_id = $1 AND action = ANY($2) ORDER BY number',
    [world.clusterId, alerts?.on],
  )
  const scope = { clusterId: world.clusterId, accountId: '', role: 'system', companyId: null }
  for (const row of rows) {
    const entry = {
      clusterId: world.clusterId,
      action: row.action,
      objectId: row.object_id,
      number: Number(row.number),
    }
    await inTransaction(world.house.pool, scope, (tx) => alerts?.handle(tx, entry) ?? Promise.resolve())
  }
}

async function mailsOf(who: Person) {
  const { rows } = await world.owner.query(
    `SELECT subject, has_secret, body_text LIKE '%instead of 15 January 2027%' AS says, unsubscribe_url IS NOT NULL AS way_out
     FROM mail WHERE recipient = $1 AND subject LIKE 'A notice%' AND body_text NOT LIKE '%Won by%' ORDER BY id`,
    [`${who.accountId}@test.example`],
  )
  return rows
}
