import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { numberedNotice, storeNotices } from './factory.ts'

type Named = { name: string; awards: number; cents: number; withValue: number }
type History = {
  currency: string
  currencies: { currency: string; awards: number }[]
  total: {
    awards: number
    cents: number
    withValue: number
    alone: number
    inGroups: number
    meanTenders: number
  }
  years: { year: number; awards: number; cents: number }[]
  buyers: Named[]
  winners: Named[]
  pairs: { buyer: string; winner: string; awards: number }[]
  divisions: { code: string; awards: number }[]
  latest: { buyer: string; winners: string[] }[]
}

let world: World
let ours: Person

function award(
  number: number,
  buyer: string,
  winners: string[],
  year: number,
  cents: number,
  currency = 'EUR',
  cpv = '35300000',
) {
  return numberedNotice(number, {
    kind: 'result',
    title: { en: `Award ${number}` },
    cpvMain: cpv,
    buyers: [{ name: { en: buyer }, country: 'EE' }] as never,
    awards: [
      {
        lotIds: [],
        title: {},
        tendersReceived: winners.length + 1,
        tenders: [
          {
            isWinner: true,
            isGroup: winners.length > 1,
            tenderers: winners.map((name) => ({ name: { en: name }, country: 'EE' })),
            value: { cents, currency },
            decisionDate: `${year}-05-01`,
          },
        ],
      },
    ] as never,
  })
}

beforeAll(async () => {
  world = await openWorld()
  ours = await world.person('company-member', await world.addCompany('Kuuse Optika OÜ'))
  const foreign = await world.addCluster('foreign')
  await storeNotices(world.house, foreign, [award(1, 'canary buyer', ['canary winner'], 2024, 999)])
  await storeNotices(world.house, world.clusterId, [
    award(1, 'Kaitsevägi', ['Põdra AS'], 2024, 100_00),
    award(2, 'KAITSEVÄGI', ['PÕDRA AS', 'Ilves OÜ'], 2025, 300_00),
    award(3, 'Politsei', ['Ilves OÜ'], 2025, 50_00, 'EUR', '72000000'),
    award(4, 'Försvaret', ['Älg AB'], 2025, 7_000_00, 'SEK'),
  ])
})
afterAll(() => world.close())

const read = (search = '') => ours.get<History>(`/api/award-history?${search}`)

test('values are added up within one currency, and awards of all are counted', async () => {
  const all = await read()
  const crowns = await read('currency=SEK')

  expect(all.currency).toBe('EUR')
  expect(all.currencies).toEqual([
    { currency: 'EUR', awards: 3 },
    { currency: 'SEK', awards: 1 },
  ])
  expect(all.total).toMatchObject({
    awards: 4,
    cents: 450_00,
    withValue: 3,
    alone: 3,
    inGroups: 1,
    meanTenders: 2.25,
  })
  expect(all.years.map((one) => [one.year, one.awards, one.cents])).toEqual([
    [2024, 1, 100_00],
    [2025, 3, 350_00],
  ])
  expect(crowns.total).toMatchObject({ awards: 4, cents: 7_000_00, withValue: 1 })
})

test('one name written two ways is one buyer and one winner; a group counts for each of its members', async () => {
  const { buyers, winners, pairs } = await read()

  expect(buyers.map((one) => [one.awards, one.cents])).toEqual([
    [2, 400_00],
    [1, 50_00],
    [1, 0],
  ])
  expect(winners.slice(0, 2).map((one) => [one.awards, one.cents])).toEqual([
    [2, 400_00],
    [2, 350_00],
  ])
  expect(pairs[0]).toMatchObject({ awards: 2 })
})

test('is narrowed by buyer, winner, field, year and country', async () => {
  const counts = await Promise.all(
    [
      'buyer=kaitsevägi',
      'winner=Ilves O%C3%9C',
      'cpv=72000000',
      'cpv=353',
      'from=2025&until=2025',
      'country=SE',
      'winner=nobody',
    ].map(async (search) => (await read(search)).total.awards),
  )

  expect(counts).toEqual([2, 2, 1, 3, 3, 0, 0])
})

test('another cluster’s awards are not there', async () => {
  expect(JSON.stringify(await read())).not.toContain('canary')
})
