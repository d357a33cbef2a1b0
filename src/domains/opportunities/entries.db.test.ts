import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { matchWaiting, openDesk } from './jobs.ts'

let world: World
let manager: Person
let asker: Person
let friend: Person
let rival: Person
let peer: Person
let auditor: Person
let away: Person
let friendId: string

beforeAll(async () => {
  world = await openWorld()
  manager = await world.person('cluster-manager')
  const askerId = await world.addCompany('Asker OÜ')
  friendId = await world.addCompany('Friend OÜ')
  const rivalId = await world.addCompany('Rival OÜ')
  asker = await world.person('company-admin', askerId)
  friend = await world.person('company-member', friendId)
  rival = await world.person('company-admin', rivalId)
  peer = await world.person('peer-cluster-staff')
  auditor = await world.person('auditor')
  away = await world.person('cluster-manager', null, await world.addCluster('entries-away'))
  for (const [id, who] of [
    [askerId, asker],
    [friendId, manager],
  ] as const) {
    const added = await who.ask('POST', `/api/companies/${id}/products`, {
      name: 'Thermal camera',
      cpv: ['38632000'],
      description: { en: 'Thermal cameras for vehicles' },
    })
    expect(added.status).toBe(201)
  }
})
afterAll(() => world.close())

const entry = {
  kind: 'request',
  title: 'Looking for thermal cameras',
  text: 'For vehicles, a hundred a year',
  language: 'en',
  buyer: null,
  country: null,
  deadlineOn: '2099-03-01',
  deadlineTime: '12:00',
  cpv: ['38632000'],
  valueCents: 5_000_000,
  currency: 'EUR',
  link: null,
  isDefence: false,
  visibility: 'cluster',
  readers: [] as string[],
}

type Page = {
  id: string
  version: number
  kind: string
  source: string
  buyer: string
  isOpen: boolean
  deadline: string
  entry: {
    visibility: string
    readers: { id: string }[]
    endedAt: string | null
    files: { id: string; name: string }[]
    interested: { companyName: string; note: string | null }[]
  } | null
  matches: { companyName: string }[]
  versions: unknown[]
  abilities: string[]
}

const post = (who: Person, change: object = {}) => who.ask('POST', '/api/entries', { ...entry, ...change })
async function enter(who: Person, change: object = {}): Promise<Page> {
  const response = await post(who, change)
  expect(response.status, await response.clone().text()).toBe(201)
  return (await response.json()) as Page
}
const statusOf = async (who: Person, id: string) => (await who.ask('GET', `/api/notices/${id}`)).status
const titlesFor = async (who: Person) =>
  (await who.get<{ items: { title: string }[] }>('/api/notices?pageSize=200')).items.map((one) => one.title)

describe('a member’s request', () => {
  test('stands in the one list, is matched with others and answered; the asker learns who is interested', async () => {
    const made = await enter(asker)
    const desk = openDesk()
    await matchWaiting(world.house, desk, world.clusterId)
    await desk.close()
    const answer = (who: Person, companyId: string, body: object) =>
      who.ask('PUT', `/api/notices/${made.id}/answers/${companyId}`, body, { 'if-match': '"0"' })
    const own = await answer(asker, asker.actor.companyId ?? '', { answer: 'interested' })
    await answer(friend, friendId, { answer: 'interested', note: 'we make them' })
    await answer(rival, rival.actor.companyId ?? '', { answer: 'not-for-us', reason: 'price' })
    const forAsker = await asker.get<Page>(`/api/notices/${made.id}`)
    const forRival = await rival.get<Page>(`/api/notices/${made.id}`)
    const forStaff = await manager.get<Page>(`/api/notices/${made.id}`)

    expect(made).toMatchObject({
      kind: 'request',
      source: 'by-hand',
      buyer: 'Asker OÜ',
      isOpen: true,
      deadline: '2099-03-01T10:00:00.000Z',
      abilities: ['edit-entry'],
    })
    expect([own.status, ((await own.json()) as { code: string }).code]).toEqual([
      409,
      'opportunities/own-request',
    ])
    expect(forAsker.entry?.interested).toMatchObject([{ companyName: 'Friend OÜ', note: 'we make them' }])
    expect(forAsker.matches).toEqual([])
    expect(forStaff.matches.map((one) => one.companyName)).toContain('Friend OÜ')
    expect(forStaff.matches.map((one) => one.companyName)).not.toContain('Asker OÜ')
    expect(forRival.entry?.interested).toEqual([])
    expect(JSON.stringify(forRival)).not.toContain('we make them')
    expect(JSON.stringify(forAsker)).not.toContain('not-for-us')
  })

  test.each([
    ['cluster', { friend: 200, rival: 200, peer: 404, auditor: 200 }],
    ['partners', { friend: 200, rival: 200, peer: 200, auditor: 200 }],
    ['chosen', { friend: 200, rival: 404, peer: 404, auditor: 200 }],
    ['staff', { friend: 404, rival: 404, peer: 404, auditor: 200 }],
  ] as const)('for “%s” is seen by those and nobody else', async (visibility, expected) => {
    const title = `Hush-${visibility}`
    const { id } = await enter(asker, {
      title,
      visibility,
      readers: visibility === 'chosen' ? [friendId] : [],
    })
    const seen = {
      friend: await statusOf(friend, id),
      rival: await statusOf(rival, id),
      peer: await statusOf(peer, id),
      auditor: await statusOf(auditor, id),
    }
    const inLists = await Promise.all([friend, rival, peer].map(titlesFor))
    const change = await asker.get<Page>(`/api/notices/${id}`)
    await asker.ask(
      'PUT',
      `/api/entries/${id}`,
      {
        ...entry,
        title,
        visibility,
        readers: change.entry?.readers.map((one) => one.id) ?? [],
        text: 'changed',
      },
      { 'if-match': `"${change.version}"` },
    )
    const feed = await rival.get('/api/activity')
    const search = await rival.get(`/api/search?q=${title}`)

    expect(seen).toEqual(expected)
    expect(inLists.map((titles) => titles.includes(title))).toEqual([
      expected.friend === 200,
      expected.rival === 200,
      expected.peer === 200,
    ])
    expect(await statusOf(asker, id)).toBe(200)
    expect(await statusOf(manager, id)).toBe(200)
    expect(await statusOf(away, id)).toBe(404)
    expect(JSON.stringify([feed, search]).includes(title)).toBe(expected.rival === 200)
    // What was written before is as hidden as what is written now.
    const old = await rival.ask('GET', `/api/notices/${id}/versions/1`)
    expect(old.status).toBe(expected.rival)
  })

  test('is changed and ended by its own people and staff only, and its audience stays', async () => {
    const made = await enter(asker, { title: 'Mine' })
    const put = (who: Person, version: number, change: object = {}) =>
      who.ask(
        'PUT',
        `/api/entries/${made.id}`,
        { ...entry, title: 'Mine too', ...change },
        { 'if-match': `"${version}"` },
      )
    const byRival = await put(rival, made.version)
    const widened = await put(asker, made.version, { visibility: 'partners' })
    const changed = await put(asker, made.version)
    const stale = await put(asker, made.version)
    const endedByRival = await rival.ask('DELETE', `/api/entries/${made.id}`)
    const ended = (await (await asker.ask('DELETE', `/api/entries/${made.id}`)).json()) as Page
    const after = await put(asker, ended.version)

    expect([byRival.status, widened.status, changed.status, stale.status]).toEqual([404, 409, 200, 412])
    expect(endedByRival.status).toBe(404)
    expect(ended).toMatchObject({ isOpen: false, entry: { endedAt: expect.any(String) } })
    expect(ended.abilities).not.toContain('edit-entry')
    expect(ended.versions).toHaveLength(1)
    expect(after.status).toBe(409)
  })

  test('needs a last day, and companies where it is for chosen ones', async () => {
    const statuses = [
      await post(asker, { deadlineOn: null }),
      await post(asker, { visibility: 'chosen' }),
      await post(asker, { visibility: 'chosen', readers: ['0190a000-0000-7000-8000-000000000000'] }),
      await post(asker, { link: 'javascript:alert(1)' }),
    ].map((one) => one.status)

    expect(statuses).toEqual([422, 422, 404, 422])
  })
})

test('a partner’s request is the partner’s, and answered by members', async () => {
  const nameless = await post(peer, { visibility: 'partners' })
  const made = await enter(peer, { title: 'From the partner', buyer: 'North Cluster', visibility: 'cluster' })
  await friend.ask(
    'PUT',
    `/api/notices/${made.id}/answers/${friendId}`,
    { answer: 'interested' },
    { 'if-match': '"0"' },
  )
  const seen = await peer.get<Page>(`/api/notices/${made.id}`)

  expect(nameless.status).toBe(422)
  expect(seen).toMatchObject({
    buyer: 'North Cluster',
    entry: { interested: [{ companyName: 'Friend OÜ' }] },
  })
  expect(await titlesFor(peer)).not.toContain('Looking for thermal cameras')
})

test('staff enter tenders by hand; members may not', async () => {
  const tender = {
    kind: 'competition',
    title: 'NSPA: field generators',
    buyer: 'NSPA',
    country: 'LU',
    link: 'https://tenders.example/1',
    isDefence: true,
  }
  const byMember = await post(asker, tender)
  const made = await enter(manager, tender)

  expect(byMember.status).toBe(403)
  expect(made).toMatchObject({ kind: 'competition', buyer: 'NSPA', deadline: '2099-03-01T11:00:00.000Z' })
  expect(await titlesFor(rival)).toContain('NSPA: field generators')
})

test('files lie with the entry and open to whom it is open', async () => {
  const made = await enter(asker, { visibility: 'chosen', readers: [friendId], title: 'With files' })
  const send = (who: Person) =>
    world.app.request(`http://localhost/api/entries/${made.id}/files`, {
      method: 'POST',
      headers: { cookie: `__Host-talgud=${who.token}`, 'x-file-name': 'drawing.pdf' },
      body: '%PDF-1.7\nsecret drawing',
    })
  const byRival = await send(rival)
  const added = (await (await send(asker)).json()) as Page
  const path = `/api/entries/${made.id}/files/${added.entry?.files[0]?.id}`
  const open = async (who: Person) => (await who.ask('GET', path)).status

  expect(byRival.status).toBe(404)
  expect(added.entry?.files).toMatchObject([{ name: 'drawing.pdf' }])
  expect(await (await friend.ask('GET', path)).text()).toContain('secret drawing')
  expect([
    await open(asker),
    await open(manager),
    await open(rival),
    await open(peer),
    await open(away),
  ]).toEqual([200, 200, 404, 404, 404])
  expect((await friend.ask('DELETE', path)).status).toBe(404)
  expect((await asker.ask('DELETE', path)).status).toBe(200)
  expect(await open(asker)).toBe(404)
})
