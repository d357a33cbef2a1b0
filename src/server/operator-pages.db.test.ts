import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#platform/config.ts'
import { openTestHouse, type TestHouse } from '#platform/identity/factory.ts'
import { serveOperatorPages } from './operator-pages.ts'

let world: TestHouse
const token = 'a token for the one who watches, long enough'

beforeAll(async () => {
  world = await openTestHouse()
  serveOperatorPages(world.app, world.house)
})
afterAll(() => world.close())

const ask = (headers: Record<string, string> = {}) =>
  world.app.request(
    'http://localhost/metrics',
    { headers },
    { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
  )

test('figures are shown to nobody while the operator set no token, not even on this machine', async () => {
  const answers = [
    await ask(),
    await ask({ authorization: 'Bearer undefined' }),
    await ask({ authorization: 'Bearer ' }),
  ]

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
})

test('figures are shown to who shows the operator’s token, and to nobody else', async () => {
  world.house.config.metricsToken = token
  const wrong = [
    await ask(),
    await ask({ authorization: 'Bearer x' }),
    await ask({ authorization: `Basic ${token}` }),
    await ask({ authorization: `Bearer ${token}x` }),
  ]
  const right = await ask({ authorization: `Bearer ${token}` })

  expect(wrong.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  expect(right.status).toBe(200)
  expect(await right.text()).toContain('talgud_request_seconds')
})

test('whether the database answers is asked once for however many want to know', async () => {
  let asked = 0
  world.house.pool.on('acquire', () => {
    asked += 1
  })
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => world.app.request('http://localhost/ready')),
  )

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(asked).toBeLessThan(20)
})

test('a token that could be guessed is refused at start', () => {
  expect(() => readConfig({ TALGUD_METRICS_TOKEN: 'short' })).toThrow('TALGUD_METRICS_TOKEN')
})
