import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { numberedNotice, storeNotices } from './factory.ts'
import { listForMyCompany } from './queries/for-company.ts'
import { listNotices } from './queries/list.ts'
import { noticeQuery } from './schema.ts'

let world: World
let manager: Person
let admin: Person
const now = new Date('2026-11-23T10:00:00Z')

beforeAll(async () => {
  world = await openWorld()
  world.house.clock = { now: () => now }
  manager = await world.person('cluster-manager')
  admin = await world.person('company-admin', await world.addCompany('Kuuse Optika OÜ'))
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(1, {
      title: { et: 'Soomukite remont', en: 'Repair of armoured vehicles' },
      languages: ['et'],
      buyers: [{ name: { et: 'Riigi Kaitseinvesteeringute Keskus' }, country: 'EE' }],
      cpvMain: '50630000',
      cpvAdditional: [],
      estimatedValue: { cents: 50_000_000, currency: 'EUR' },
      tenderDeadline: { date: '2026-11-26' },
    }),
    numberedNotice(2, {
      isDefence: false,
      title: { fr: 'Drones de surveillance' },
      languages: ['fr'],
      buyers: [{ name: { fr: 'Ministère' }, country: 'FR' }],
      cpvMain: '35613000',
      cpvAdditional: [],
      estimatedValue: { cents: 900_000_000, currency: 'EUR' },
      tenderDeadline: { date: '2026-12-15' },
    }),
    numberedNotice(3, {
      kind: 'planning',
      title: { pl: 'Żaby i łodzie' },
      languages: ['pl'],
      buyers: [{ name: { pl: 'Inspektorat' }, country: 'PL' }],
      cpvMain: '34521000',
      cpvAdditional: ['34520000', '63700000'],
      estimatedValue: { cents: 400_000_000, currency: 'PLN' },
      tenderDeadline: undefined,
    }),
    numberedNotice(4, { kind: 'result', cpvMain: '38632000', tenderDeadline: undefined }),
    numberedNotice(5, { title: { en: 'Closed call' }, tenderDeadline: { date: '2026-11-20' } }),
  ])
})
afterAll(() => world.close())

async function numbers(query: string): Promise<number[]> {
  const { items } = await manager.get<{ items: { key: string }[] }>(`/api/notices?${query}`)
  return items.map((one) => Number(one.key.slice(0, 8)))
}

test.each([
  ['', [1, 2, 3]],
  ['state=closed&sort=published', [4, 5]],
  ['state=all&sort=-deadline', [2, 1, 5, 3, 4]],
  ['kind=planning,result&state=all', [3, 4]],
  ['deadlineWithin=7', [1]],
  ['cpv=506', [1]],
  ['cpv=35000000,34', [2, 3]],
  ['country=EE,PL', [1, 3]],
  ['language=fr', [2]],
  ['valueFrom=60000000', [2]],
  ['valueTo=60000000&currency=EUR', [1]],
  ['valueFrom=1&currency=PLN', [3]],
  ['defence=false', [2]],
  ['euFunded=true', []],
  ['sort=-value', [2, 1, 3]],
  ['sort=value&pageSize=1&page=2', [2]],
  ['q=soomuk', [1]],
  ['q=SOOMUKITE', [1]],
  ['q=repair vehicles', [1]],
  ['q=repair drones', []],
  ['q=zaby', [3]],
  ['q=kaitseinvesteeringud', [1]],
  ['q=2-2026', [2]],
  ['q=%20%27%3A%2A%20%26%20%21', [1, 2, 3]],
])('“%s” finds %j', async (query, expected) => {
  const found = await numbers(query)

  expect(query.includes('sort') ? found : found.sort()).toEqual(expected)
})

test('facets count the whole filtered list, not the page', async () => {
  const list = await manager.get<{ total: number; facets: Record<string, unknown> }>(
    '/api/notices?pageSize=1',
  )

  expect([list.total, list.facets]).toEqual([
    3,
    {
      kind: [
        { value: 'competition', count: 2 },
        { value: 'planning', count: 1 },
      ],
      country: ['EE', 'FR', 'PL'].map((value) => ({ value, count: 1 })),
      cpvDivision: ['34000000', '35000000', '50000000', '63000000'].map((value) => ({ value, count: 1 })),
      language: ['et', 'fr', 'pl'].map((value) => ({ value, count: 1 })),
      deadline: ['month', 'none', 'week'].map((value) => ({ value, count: 1 })),
      mark: [{ value: 'defence', count: 2 }],
      tag: [],
    },
  ])
})

test('a facet counts beside its own choice, and shows a choice nothing is left of', async () => {
  const facets = async (query: string) =>
    (await manager.get<{ facets: Record<string, unknown> }>(`/api/notices?${query}`)).facets
  const each = (values: string[], count: number) => values.map((value) => ({ value, count }))

  // Two countries chosen: all three are still offered, while the other facets follow the choice.
  expect(await facets('country=EE,FR')).toMatchObject({
    country: each(['EE', 'FR', 'PL'], 1),
    kind: each(['competition'], 2),
    cpvDivision: each(['35000000', '50000000'], 1),
    mark: each(['defence'], 1),
  })
  expect(await facets('country=PL&kind=competition&defence=true&cpv=356')).toMatchObject({
    country: [{ value: 'PL', count: 0 }],
    kind: [{ value: 'competition', count: 0 }],
    mark: [{ value: 'defence', count: 0 }],
    cpvDivision: [{ value: '356', count: 0 }],
  })
  // A notice of several fields counts in each of them, as it is found by each.
  expect(await facets('cpv=34')).toMatchObject({
    cpvDivision: expect.arrayContaining([{ value: '34', count: 1 }]),
  })
  expect(await facets('cpv=35613000,34000000')).toMatchObject({
    cpvDivision: each(['34000000', '35000000', '35613000', '50000000', '63000000'], 1),
    country: each(['FR', 'PL'], 1),
  })
})

test('titles come in the reader’s language, else English, else as the buyer wrote them', async () => {
  const { items } = await manager.get<{ items: { title: string; titleLanguage: string }[] }>(
    '/api/notices?sort=-published',
  )

  expect(items.map((one) => [one.titleLanguage, one.title]).sort()).toEqual([
    ['en', 'Repair of armoured vehicles'],
    ['fr', 'Drones de surveillance'],
    ['pl', 'Żaby i łodzie'],
  ])
})

test('a list takes as many statements for three rows as for one', async () => {
  const count = async (person: Person, work: (tx: Tx) => Promise<unknown>) => {
    const { role, clusterId, companyId } = person.actor
    return inTransaction(
      world.house.pool,
      { clusterId, accountId: person.accountId, role, companyId },
      async (tx) => {
        const { client } = tx
        const send = client.query
        let statements = 0
        Object.assign(client, {
          query: (...given: Parameters<typeof send>) => {
            statements += 1
            return send.apply(client, given)
          },
        })
        await work(tx).finally(() => Object.assign(client, { query: send }))
        return statements
      },
    )
  }
  const list = (person: Person, pageSize: number) =>
    count(person, (tx) => listNotices(tx, person.actor, now, noticeQuery.parse({ pageSize })))

  const [one, three] = [await list(manager, 1), await list(manager, 3)]
  const [ownOne, ownThree] = [await list(admin, 1), await list(admin, 3)]
  const mine = await count(admin, (tx) => listForMyCompany(tx, admin.actor, now))

  expect([one, three]).toEqual([5, 5])
  expect([ownOne, ownThree]).toEqual([6, 6])
  expect(mine).toBe(1)
})

test('the list comes as a table for spreadsheets in the reader’s words, with the columns that are shown', async () => {
  await world.owner.query(`INSERT INTO code (list, code, labels) VALUES
    ('cpv', '35613000', '{"en": "Unmanned aerial vehicles", "et": "Mehitamata õhusõidukid"}') ON CONFLICT DO NOTHING`)
  const answer = await manager.ask('GET', '/api/notices?format=csv&q=drones')
  const chosen = await manager.ask('GET', '/api/notices?format=csv&q=drones&columns=number,value,title')
  const estonian = await world.person('programme-officer')
  await world.owner.query("UPDATE account SET language = 'et' WHERE id = $1", [estonian.accountId])
  const inEstonian = await estonian.ask('GET', '/api/notices?format=csv&q=drones')

  const lines = async (response: Response) =>
    (await response.text()).replace('\uFEFF', '').trim().split('\r\n')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="notices.csv"')
  expect(await lines(answer)).toEqual([
    'Notice,Kind,Features,Deadline,Fits best,Interested,Declined,Value,Currency,Buyer,Country of the buyer,CPV,Main field,Where,Published,Number',
    expect.stringMatching(
      /^Drones de surveillance,Call for tenders,,2026-12-15T22:59:59Z,,0,0,9000000,EUR,Ministère,France,35613000,Unmanned aerial vehicles,[^,]*,2026-11-02,00000002-2026$/,
    ),
  ])
  expect(await lines(chosen)).toEqual([
    'Notice,Kind,Features,Value,Currency,Number',
    'Drones de surveillance,Call for tenders,,9000000,EUR,00000002-2026',
  ])
  expect((await lines(inEstonian)).map((line) => line.split(';').slice(0, 2))).toEqual([
    ['Hanketeade', 'Liik'],
    ['Drones de surveillance', 'Hanketeade'],
  ])
})

test('demand counts what was asked for in two years, a call and its result of one procedure once', async () => {
  const procedureId = '5d1b2ff0-0000-4000-8000-000000000001'
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(21, { procedureId, cpvMain: '45000000' }),
    numberedNotice(22, { procedureId, cpvMain: '45000000', kind: 'result' }),
    numberedNotice(23, { cpvMain: '45000000', publicationDate: '2024-11-01' }),
  ])

  const demand = await manager.get<{ from: string; until: string; items: { code: string }[] }>(
    '/api/notice-demand?by=cpv-division',
  )

  expect([demand.from, demand.until]).toEqual(['2024-11-23', '2026-11-23'])
  expect(demand.items.find((row) => row.code === '45000000')).toEqual({
    code: '45000000',
    notices: 1,
    open: 1,
    defence: 2,
  })
})

test('an award is found again beside a notice like it, with what the two share', async () => {
  const winner = { name: { en: 'Hall Optics' }, country: 'GB', isLead: true }
  const award = {
    id: 'R1',
    lotIds: [],
    title: {},
    isAwarded: true,
    outcome: 'selec-w',
    notAwardedReason: undefined,
    tendersReceived: 3,
    value: { cents: 70_000_000, currency: 'EUR' },
    tenders: [
      {
        id: 'T1',
        isWinner: true,
        rank: 1,
        value: undefined,
        lotId: undefined,
        partyName: undefined,
        isGroup: false,
        tenderers: [winner],
        subcontractors: [],
        isSubcontracted: undefined,
        decisionDate: '2025-03-01',
        contractDate: undefined,
        contractTitle: {},
      },
    ],
  }
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(31, { kind: 'result', publicationDate: '2025-03-10', awards: [award] }),
    numberedNotice(32),
  ])
  const { items } = await manager.get<{ items: { id: string }[] }>('/api/notices?q=32-2026')

  const page = await manager.get<{
    pastAwards: { winners: string[]; shares: string[]; valueCents: number }[]
  }>(`/api/notices/${items[0]?.id}`)

  expect(page.pastAwards.map(({ winners, shares, valueCents }) => ({ winners, shares, valueCents }))).toEqual(
    [{ winners: ['Hall Optics'], shares: ['buyer', 'cpv-class', 'words'], valueCents: 70_000_000 }],
  )
})
