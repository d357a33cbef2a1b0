import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { endpoint, longEndpoint } from '#platform/http/endpoint.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import {
  addAccount,
  addCluster,
  addCompany,
  addHat,
  type Browser,
  goodPassword,
  openTestHouse,
  refusal,
  sessionTokenOf,
  signInAs,
  type TestHouse,
} from '#platform/identity/factory.ts'
import { newToken } from '#platform/identity/secrets.ts'
import { readBytes } from './body.ts'

let world: TestHouse
let home: string
let rebane: string
let accountId: string
let number = 0
let person: Browser
const worked: string[] = []

const endpoints = [
  endpoint({
    method: 'post',
    path: '/api/test/note',
    summary: 'Takes a note',
    tag: 'Test',
    knock: 'signed-in',
    body: z.object({ text: z.string().max(20) }),
    handle: async () => undefined,
  }),
  longEndpoint({
    method: 'put',
    path: '/api/test/file',
    summary: 'Takes a file',
    tag: 'Test',
    knock: ['company-admin'],
    async handle({ context, inTransaction }) {
      const bytes = await readBytes(context, 1_000)
      await inTransaction(async (tx, actor) => {
        const { rows } = await tx.client.query<{ company: string }>('SELECT current_company() AS company')
        worked.push(`${bytes.length} ${actor.role} ${rows[0]?.company}`)
      })
      return undefined
    },
  }),
]

beforeAll(async () => {
  world = await openTestHouse({}, { endpoints })
  home = await addCluster(world, 'home')
  rebane = await addCompany(world, home, 'Rebane OÜ')
})
afterAll(() => world.close())
beforeEach(async () => {
  number += 1
  worked.length = 0
  const email = `person${number}@rebane.example`
  accountId = await addAccount(world, email)
  await addHat(world, home, accountId, 'company-admin', rebane)
  person = world.browser(`192.0.2.${number}`)
  await signInAs(person, email)
})
afterEach(() => forgetCallers())

/** A body that arrives only when it is let through, and knows whether anybody asked for it. */
function heldBody(text: string) {
  const state = { isAsked: false, letThrough: () => {} }
  const free = new Promise<void>((done) => {
    state.letThrough = done
  })
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        state.isAsked = true
        await free
        controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return { state, stream }
}

function send(method: string, path: string, token: string, body: ReadableStream, address = '192.0.2.99') {
  const request = new Request(`http://localhost${path}`, {
    method,
    headers: { cookie: `__Host-talgud=${token}`, 'content-type': 'application/json' },
    body,
    duplex: 'half',
  } as RequestInit)
  return world.app.request(request, undefined, { incoming: { socket: { remoteAddress: address } } })
}

describe('a made-up session cookie', () => {
  const asStranger = (token: string, address: string) => {
    const stranger = world.browser(address)
    stranger.cookies.set('__Host-talgud', token)
    return stranger.ask('GET', '/api/session')
  }

  test('is looked up before its body is read', async () => {
    const { state, stream } = heldBody('{"text":"x"}')
    const response = await send('POST', '/api/test/note', newToken(), stream)

    expect(await refusal(response)).toEqual({ status: 401, code: 'identity/sign-in-first' })
    expect(state.isAsked).toBe(false)
  })

  test('costs its address something, so that a flood of them is stopped before the database', async () => {
    const flood = []
    for (let i = 0; i < 125; i += 1) flood.push((await asStranger(newToken(), '198.51.100.7')).status)
    const stopped = await withSessionsLocked(() => asStranger(newToken(), '198.51.100.7'))

    expect(flood.slice(0, 120)).toEqual(Array.from({ length: 120 }, () => 401))
    expect(flood.at(-1)).toBe(429)
    expect([stopped.status, Number(stopped.headers.get('retry-after'))]).toEqual([429, 1])
    expect((await asStranger(newToken(), '198.51.100.8')).status).toBe(401)
  })

  test('of another form than ours is never looked up', async () => {
    const response = await withSessionsLocked(() => asStranger('x'.repeat(4_000), '198.51.100.20'))

    expect(response.status).toBe(401)
  })

  test('from a whole IPv6 network counts as one caller', async () => {
    const statuses = []
    for (let i = 1; i <= 125; i += 1)
      statuses.push((await asStranger(newToken(), `2001:db8:1:2::${i.toString(16)}`)).status)

    expect(statuses.at(-1)).toBe(429)
    expect((await asStranger(newToken(), '2001:db8:1:3::1')).status).toBe(401)
  })

  test('from behind a proxy that adds ports is counted without them', async () => {
    world.house.config.trustProxy = true
    const statuses = []
    for (let port = 1_000; port < 1_125; port += 1) {
      const request = new Request('http://localhost/api/session', {
        headers: { cookie: `__Host-talgud=${newToken()}`, 'x-forwarded-for': `203.0.113.9:${port}` },
      })
      statuses.push((await world.app.request(request)).status)
    }
    world.house.config.trustProxy = false

    expect(statuses.at(-1)).toBe(429)
  })

  test('keeps nobody out who is signed in at the same address', async () => {
    for (let i = 0; i < 125; i += 1) await asStranger(newToken(), person.address)

    expect((await person.ask('GET', '/api/session')).status).toBe(200)
    expect((await asStranger(sessionTokenOf(person), person.address)).status).toBe(200)
  })

  test('that was real once is a stranger’s as soon as its session has ended', async () => {
    const token = sessionTokenOf(person)
    await person.ask('DELETE', '/api/session')
    const statuses = []
    for (let i = 0; i < 125; i += 1) statuses.push((await asStranger(token, person.address)).status)

    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429])
  })
})

describe('while a long body arrives', () => {
  /** Begins to send, does something, lets the body through. */
  async function meanwhile(change: () => Promise<unknown>) {
    const { state, stream } = heldBody('12345')
    const answering = send('PUT', '/api/test/file', sessionTokenOf(person), stream)
    while (!state.isAsked) await new Promise((done) => setTimeout(done, 5))
    await change()
    state.letThrough()
    const response = await answering
    return response.status === 204 ? { status: 204 } : refusal(response)
  }

  test('nothing happens: the work is done under the hat', async () => {
    expect(await meanwhile(async () => {})).toEqual({ status: 204 })
    expect(worked).toEqual([`5 company-admin ${rebane}`])
  })

  test('the hat ends: nothing is done', async () => {
    const ended = () =>
      world.owner.query('UPDATE hat SET ended_at = now() WHERE account_id = $1', [accountId])

    expect(await meanwhile(ended)).toEqual({ status: 403, code: 'platform/not-allowed' })
    expect(worked).toEqual([])
  })

  test('the session ends: nothing is done', async () => {
    const signedOut = () => person.ask('DELETE', '/api/session')

    expect(await meanwhile(signedOut)).toEqual({ status: 401, code: 'identity/sign-in-first' })
    expect(worked).toEqual([])
  })

  test('another hat is put on: nothing is done under either', async () => {
    const karu = await addCompany(world, home, 'Karu AS')
    const hatId = await addHat(world, home, accountId, 'company-admin', karu)
    const changed = () => person.ask('PUT', '/api/session/hat', { hatId })

    expect(await meanwhile(changed)).toEqual({ status: 409, code: 'identity/other-role' })
    expect(worked).toEqual([])
  })
})

test('what is wrong with a field is answered with all a page needs to say it, without what was sent', async () => {
  const response = await person.ask('POST', '/api/test/note', { text: 'canary-'.repeat(10) })
  const { data } = await response.json()

  expect(response.status).toBe(422)
  expect(data.issues).toEqual([
    { path: 'text', code: 'too_big', origin: 'string', maximum: 20, message: expect.any(String) },
  ])
  expect(JSON.stringify(data)).not.toContain('canary')
})

test('a password is not changed by a session that ended while the request arrived', async () => {
  const body = JSON.stringify({ current: goodPassword, next: 'neli sinist hunti' })
  const { state, stream } = heldBody(body)
  const answering = send('PUT', '/api/account/password', sessionTokenOf(person), stream)
  while (!state.isAsked) await new Promise((done) => setTimeout(done, 5))
  await person.ask('DELETE', '/api/session')
  state.letThrough()

  expect(await refusal(await answering)).toEqual({ status: 401, code: 'identity/sign-in-first' })
  await signInAs(world.browser(), `person${number}@rebane.example`)
})

/** Whoever looks a session up meanwhile waits, and is answered 503. */
async function withSessionsLocked<T>(work: () => Promise<T>): Promise<T> {
  const holder = await world.owner.connect()
  await holder.query('BEGIN; LOCK TABLE session IN ACCESS EXCLUSIVE MODE')
  try {
    return await work()
  } finally {
    await holder.query('ROLLBACK')
    holder.release()
  }
}
