import { connect } from 'node:net'
import { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { inTransaction } from '#platform/db/transaction.ts'
import { buildApp } from '#platform/http/app.ts'
import { type Endpoint, openEndpoint } from '#platform/http/endpoint.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { addCluster, openTestHouse, type TestHouse } from '#platform/identity/factory.ts'
import { type Listening, listen } from './listen.ts'

let world: TestHouse
let server: Listening
let address: string
let clusterId: string

const endpoints: Endpoint[] = [
  openEndpoint({
    method: 'put',
    path: '/api/test/name',
    summary: 'Renames the cluster',
    tag: 'Test',
    perMinute: 1_000,
    async handle({ house }) {
      const scope = { clusterId, accountId: '', role: 'system', companyId: null }
      await inTransaction(house.pool, scope, (tx) =>
        tx.client.query("UPDATE cluster SET name = 'Renamed' WHERE id = $1", [clusterId]),
      )
      return undefined
    },
  }),
  openEndpoint({
    method: 'post',
    path: '/api/test/echo',
    summary: 'Takes a body',
    tag: 'Test',
    perMinute: 1_000,
    bodyLimit: 1_000,
    body: z.object({ text: z.string() }),
    handle: async () => undefined,
  }),
  openEndpoint({
    method: 'get',
    path: '/api/test/slow',
    summary: 'Answers after a second',
    tag: 'Test',
    perMinute: 1_000,
    answer: z.object({ done: z.boolean() }),
    async handle() {
      await new Promise((done) => setTimeout(done, 1_000))
      return { done: true }
    },
  }),
  openEndpoint({
    method: 'get',
    path: '/api/test/rated',
    summary: 'Forty a minute',
    tag: 'Test',
    perMinute: 40,
    handle: async () => undefined,
  }),
]

beforeAll(async () => {
  world = await openTestHouse()
  clusterId = await addCluster(world, 'limits')
  server = await listen(buildApp(world.house, endpoints), '127.0.0.1', 0)
  address = `http://127.0.0.1:${server.port}`
})
afterAll(async () => {
  await server.close()
  await world.close()
})
beforeEach(() => forgetCallers())

describe('a database that hangs', () => {
  test('is given up after seconds with 503 and a time to come back, and the pool is whole afterwards', async () => {
    const holder = await world.owner.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM cluster WHERE id = $1 FOR UPDATE', [clusterId])
    const began = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => fetch(`${address}/api/test/name`, { method: 'PUT' })),
    )
    const waited = performance.now() - began
    const problem = await answers[0]?.json()
    await holder.query('ROLLBACK')
    holder.release()

    const after = await fetch(`${address}/api/test/name`, { method: 'PUT' })

    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([503]))
    expect(problem).toMatchObject({ status: 503, code: 'platform/database-away' })
    expect(answers[0]?.headers.get('retry-after')).toBe('5')
    expect(waited).toBeLessThan(20_000)
    expect(after.status).toBe(204)
    expect(world.house.pool.waitingCount).toBe(0)
  }, 60_000)

  test('that dies under a request costs this request only, not the process', async () => {
    const scope = { clusterId, accountId: '', role: 'system', companyId: null }
    const cut = inTransaction(world.house.pool, scope, async (tx) => {
      const { rows } = await tx.client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      await world.owner.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
      await new Promise((done) => setTimeout(done, 200))
      await tx.client.query("UPDATE cluster SET name = 'Half' WHERE id = $1", [clusterId])
    })
    await expect(cut).rejects.toThrow()

    const after = await fetch(`${address}/api/test/name`, { method: 'PUT' })
    const { rows } = await world.owner.query('SELECT name FROM cluster WHERE id = $1', [clusterId])

    expect(after.status).toBe(204)
    expect(rows).toEqual([{ name: 'Renamed' }])
  })

  test('behind a wire that says nothing is given up by us, and its connection thrown away', async () => {
    const deaf = new Pool({ ...world.house.pool.options, max: 1, query_timeout: 500 })
    deaf.on('error', () => {})
    const scope = { clusterId, accountId: '', role: 'system', companyId: null }
    const began = performance.now()
    const hanging = inTransaction(deaf, scope, (tx) => tx.client.query('SELECT pg_sleep(20)'))
    await expect(hanging).rejects.toThrow('Query read timeout')
    const waited = performance.now() - began

    const next = await inTransaction(
      deaf,
      scope,
      async (tx) => (await tx.client.query('SELECT 1 AS one')).rows,
    )
    await deaf.end()

    // Once, not once for the statement and again for its ROLLBACK.
    expect(waited).toBeLessThan(10_000)
    expect(next).toEqual([{ one: 1 }])
  })
})

describe('a body', () => {
  const jsonOf = (bytes: number) => JSON.stringify({ text: 'x'.repeat(bytes - '{"text":""}'.length) })
  const sendInPieces = (text: string) =>
    fetch(`${address}/api/test/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([text]).stream(),
      duplex: 'half',
    } as RequestInit)

  test('of exactly the limit is taken, one byte more is refused, whether its length was declared or not', async () => {
    const whole = await fetch(`${address}/api/test/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: jsonOf(1_001),
    })

    expect((await sendInPieces(jsonOf(1_000))).status).toBe(204)
    expect((await sendInPieces(jsonOf(1_001))).status).toBe(413)
    expect(whole.status).toBe(413)
  })

  test('that never ends is cut, as is a header that never ends', async () => {
    const impatient = await listen(buildApp(world.house, endpoints), '127.0.0.1', 0, {
      headersTimeout: 300,
      requestTimeout: 600,
      connectionsCheckingInterval: 50,
    })
    const head = 'POST /api/test/echo HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n'

    const slowBody = await dribble(impatient.port, `${head}content-length: 900\r\n\r\n{"te`)
    const slowHead = await dribble(impatient.port, head)
    await impatient.close()

    expect(slowBody).toMatch(/^HTTP\/1.1 408 /)
    expect(slowHead).toMatch(/^HTTP\/1.1 408 /)
  })
})

test('a caller over the rate is told when to come back, and nobody else is', async () => {
  const answers = []
  for (let i = 0; i < 41; i += 1) answers.push(await fetch(`${address}/api/test/rated`))
  const [last] = answers.slice(-1)

  expect(answers.slice(0, 40).map((answer) => answer.status)).toEqual(Array.from({ length: 40 }, () => 204))
  expect(last?.status).toBe(429)
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await fetch(`${address}/api/test/slow`)).status).toBe(200)
})

test('a server that stops takes nobody new and lets a running answer finish', async () => {
  const leaving = await listen(buildApp(world.house, endpoints), '127.0.0.1', 0)
  const running = fetch(`http://127.0.0.1:${leaving.port}/api/test/slow`)
  await new Promise((done) => setTimeout(done, 200))

  const began = performance.now()
  const closed = leaving.close()
  const refused = fetch(`http://127.0.0.1:${leaving.port}/api/test/slow`)

  await expect(refused).rejects.toThrow()
  expect(await (await running).json()).toEqual({ done: true })
  await closed
  // The answer's own second, not the time-out of the connection it came by.
  expect(performance.now() - began).toBeLessThan(9_000)
})

/** Sends the beginning of a request, then one letter at a time; answers what came back before the end. */
async function dribble(port: number, beginning: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (part) => {
    answer += part
  })
  socket.on('error', () => {})
  socket.write(beginning)
  const timer = setInterval(() => socket.write('x'), 100)
  await new Promise((done) => socket.once('close', done))
  clearInterval(timer)
  return answer
}

describe('a body that carries a classified marking', () => {
  const echo = (text: string) =>
    fetch(`${address}/api/test/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    })

  test('is refused with the procedure to follow, before anything looks at it', async () => {
    const response = await echo('NATO RESTRICTED\n\nThe plan')
    const body = (await response.json()) as { code: string; detail: string; data: object }

    expect([response.status, body.code, body.data]).toEqual([
      422,
      'platform/classified-marking',
      { words: 'NATO RESTRICTED' },
    ])
    expect(body.detail).toContain('tell your security officer')
  })

  test('speaking of a level, or being confidential in business, keeps nothing out', async () => {
    const answers = await Promise.all([
      echo('Our people are cleared to NATO SECRET.'),
      echo('Confidential\nPrice list'),
    ])

    expect(answers.map((one) => one.status)).toEqual([204, 204])
  })
})
