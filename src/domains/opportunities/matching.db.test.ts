import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { aNotice, numberedNotice, storeNotices } from './factory.ts'
import { matchWaiting, openDesk, opportunitiesSubscriptions } from './jobs.ts'

let world: World
let manager: Person
let auditor: Person
let officer: Person
let admin: Person
let rival: Person
let optics: string
let radios: string
let goggles: string
const desk = openDesk()

beforeAll(async () => {
  world = await openWorld()
  world.house.clock = { now: () => new Date('2026-11-23T10:00:00Z') }
  optics = await world.addCompany('Kuuse Optika OÜ', { exportCountries: ['FI'] })
  radios = await world.addCompany('Räni Raadio AS')
  manager = await world.person('cluster-manager')
  auditor = await world.person('auditor')
  officer = await world.person('programme-officer')
  admin = await world.person('company-admin', optics)
  rival = await world.person('company-member', radios)
  await add(admin, optics, 'products', {
    name: 'Night vision goggles Hämar',
    cpv: ['38632000'],
    description: { en: 'Helmet mounted night vision goggles that work in the cold' },
  })
  await add(await world.person('company-admin', radios), radios, 'products', {
    name: 'Field radio',
    cpv: ['32230000'],
    description: { en: 'A radio for voice and data in the field' },
  })
  await storeNotices(world.house, world.clusterId, [
    aNotice(),
    numberedNotice(2, {
      title: { en: 'Field radios' },
      description: { en: 'Radios for voice and data' },
      cpvMain: '32230000',
      cpvAdditional: [],
      tenderDeadline: { date: '2026-12-20' },
    }),
    numberedNotice(3, { title: { en: 'Closed goggles' }, tenderDeadline: { date: '2026-11-01' } }),
  ])
  await match()
  const { items } = await manager.get<List>('/api/notices?q=helmet')
  goggles = items[0]?.id ?? ''
})
afterAll(async () => {
  await desk.close()
  await world.close()
})

type Row = {
  id: string
  title: string
  best: { companyId: string; companyName: string; score: number; eligible: string }[]
  answer: { answer: string; version: number } | null
  answerCounts: { interested: number; notForUs: number } | null
}
type List = { items: Row[]; total: number; facets: Record<string, { value: string; count: number }[]> }
type Page = {
  matches: { companyId: string; score: number; why: { kind: string }[]; answer: unknown }[]
  otherAnswers: unknown[]
  predictedCpv: { code: string }[]
  cpvFrom: string
  version: number
  history: { action: string; companyId: string | null }[]
  abilities: string[]
}

async function match(): Promise<void> {
  await matchWaiting(world.house, desk, world.clusterId)
}

async function add(person: Person, companyId: string, kind: string, part: object): Promise<void> {
  const answer = await person.ask('POST', `/api/companies/${companyId}/${kind}`, part)
  if (answer.status !== 201) throw new Error(await answer.text())
}

test('open notices are matched with the members, with reasons; closed ones are left alone', async () => {
  const { items } = await manager.get<List>('/api/notices?state=all&sort=published')
  const page = await manager.get<Page>(`/api/notices/${goggles}`)

  expect(
    items
      .map((one) => [one.title, one.best.map((fit) => fit.companyName)])
      .sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
  ).toEqual([
    ['Closed goggles', []],
    ['Field radios', expect.arrayContaining(['Räni Raadio AS'])],
    ['Night vision goggles', expect.arrayContaining(['Kuuse Optika OÜ'])],
  ])
  expect(page.matches[0]?.companyId).toBe(optics)
  expect(page.matches[0]?.why.map((one) => one.kind)).toEqual(expect.arrayContaining(['cpv', 'words']))
})

test('company people see the fit of their own company only', async () => {
  const own = await admin.get<Page>(`/api/notices/${goggles}`)
  const list = await admin.get<List>('/api/notices')

  expect(own.matches.map((one) => one.companyId)).toEqual([optics])
  expect(list.items.flatMap((one) => one.best.map((fit) => fit.companyId))).not.toContain(radios)
  expect(list.items.map((one) => one.answerCounts)).toEqual(list.items.map(() => null))
})

test('a company answers, changes its mind against a fresh version, and takes the answer back', async () => {
  const path = `/api/notices/${goggles}/answers/${optics}`
  const first = await admin.ask('PUT', path, { answer: 'interested' }, { 'if-match': '"0"' })
  const stale = await admin.ask('PUT', path, { answer: 'interested' }, { 'if-match': '"0"' })
  const second = await admin.ask(
    'PUT',
    path,
    { answer: 'not-for-us', reason: 'too-large', note: 'Ten times our year' },
    { 'if-match': '"1"' },
  )
  const listed = await admin.get<{ open: unknown[]; answered: { answer: { answer: string } }[] }>(
    '/api/for-my-company',
  )
  const back = await admin.ask('DELETE', path, undefined, { 'if-match': '"2"' })

  expect([first.status, stale.status, second.status, back.status]).toEqual([200, 412, 200, 200])
  expect(listed.answered.map((one) => one.answer)).toEqual([
    {
      companyId: optics,
      companyName: 'Kuuse Optika OÜ',
      answer: 'not-for-us',
      reason: 'too-large',
      note: 'Ten times our year',
      answeredBy: 'company-admin',
      isOnBehalf: false,
      answeredAt: '2026-11-23T10:00:00.000Z',
      version: 2,
    },
  ])
  const history = ((await back.json()) as Page).history.map((one) => one.action)
  expect(history).toEqual([
    'opportunities/answer-withdrawn',
    'opportunities/notice-answered',
    'opportunities/notice-answered',
  ])
})

test('a version seen before an answer was withdrawn never fits the answer given afterwards', async () => {
  const path = `/api/notices/${goggles}/answers/${optics}`
  const say = (answer: object, version: number) =>
    admin.ask('PUT', path, answer, { 'if-match': `"${version}"` })
  const first = versionIn(await (await say({ answer: 'interested' }, 0)).json())
  await takeBack(admin, path)
  const second = versionIn(
    await (await say({ answer: 'not-for-us', reason: 'other', note: 'Later' }, 0)).json(),
  )

  const overwritten = await say({ answer: 'interested' }, first)
  const takenBack = await admin.ask('DELETE', path, undefined, { 'if-match': `"${first}"` })
  const blindly = await admin.ask('DELETE', path)
  const { answered } = await admin.get<{ answered: { answer: { note: string } }[] }>('/api/for-my-company')

  expect(second).toBeGreaterThan(first)
  expect([overwritten.status, takenBack.status, blindly.status]).toEqual([412, 412, 428])
  expect(answered.map((one) => one.answer.note)).toEqual(['Later'])
  await takeBack(admin, path)
})

test('of ten first answers at the same moment one stands', async () => {
  const path = `/api/notices/${goggles}/answers/${optics}`
  const given = await Promise.all(
    Array.from({ length: 10 }, () => admin.ask('PUT', path, { answer: 'interested' }, { 'if-match': '"0"' })),
  )

  expect(given.map((one) => one.status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)])
  await takeBack(admin, path)
})

test('an unfounded answer is refused: for another company, without words for “other”, for no notice', async () => {
  const refused = await Promise.all([
    admin.ask(
      'PUT',
      `/api/notices/${goggles}/answers/${radios}`,
      { answer: 'interested' },
      { 'if-match': '"0"' },
    ),
    admin.ask(
      'PUT',
      `/api/notices/${goggles}/answers/${optics}`,
      { answer: 'not-for-us', reason: 'other' },
      { 'if-match': '"0"' },
    ),
    admin.ask(
      'PUT',
      `/api/notices/${radios}/answers/${optics}`,
      { answer: 'interested' },
      { 'if-match': '"0"' },
    ),
    officer.ask(
      'PUT',
      `/api/notices/${goggles}/answers/${optics}`,
      { answer: 'interested' },
      { 'if-match': '"0"' },
    ),
  ])

  expect(refused.map((one) => one.status)).toEqual([404, 422, 404, 403])
})

test('what a company answers and how well it fits reaches no rival, officer or outsider, whatever they ask', async () => {
  const path = `/api/notices/${goggles}/answers/${optics}`
  const canary = { answer: 'not-for-us', reason: 'other', note: 'Zanzibar canary' }
  await admin.ask('PUT', path, canary, { 'if-match': '"0"' })
  const outsiders = await Promise.all(
    (['outside-contact', 'peer-cluster-staff'] as const).map((role) => world.person(role)),
  )

  const seenBy = async (person: Person) => {
    const paths = [
      '/api/notices',
      '/api/notices?state=all&q=goggles',
      `/api/notices?forCompany=${optics}&answer=not-for-us`,
      `/api/notices?forCompany=${optics}&minScore=1&sort=-score`,
      '/api/notices?format=csv',
      `/api/notices/${goggles}`,
      '/api/for-my-company',
      '/api/overview',
      '/api/activity',
      '/api/notice-demand',
    ]
    const bodies = await Promise.all(paths.map(async (one) => (await person.ask('GET', one)).text()))
    return bodies.join('\n')
  }
  const [own, staff, audit, ...others] = await Promise.all(
    [admin, manager, auditor, rival, officer, ...outsiders].map(seenBy),
  )

  expect([own, staff, audit].map((all) => all?.includes('Zanzibar canary'))).toEqual([true, true, true])
  for (const all of others) {
    expect(all).not.toMatch(/Zanzibar|not-for-us|notice-answered|answer-withdrawn/)
    expect(all).not.toContain(optics)
  }
  // No figure tells either: filtered by another company's score or answer, a rival's list is as it is for its own.
  const filtered = await rival.get<List>(`/api/notices?forCompany=${optics}&answer=not-for-us`)
  expect(filtered.total).toBe(0)
  await takeBack(admin, path)
})

test('staff answer on behalf of a company, and that is on record', async () => {
  const path = `/api/notices/${goggles}/answers/${radios}`
  const answer = await manager.ask('PUT', path, { answer: 'interested' }, { 'if-match': '"0"' })

  const page = (await answer.json()) as Page
  const shown = [...page.matches.map((one) => one.answer), ...page.otherAnswers].filter((one) => one !== null)
  expect(shown).toEqual([expect.objectContaining({ companyId: radios, isOnBehalf: true, version: 1 })])
  await takeBack(manager, path)
})

test('the database itself shows a hat no more, whatever a query forgets', async () => {
  await admin.ask(
    'PUT',
    `/api/notices/${goggles}/answers/${optics}`,
    { answer: 'interested' },
    { 'if-match': '"0"' },
  )
  const count = async (person: Person, clusterId = world.clusterId) => {
    const scope = {
      clusterId,
      accountId: person.accountId,
      role: person.actor.role,
      companyId: person.actor.companyId,
    }
    return inTransaction(world.house.pool, scope, async (tx) => {
      const { rows } = await tx.client.query(
        `SELECT (SELECT count(*)::int FROM notice) AS notices,
          (SELECT count(DISTINCT company_id)::int FROM notice_match) AS matched,
          (SELECT count(*)::int FROM notice_answer) AS answers,
          (SELECT count(*)::int FROM notice_import) AS imports`,
      )
      return Object.values(rows[0])
    })
  }
  const abroad = await world.addCluster('abroad')
  const foreign = await world.person('cluster-manager', null, abroad)
  const contact = await world.person('outside-contact')
  const peer = await world.person('peer-cluster-staff')

  const [all, matched] = await count(manager)
  expect([all, matched]).toEqual([3, 2])
  expect(await count(auditor)).toEqual([3, 2, 1, 1])
  expect(await count(admin)).toEqual([3, 1, 1, 0])
  expect(await count(rival)).toEqual([3, 1, 0, 0])
  expect(await count(officer)).toEqual([3, 0, 0, 0])
  expect(await count(contact)).toEqual([0, 0, 0, 0])
  expect(await count(peer)).toEqual([0, 0, 0, 0])
  expect(await count(foreign, abroad)).toEqual([0, 0, 0, 0])
  await takeBack(admin, `/api/notices/${goggles}/answers/${optics}`)
})

test('another cluster’s notice looks exactly like a missing one', async () => {
  const abroad = await world.addCluster('abroad-notices')
  const stranger = await world.person('cluster-manager', null, abroad)
  const answers = await Promise.all(
    [goggles, '0190a000-0000-7000-8000-000000000000'].map(async (id) => {
      const response = await stranger.ask('GET', `/api/notices/${id}`)
      const { requestId: _, ...rest } = (await response.json()) as { requestId: string }
      return { status: response.status, rest }
    }),
  )

  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]?.status).toBe(404)
})

test('after a member changes, every open notice is matched anew, and only by the last of several changes', async () => {
  const camera = {
    name: 'Radio beacon',
    cpv: ['32230000'],
    description: { en: 'Radio transmitters for the field' },
  }
  await add(admin, optics, 'products', camera)
  await add(admin, optics, 'capabilities', { name: 'Radios', cpv: ['32230000'], level: 'claimed' })
  const { rows } = await world.owner.query<{ number: string; action: string; object_id: string }>(
    "SELECT number, action, object_id FROM journal_entry WHERE action LIKE 'members/%' ORDER BY number DESC LIMIT 2",
  )
  const hear = async (row: (typeof rows)[number] | undefined) => {
    const scope = { clusterId: world.clusterId, accountId: '', role: 'system', companyId: null }
    await inTransaction(world.house.pool, scope, async (tx) => {
      await opportunitiesSubscriptions[0]?.handle(tx, {
        clusterId: world.clusterId,
        action: row?.action ?? '',
        objectId: row?.object_id ?? '',
        number: Number(row?.number),
      })
    })
    const waiting = await world.owner.query('SELECT FROM notice WHERE match_done < match_wanted')
    return waiting.rows.length
  }

  const byFirst = await hear(rows[1])
  const byLast = await hear(rows[0])
  await match()

  const list = await manager.get<List>('/api/notices?q=voice')
  expect([byFirst, byLast]).toEqual([0, 2])
  expect(list.items[0]?.best.map((fit) => fit.companyName).sort()).toEqual([
    'Kuuse Optika OÜ',
    'Räni Raadio AS',
  ])
})

test('a notice without codes is given a guess, which staff settle', async () => {
  await world.owner.query(
    "INSERT INTO code (list, code, labels) VALUES ('cpv', '39221000', '{\"en\": \"Kitchen equipment\"}'), ('cpv', '35811200', '{\"en\": \"Police uniforms\"}')",
  )
  const bare = { cpvMain: undefined, cpvAdditional: [], isDefence: false }
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(8, {
      title: { en: 'Kitchen ovens' },
      cpvMain: '39221000',
      cpvAdditional: [],
      tenderDeadline: { date: '2026-11-01' },
    }),
    numberedNotice(9, { ...bare, title: { en: 'Kitchen equipment' }, description: {} }),
  ])
  await match()
  const { items } = await manager.get<List & { items: { id: string; isCpvPredicted: boolean }[] }>(
    '/api/notices?q=kitchen',
  )
  const id = items[0]?.id ?? ''
  const guessed = await manager.get<Page>(`/api/notices/${id}`)

  const settled = await manager.ask(
    'PUT',
    `/api/notices/${id}/cpv`,
    { cpv: ['39221000'] },
    { 'if-match': `"${guessed.version}"` },
  )
  const refused = await manager.ask(
    'PUT',
    `/api/notices/${goggles}/cpv`,
    { cpv: ['39221000'] },
    { 'if-match': '"1"' },
  )

  expect([items[0]?.isCpvPredicted, guessed.cpvFrom, guessed.predictedCpv[0]?.code]).toEqual([
    true,
    'predicted',
    '39221000',
  ])
  expect(guessed.abilities).toContain('confirm-cpv')
  expect([settled.status, ((await settled.json()) as Page).cpvFrom, refused.status]).toEqual([
    200,
    'confirmed',
    409,
  ])
})

test('the reasons of a closed notice go when a part they name is hidden', async () => {
  const { products } = await admin.get<{ products: { id: string; name: string; version: number }[] }>(
    `/api/companies/${optics}`,
  )
  const part = products.find((one) => one.name.includes('Hämar'))
  await world.owner.query("UPDATE notice SET open_until = '2026-11-01' WHERE id = $1", [goggles])
  const before = await (await manager.ask('GET', `/api/notices/${goggles}`)).text()

  const hidden = { name: 'Hämar', cpv: ['38632000'], visibility: 'company' }
  await admin.ask('PUT', `/api/companies/${optics}/products/${part?.id}`, hidden, {
    'if-match': `"${part?.version}"`,
  })
  await matchAnew()

  expect(before).toContain('Hämar')
  expect(await (await manager.ask('GET', `/api/notices/${goggles}`)).text()).not.toContain('Hämar')
})

async function takeBack(person: Person, path: string): Promise<void> {
  const page = await person.get<Page>(path.replace(/\/answers\/.*/, ''))
  const [, companyId = ''] = path.split('/answers/')
  await person.ask('DELETE', path, undefined, { 'if-match': `"${versionIn(page, companyId)}"` })
}

/** The version of a company's answer on a notice's page, 0 when it gave none. */
function versionIn(page: unknown, companyId = optics): number {
  const { matches, otherAnswers } = page as Page
  const given = [...matches.map((one) => one.answer), ...otherAnswers]
  const own = given.find((one) => (one as { companyId?: string } | null)?.companyId === companyId)
  return (own as { version: number } | undefined)?.version ?? 0
}

/** What the queue would do with the newest entry about a member. */
async function matchAnew(): Promise<void> {
  const { rows } = await world.owner.query<{ number: string; action: string }>(
    'SELECT number, action FROM journal_entry WHERE cluster_id = $1 AND object_id = $2 ORDER BY number DESC LIMIT 1',
    [world.clusterId, optics],
  )
  const entry = {
    clusterId: world.clusterId,
    objectId: optics,
    action: rows[0]?.action ?? '',
    number: Number(rows[0]?.number),
  }
  const scope = { clusterId: world.clusterId, accountId: '', role: 'system', companyId: null }
  for (const each of opportunitiesSubscriptions) {
    await inTransaction(world.house.pool, scope, (tx) => each.handle(tx, entry))
  }
  await match()
}
