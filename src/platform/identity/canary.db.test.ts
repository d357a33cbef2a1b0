import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { endpoint, openEndpoint } from '#platform/http/endpoint.ts'
import {
  addAccount,
  addCluster,
  addHat,
  type Browser,
  codeAt,
  mailsTo,
  openTestHouse,
  sessionTokenOf,
  signInAs,
  type TestHouse,
  tokenIn,
} from './factory.ts'
import { hashPassword } from './passwords.ts'
import { account } from './tables.ts'

// Two endpoints that break in the worst way: with a secret among the values of the failing query.
const broken = [
  endpoint({
    method: 'post',
    path: '/api/broken-query',
    summary: 'Breaks',
    tag: 'Test',
    knock: 'signed-in',
    body: z.object({ secret: z.string() }),
    async handle({ tx, body }) {
      await tx.insert(account).values({ id: body.secret, email: body.secret, name: body.secret })
      return undefined
    },
  }),
  openEndpoint({
    method: 'get',
    path: '/api/broken-code',
    summary: 'Breaks',
    tag: 'Test',
    async handle() {
      throw new Error('programmer error')
    },
  }),
]

let world: TestHouse
let browser: Browser
const password = 'canary: kolm punast rebast'
const email = 'mari@home.example'

beforeAll(async () => {
  world = await openTestHouse({}, { endpoints: broken })
  const clusterId = await addCluster(world, 'home')
  const id = await addAccount(world, email)
  await world.owner.query('UPDATE account_secret SET password_hash = $1', [await hashPassword(password)])
  await addHat(world, clusterId, id, 'cluster-manager')
  browser = world.browser()
})
afterAll(() => world.close())

test('no secret is ever in the log, in an answer that did not ask for it, or in the queue', async () => {
  const answers: string[] = []
  const ask = async (...[method, path, body]: Parameters<Browser['ask']>) => {
    const response = await browser.ask(method, path, body)
    const text = await response.text()
    answers.push(text)
    return text
  }
  await ask('POST', '/api/session', { email, password: 'canary-wrong-password' })
  await ask('POST', '/api/session', { email, password })
  const sessionToken = sessionTokenOf(browser)
  await ask('POST', '/api/password-resets', { email })
  const resetToken = tokenIn((await mailsTo(world, email)).at(-1))
  await ask('GET', `/api/invitations/${resetToken}`)
  await ask('PUT', `/api/password-resets/${resetToken}`, { password: 'short' })
  await ask('GET', `/no-such-page/${resetToken}`)
  await ask('POST', '/api/broken-query', { secret: 'canary-in-a-query' })
  await ask('GET', '/api/broken-code')
  await ask('GET', '/api/sessions')
  await ask('GET', '/api/people-with-access')
  const begun = JSON.parse(
    await browser.ask('POST', '/api/second-factor', { password }).then((r) => r.text()),
  )
  const enabled = await browser.ask('PUT', '/api/second-factor', { code: codeAt(begun.secret, new Date()) })
  const { recoveryCodes } = await enabled.json()
  await ask('GET', '/api/session')
  const code = recoveryCodes[0]
  await ask('POST', '/api/session', { email, password, code })

  const { rows: jobs } = await world.owner.query('SELECT * FROM pgboss.job')
  const { rows: stored } = await world.owner.query(
    'SELECT to_json(s) AS a, (SELECT json_agg(k) FROM idempotency_key k) AS b FROM session s',
  )
  const secrets = [
    password,
    'canary-wrong-password',
    'canary-in-a-query',
    sessionToken,
    resetToken,
    begun.secret,
    code,
    '$m=19456',
  ]
  const places = {
    log: world.log.join('\n'),
    answers: answers.join('\n'),
    jobs: JSON.stringify(jobs),
    stored: JSON.stringify(stored),
  }
  const found = Object.entries(places).flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${place}`),
  )

  expect(found).toEqual([])
  expect(world.log.join('\n')).toContain('22P02')
  expect(world.log.join('\n')).toContain('/api/password-resets/[token]')
})

test('a fault of ours says nothing about how we are built', async () => {
  for (const response of [
    await browser.ask('GET', '/api/broken-code'),
    await browser.ask('POST', '/api/broken-query', { secret: 'x' }),
  ]) {
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(JSON.parse(text)).toEqual({
      type: 'about:blank#platform/failed',
      title: 'Failed',
      status: 500,
      detail: 'Something went wrong on our side. Please try again; nothing was changed.',
      code: 'platform/failed',
      requestId: expect.any(String),
    })
  }
})

test('line breaks and control characters in the input make no second line in the log', async () => {
  const before = world.log.length
  await browser.ask('GET', '/api/nothing%0d%0a%7B%22level%22:60%7D%1b%5B31m')
  await browser.ask('GET', '/api/session', undefined, { 'x-forwarded-for': '1.2.3.4' })
  await signInAs(world.browser(), 'nobody"}\n{"level":60@x').catch(() => {})

  const lines = world.log.slice(before)
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) {
    expect(line.trimEnd()).not.toMatch(/[\n\r]/)
    expect(line).not.toContain('\u001b')
    expect(() => JSON.parse(line)).not.toThrow()
    expect(JSON.parse(line).level).not.toBe(60)
  }
})
