import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import {
  addAccount,
  addCluster,
  addHat,
  codeAt,
  goodPassword,
  mailsTo,
  openTestHouse,
  refusal,
  signInAs,
  type TestHouse,
  tokenIn,
} from './factory.ts'

let world: TestHouse
let clusterId: string
let number = 0
let email: string
const next = 'neli sinist hunti'

beforeAll(async () => {
  world = await openTestHouse({ mode: 'production', publicUrl: 'http://localhost' })
  clusterId = await addCluster(world, 'home')
})
afterAll(() => world.close())
beforeEach(async () => {
  number += 1
  email = `person${number}@home.example`
  await addHat(world, clusterId, await addAccount(world, email), 'auditor')
})
afterEach(async () => {
  await world.owner.query('DELETE FROM sign_in_try')
  forgetCallers()
})

const ask = (address: string) => world.browser().ask('POST', '/api/password-resets', { email: address })
const use = (token: string, password = next) =>
  world.browser().ask('PUT', `/api/password-resets/${token}`, { password })
const signIn = (password: string, code?: string) =>
  world.browser().ask('POST', '/api/session', { email, password, code })

async function linkFor(address: string): Promise<string> {
  await ask(address)
  return tokenIn((await mailsTo(world, address)).at(-1))
}

describe('a forgotten password', () => {
  test('is answered alike for everybody, in the same time, and mailed only to who has an account', async () => {
    const known = await ask(email)
    const unknown = await ask('nobody@home.example')
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let round = 0; round < 15; round += 1) {
      await world.owner.query('DELETE FROM sign_in_try')
      for (const [kind, address] of [
        ['known', email],
        ['unknown', 'nobody@home.example'],
      ] as const) {
        const began = performance.now()
        await ask(address)
        times[kind].push(performance.now() - began)
      }
    }
    await mailsTo(world, email)
    const { rows } = await world.owner.query("SELECT FROM mail WHERE recipient = 'nobody@home.example'")

    expect([known.status, await known.text()]).toEqual([202, ''])
    expect([unknown.status, await unknown.text()]).toEqual([202, ''])
    const [fast = 0, slow = 0] = [median(times.known), median(times.unknown)].sort((a, b) => a - b)
    expect(slow / fast).toBeLessThan(3)
    expect(rows).toEqual([])
  })

  test('opens with the mailed link: once, and every session ends', async () => {
    const browser = world.browser()
    await signInAs(browser, email)
    const token = await linkFor(email)

    const first = await use(token)
    const second = await use(token, 'viis kollast karu')

    expect(first.status).toBe(204)
    expect(first.headers.getSetCookie()).toEqual([])
    expect(await refusal(second)).toEqual({ status: 410, code: 'identity/link-gone' })
    expect((await browser.ask('GET', '/api/session')).status).toBe(401)
    expect([(await signIn(goodPassword)).status, (await signIn(next)).status]).toEqual([401, 200])
  })

  test('opens once, also when the link is used twenty times at the same moment', async () => {
    const token = await linkFor(email)

    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, count) => use(token, `neli sinist hunti ${count}`)),
    )
    const statuses = responses.map(({ status }) => status)

    expect(statuses.filter((status) => status === 204)).toHaveLength(1)
    expect(statuses.filter((status) => status === 410)).toHaveLength(19)
  })

  test('has one hour', async () => {
    const token = await linkFor(email)
    await world.owner.query("UPDATE password_reset SET expires_at = expires_at - interval '61 minutes'")

    expect(await refusal(await use(token))).toEqual({ status: 410, code: 'identity/link-gone' })
    expect((await use('x'.repeat(43))).status).toBe(410)
    expect((await use('short')).status).toBe(404)
  })

  test('has a link that is worth nothing once the owner changed the password', async () => {
    const token = await linkFor(email)
    const browser = world.browser()
    await signInAs(browser, email)
    const changed = await browser.ask('PUT', '/api/account/password', { current: goodPassword, next })

    expect(changed.status).toBe(204)
    expect(await refusal(await use(token, 'viis kollast karu'))).toEqual({
      status: 410,
      code: 'identity/link-gone',
    })
  })

  test('keeps the link when the new password is refused', async () => {
    const token = await linkFor(email)

    const weak = await use(token, 'password123456')
    const strong = await use(token)

    expect(await refusal(weak)).toEqual({ status: 422, code: 'identity/password-leaked' })
    expect(strong.status).toBe(204)
  })

  test('does not get past the second factor', async () => {
    const browser = world.browser()
    await signInAs(browser, email)
    const begun = await browser.ask('POST', '/api/second-factor', { password: goodPassword })
    const { secret } = await begun.json()
    await browser.ask('PUT', '/api/second-factor', { code: codeAt(secret, new Date()) })
    await ask(email)
    const mails = await mailsTo(world, email, 2)
    await use(tokenIn(mails.at(-1)))

    const without = await signIn(next)
    const soon = new Date(Date.now() + 60_000)
    world.setTime(soon)
    const withCode = await signIn(next, codeAt(secret, soon))
    world.setTime(new Date())

    expect(await refusal(without)).toEqual({ status: 401, code: 'identity/code-needed' })
    expect(withCode.status).toBe(200)
  })

  test('tells the owner, without a secret in the mail', async () => {
    await use(await linkFor(email))
    const [link, told] = await mailsTo(world, email, 2)

    expect(link).toMatchObject({ subject: 'Choose a new password', has_secret: true })
    expect(told).toMatchObject({ subject: 'Your password was changed', has_secret: false })
    expect(told?.body_text).not.toContain(next)
  })

  test('lets an owner back in whom strangers had locked out', async () => {
    for (let count = 0; count < 12; count += 1) await signIn('wrong wrong wrong')
    const during = await signIn(goodPassword)
    await use(await linkFor(email))

    expect(during.status).toBe(429)
    expect((await signIn(next)).status).toBe(200)
  })

  test('fills nobody’s letter box: three letters in a quarter of an hour', async () => {
    for (let count = 0; count < 6; count += 1) await ask(email)
    await mailsTo(world, email, 3)
    await ask('somebody@home.example')
    await new Promise((done) => setTimeout(done, 300))

    expect(await mailsTo(world, email)).toHaveLength(3)
  })

  test('waits as a job in which the address cannot be read', async () => {
    const { rows: before } = await world.owner.query(
      "SELECT count(*)::int AS n FROM pgboss.job WHERE name LIKE 'identity%'",
    )
    await ask('whistleblower@home.example')
    const { rows } = await world.owner.query("SELECT * FROM pgboss.job WHERE name LIKE 'identity%'")

    expect(rows.length).toBeGreaterThan(before[0]?.n)
    expect(JSON.stringify(rows)).not.toContain('whistleblower')
  })
})

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
