import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import type { Role } from '#platform/identity/actor.ts'
import { listClusters } from '#platform/jobs/clusters.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { numberedNotice, storeNotices } from './factory.ts'
import { sendAllDigests } from './jobs/digests.ts'

type Search = {
  id: string
  name: string
  isOwn: boolean
  sharing: string
  version: number
  address: Record<string, unknown>
  digest: { rhythm: string; nextAt: string; lastSentAt: string | null } | null
}
type Searches = { items: Search[]; sharings: string[]; timeZone: string }
type Mail = {
  recipient: string
  subject: string
  body_text: string
  unsubscribe_url: string
  has_secret: boolean
}

let world: World
let optics: string
let manager: Person
let staff: Person
let ours: Person
let colleague: Person
let rival: Person
let now = new Date('2026-11-10T12:00:00Z')
let number = 100

beforeAll(async () => {
  world = await openWorld()
  world.house.clock.now = () => now
  optics = await world.addCompany('Kuuse Optika OÜ')
  manager = await world.person('cluster-manager')
  staff = await world.person('cluster-staff')
  ours = await world.person('company-admin', optics)
  colleague = await world.person('company-member', optics)
  rival = await world.person('company-admin', await world.addCompany('Räni Raadio AS'))
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.owner.query('DELETE FROM saved_search')
  await world.owner.query('DELETE FROM mail')
  now = new Date(now.getTime() + 7 * 86_400_000)
})

const list = (who: Person) => who.get<Searches>('/api/saved-searches')
const goggles = { q: 'goggles', state: ['all'] }

async function save(who: Person, change: Record<string, unknown> = {}): Promise<Search> {
  const body = { name: 'Night vision', address: goggles, sharing: 'mine', ...change }
  const response = await who.ask('POST', '/api/saved-searches', body)
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`)
  const { items } = (await response.json()) as Searches
  const found = items.find((one) => one.name === body.name)
  if (!found) throw new Error('not saved')
  return found
}
const daily = (who: Person, id: string, hour = 8) =>
  who.ask('PUT', `/api/saved-searches/${id}/digest`, { rhythm: 'daily', hour, weekday: 1 })
async function importOne(title = 'Night vision goggles', change = {}): Promise<void> {
  number += 1
  now = new Date(now.getTime() + 1_000)
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(number, { title: { en: title }, ...change }),
  ])
}
async function nextMorning(): Promise<number> {
  now = new Date(now.getTime() + 86_400_000)
  const [cluster] = await listClusters(world.house)
  return cluster ? sendAllDigests(world.house, cluster) : 0
}
async function mails(): Promise<Mail[]> {
  const { rows } = await world.owner.query<Mail>('SELECT * FROM mail ORDER BY id')
  return rows
}
const to = (who: Person) => `${who.accountId}@test.example`
async function setMatch(companyId: string, score: number, name: string): Promise<void> {
  await world.owner.query(
    `INSERT INTO notice_match (cluster_id, notice_id, company_id, score, eligible, why, eligibility, computed_at)
     SELECT cluster_id, id, $1, $2, 'yes', $3, '[]', now() FROM notice ORDER BY id DESC LIMIT 1`,
    [
      companyId,
      score,
      JSON.stringify([
        {
          kind: 'words',
          share: 1,
          words: ['night', 'vision'],
          ownWords: [],
          source: { kind: 'product', id: optics, name },
        },
      ]),
    ],
  )
}

test('a search is kept as the list’s own address, and one the list does not know is refused', async () => {
  const saved = await save(ours, { address: { ...goggles, kind: ['competition'], value: ['140k-1m'] } })
  const strange = await ours.ask('POST', '/api/saved-searches', {
    name: 'Strange',
    address: { kind: ['everything'] },
    sharing: 'mine',
  })

  expect(saved).toMatchObject({
    address: { q: 'goggles', state: ['all'], kind: ['competition'], value: ['140k-1m'] },
    isOwn: true,
    version: 1,
    digest: null,
  })
  expect(strange.status).toBe(422)
})

test('a search is seen by its owner and by those it is shared with, and changed by its owner', async () => {
  await save(ours, { name: 'mine-canary' })
  const shared = await save(ours, { name: 'ours', sharing: 'company' })
  await save(manager, { name: 'desk', sharing: 'staff' })
  const names = async (who: Person) => (await list(who)).items.map((one) => one.name)
  const body = { name: 'stolen', address: goggles, sharing: 'mine' }
  const path = `/api/saved-searches/${shared.id}`

  expect([await names(ours), await names(colleague), await names(rival)]).toEqual([
    ['mine-canary', 'ours'],
    ['ours'],
    [],
  ])
  expect([await names(manager), await names(staff)]).toEqual([['desk'], ['desk']])
  expect([
    (await colleague.ask('PUT', path, body, { 'if-match': '"1"' })).status,
    (await rival.ask('PUT', path, body, { 'if-match': '"1"' })).status,
    (await manager.ask('DELETE', path)).status,
    (await ours.ask('PUT', path, body, { 'if-match': '"2"' })).status,
    (await ours.ask('PUT', path, { ...body, sharing: 'staff' }, { 'if-match': '"1"' })).status,
    (await ours.ask('PUT', path, { ...body, name: 'renamed' }, { 'if-match': '"1"' })).status,
  ]).toEqual([403, 404, 404, 412, 403, 200])
  expect(await names(colleague)).toEqual([])
})

test('the journal and the outbox tell staff neither names nor words of a company’s search', async () => {
  await importOne()
  const saved = await save(ours, { name: 'canary-search', address: { q: 'canary goggles', state: ['all'] } })
  await daily(ours, saved.id)
  await importOne('canary goggles')
  await nextMorning()
  await world.owner.query('UPDATE cluster SET is_demo = false')
  const seen = await Promise.all(
    ['/api/activity', '/api/saved-searches', '/api/mail'].map(async (path) =>
      (await manager.ask('GET', path)).text(),
    ),
  )
  const [mail] = await mails()

  expect(mail?.body_text).toContain('canary-search')
  expect(mail).toMatchObject({ has_secret: true, subject: '1 new notice in your searches' })
  expect(seen.join()).not.toContain('canary')
})

test('what is new is mailed once, at the hour, and what was there before is not new', async () => {
  await importOne()
  const saved = await save(manager)
  await daily(manager, saved.id)
  const turnsBefore = await nextMorning()
  const nothing = await mails()
  await importOne()
  await importOne('Field kitchens', { description: {} })
  await nextMorning()
  await nextMorning()

  const sent = await mails()
  expect([turnsBefore, nothing, sent.length]).toEqual([1, [], 1])
  expect(sent[0]).toMatchObject({ recipient: to(manager), subject: '1 new notice in your searches' })
  expect(sent[0]?.body_text).toContain('== Night vision')
  expect(sent[0]?.body_text).not.toContain('Field kitchens')
  expect((await list(manager)).items[0]?.digest?.lastSentAt).not.toBeNull()
})

test('a notice corrected later is not told a second time', async () => {
  const saved = await save(manager)
  await daily(manager, saved.id)
  await importOne('Night vision goggles', { noticeId: 'corrected', version: '01' })
  await nextMorning()
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(number, { noticeId: 'corrected', version: '02', tenderDeadline: { date: '2027-03-01' } }),
  ])
  await nextMorning()

  expect((await mails()).length).toBe(1)
})

test('staff read who fits best and why; a company reads its own fit and never a rival’s', async () => {
  const radio = rival.actor.companyId ?? ''
  for (const who of [manager, ours, rival]) await daily(who, (await save(who)).id)
  await importOne()
  await setMatch(optics, 71, 'Hämar')
  await setMatch(radio, 82, 'canary-radio')
  await nextMorning()

  const textOf = async (who: Person) =>
    (await mails()).find((mail) => mail.recipient === to(who))?.body_text ?? ''
  expect(await textOf(manager)).toContain(
    'Fits best: Räni Raadio AS, 82 of 100 (the words night, vision: canary-radio)',
  )
  expect(await textOf(ours)).toContain('Fits you, 71 of 100 (the words night, vision: Hämar)')
  expect(await textOf(ours)).not.toMatch(/canary|Räni|82 of/)
  expect(await textOf(rival)).not.toMatch(/Hämar|Kuuse|71 of/)
})

test('the mail is written as the hat stands when it is sent', async () => {
  const person = await world.person('cluster-staff')
  await daily(person, (await save(person)).id)
  const gone = await world.person('company-member', optics)
  await daily(gone, (await save(gone)).id)
  const setRole = (role: Role) =>
    world.owner.query('UPDATE hat SET role = $1 WHERE account_id = $2', [role, person.accountId])
  await setRole('programme-officer')
  await world.owner.query('UPDATE hat SET ended_at = now() WHERE account_id = $1', [gone.accountId])
  await importOne()
  await setMatch(optics, 71, 'Hämar')
  await nextMorning()

  const sent = await mails()
  expect(sent.map((mail) => mail.recipient)).toEqual([to(person)])
  expect(sent[0]?.body_text).not.toMatch(/Kuuse|Hämar|71 of/)
})

test('who was let in on a search hears nothing once it is shared no longer', async () => {
  const saved = await save(ours, { sharing: 'company' })
  await daily(colleague, saved.id)
  await ours.ask(
    'PUT',
    `/api/saved-searches/${saved.id}`,
    { name: 'x', address: goggles, sharing: 'mine' },
    { 'if-match': '"1"' },
  )
  await importOne()
  await nextMorning()

  expect(await mails()).toEqual([])
  expect((await world.owner.query('SELECT FROM search_digest')).rows).toEqual([])
})

test('several searches come in one mail, in the person’s language, each with its way out', async () => {
  await world.owner.query("UPDATE account SET language = 'et' WHERE id = $1", [colleague.accountId])
  const first = await save(colleague, { name: 'Öövaatlus' })
  await daily(colleague, first.id)
  await daily(colleague, (await save(colleague, { name: 'Kõik', address: { state: ['all'] } })).id)
  await importOne()
  await nextMorning()
  const [mail, ...others] = await mails()
  const [stopOne = ''] = (mail?.body_text ?? '').match(/(?<=„Öövaatlus“ kohta: \S*)\/unsubscribe\/\S+/) ?? []

  expect([mail?.subject, others]).toEqual(['Teie otsingutes on 2 uut hanketeadet', []])
  await world.app.request(`http://localhost${stopOne}`)
  const looked = (await list(colleague)).items.filter((one) => one.digest !== null).length
  await world.app.request(`http://localhost${stopOne}`, { method: 'POST' })
  const afterOne = (await list(colleague)).items.filter((one) => one.digest !== null).map((one) => one.name)
  await world.app.request(`http://localhost${new URL(mail?.unsubscribe_url ?? '').pathname}`, {
    method: 'POST',
  })
  const afterAll = (await list(colleague)).items.filter((one) => one.digest !== null)

  expect([looked, afterOne, afterAll]).toEqual([2, ['Kõik'], []])
})

test('two workers at the same hour send each mail once', async () => {
  for (const who of [manager, staff, ours, rival]) await daily(who, (await save(who)).id)
  await importOne()
  now = new Date(now.getTime() + 86_400_000)
  const [cluster] = await listClusters(world.house)
  if (!cluster) throw new Error('no cluster')
  await Promise.all([sendAllDigests(world.house, cluster), sendAllDigests(world.house, cluster)])

  expect((await mails()).map((mail) => mail.recipient).toSorted()).toEqual(
    [manager, staff, ours, rival].map(to).toSorted(),
  )
})

test('row security gives other companies and staff no search, not even to a query without a filter', async () => {
  await daily(ours, (await save(ours, { sharing: 'company' })).id)
  const countAs = (who: Person) =>
    inTransaction(world.house.pool, { ...who.actor, accountId: who.accountId }, async (tx) => {
      const { rows } = await tx.client.query<{ n: number }>(
        'SELECT (SELECT count(*) FROM saved_search)::int + (SELECT count(*) FROM search_digest)::int AS n',
      )
      return rows[0]?.n
    })

  expect([
    await countAs(ours),
    await countAs(colleague),
    await countAs(rival),
    await countAs(manager),
  ]).toEqual([2, 1, 0, 0])
})
