import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { demoPassword } from './demo.ts'
import {
  type Answer,
  addAccount,
  addCluster,
  addCompany,
  addHat,
  goodPassword,
  openTestHouse,
  refusal,
  sessionTokenOf,
  signInAs,
  type TestHouse,
} from './factory.ts'
import { hashToken, newToken } from './secrets.ts'

let world: TestHouse
let clusterId: string
let companyId: string
let mari: string

beforeAll(async () => {
  world = await openTestHouse({ mode: 'production', publicUrl: 'http://localhost' })
  clusterId = await addCluster(world, 'home')
  companyId = await addCompany(world, clusterId, 'Rebane OÜ')
  mari = await addAccount(world, 'mari@rebane.example')
  await addHat(world, clusterId, mari, 'company-admin', companyId)
})
afterAll(() => world.close())
afterEach(async () => {
  await world.owner.query('DELETE FROM sign_in_try')
  forgetCallers()
})

describe('signing in', () => {
  test('answers who is there, under which hat, and what it may do', async () => {
    const browser = world.browser()

    const response = await browser.ask('POST', '/api/session', {
      email: ' Mari@Rebane.Example ',
      password: goodPassword,
    })

    const hat = {
      id: expect.any(String),
      role: 'company-admin',
      clusterId,
      clusterName: 'Cluster home',
      companyId,
      companyName: 'Rebane OÜ',
    }
    const expected = {
      account: {
        id: mari,
        email: 'mari@rebane.example',
        name: 'Mari Mets',
        language: 'en',
        hasSecondFactor: false,
      },
      hats: [hat],
      hat,
      mode: 'production',
      abilities: [
        'own-company:edit',
        'invitations:send',
        'access:end',
        'activity:read',
        'membership:own',
        'votes:read',
      ],
      needsSecondFactor: false,
    }
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(expected)
    expect(await (await browser.ask('GET', '/api/session')).json()).toEqual(expected)
  })

  test('sets a cookie no script and no other site can use, and says the token nowhere else', async () => {
    const browser = world.browser()
    const response = await browser.ask('POST', '/api/session', {
      email: 'mari@rebane.example',
      password: goodPassword,
    })

    const cookies = response.headers.getSetCookie()
    const token = sessionTokenOf(browser)

    expect(cookies.map((cookie) => cookie.replace(/=[^;]*/, '=…'))).toEqual([
      '__Host-talgud=…; Max-Age=604800; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-talgud-device=…; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Lax',
    ])
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(await response.text()).not.toContain(token)
  })

  test('takes a fresh session id every time and kills the one the browser came with', async () => {
    const browser = world.browser()
    await signInAs(browser, 'mari@rebane.example')
    const first = sessionTokenOf(browser)
    await signInAs(browser, 'mari@rebane.example')
    const second = sessionTokenOf(browser)

    const withFirst = world.browser()
    withFirst.cookies.set('__Host-talgud', first)

    expect(second).not.toBe(first)
    expect((await withFirst.ask('GET', '/api/session')).status).toBe(401)
    expect((await browser.ask('GET', '/api/session')).status).toBe(200)
  })

  test('never takes over a session id that somebody else planted', async () => {
    const browser = world.browser()
    const planted = 'planted-by-the-attacker-0123456789-0123456789'
    browser.cookies.set('__Host-talgud', planted)

    await signInAs(browser, 'mari@rebane.example')
    const { rows } = await world.owner.query('SELECT FROM session WHERE token_hash = $1', [
      hashToken(planted),
    ])

    expect(sessionTokenOf(browser)).not.toBe(planted)
    expect(rows).toEqual([])
  })

  test('makes session ids without repeats', async () => {
    const tokens = new Set<string>()
    for (let count = 0; count < 20; count += 1) {
      const browser = world.browser()
      await signInAs(browser, 'mari@rebane.example')
      tokens.add(sessionTokenOf(browser))
    }

    expect(tokens.size).toBe(20)
  })

  test('takes the password exactly as it was chosen', async () => {
    await addAccount(world, 'exact@rebane.example', { password: `Ünïted kümme põtra ${'x'.repeat(70)}Z` })
    const attempt = async (password: string) =>
      (await world.browser().ask('POST', '/api/session', { email: 'exact@rebane.example', password })).status
    const right = `Ünïted kümme põtra ${'x'.repeat(70)}Z`

    expect(await attempt(`${right.slice(0, -1)}Y`)).toBe(401)
    expect(await attempt(right.toLowerCase())).toBe(401)
    expect(await attempt(`${right} `)).toBe(401)
    expect(await attempt(right.normalize('NFD'))).toBe(401)
    expect(await attempt(right)).toBe(200)
  })

  test('answers junk without a fault', async () => {
    const junk: unknown[] = [
      { email: 'admin', password: 'admin' },
      { email: "x' OR 1=1 --", password: goodPassword },
      { email: ['mari@rebane.example'], password: goodPassword },
      { email: 'mari@rebane.example', password: { length: 20 } },
      { email: 'mari\u0000@rebane.example', password: goodPassword },
      { email: 'mari@rebane.example\r\nBcc: eve@evil.example', password: goodPassword },
      { email: 'mari@rebane.example', password: 'x'.repeat(100_000) },
      null,
    ]
    const statuses: number[] = []
    for (const body of junk) statuses.push((await world.browser().ask('POST', '/api/session', body)).status)

    expect(statuses).toEqual([401, 401, 422, 422, 422, 401, 422, 422])
  })
})

describe('a stranger trying names', () => {
  test('gets the same answer for a wrong password and an unknown name', async () => {
    const ask = async (email: string) => {
      const response = await world
        .browser()
        .ask('POST', '/api/session', { email, password: 'wrong wrong wrong' })
      const { requestId: _, ...body } = await response.json()
      return { status: response.status, body, cookies: response.headers.getSetCookie() }
    }

    const known = await ask('mari@rebane.example')
    const unknown = await ask('nobody@rebane.example')

    expect(known).toEqual(unknown)
    expect(known.body.code).toBe('identity/wrong-credentials')
  })

  test('learns nothing from the time it takes', async () => {
    const time = async (email: string) => {
      const began = performance.now()
      await world.browser().ask('POST', '/api/session', { email, password: 'wrong wrong wrong' })
      return performance.now() - began
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 15; round += 1) {
      await world.owner.query('DELETE FROM sign_in_try')
      known.push(await time('mari@rebane.example'))
      unknown.push(await time('nobody@rebane.example'))
    }

    // Without the decoy hash an unknown name would be answered some thirty times faster.
    const [fast = 0, slow = 0] = [median(known), median(unknown)].sort((a, b) => a - b)
    expect(slow / fast).toBeLessThan(3)
  })

  test('is stopped after ten tries, whatever the spelling, and told when to come back', async () => {
    const spellings = ['mari@rebane.example', 'MARI@rebane.example', ' mari@rebane.example ']
    const statuses: number[] = []
    let last: Answer | undefined
    for (let count = 0; count < 12; count += 1) {
      last = await world
        .browser(`198.51.100.${count}`)
        .ask('POST', '/api/session', { email: spellings[count % 3], password: `wrong wrong ${count}` })
      statuses.push(last.status)
    }

    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(last?.headers.get('retry-after'))).toBeLessThanOrEqual(900)
  })

  test('is stopped the same way at a name nobody has', async () => {
    const statuses: number[] = []
    for (let count = 0; count < 11; count += 1) {
      const body = { email: 'nobody@rebane.example', password: `wrong wrong ${count}` }
      statuses.push((await world.browser(`198.51.100.${count}`).ask('POST', '/api/session', body)).status)
    }

    expect(statuses.at(-1)).toBe(429)
  })

  test('is stopped after sixty tries at many names from one address', async () => {
    const statuses = new Map<number, number>()
    for (let count = 0; count < 62; count += 1) {
      const body = { email: `name${count}@rebane.example`, password: 'wrong wrong wrong' }
      const { status } = await world.browser('2001:db8:1:2::7').ask('POST', '/api/session', body)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    const neighbour = await world
      .browser('2001:db8:1:2:ffff::1')
      .ask('POST', '/api/session', { email: 'other@rebane.example', password: 'wrong wrong wrong' })

    expect([...statuses]).toEqual([
      [401, 60],
      [429, 2],
    ])
    expect(neighbour.status).toBe(429)
  })

  test('does not keep the owner out: a device they used before is counted apart', async () => {
    const owner = world.browser('203.0.113.5')
    await signInAs(owner, 'mari@rebane.example')
    for (let count = 0; count < 12; count += 1) {
      const body = { email: 'mari@rebane.example', password: 'wrong wrong wrong' }
      await world.browser(`198.51.100.${count}`).ask('POST', '/api/session', body)
    }
    const stranger = await world
      .browser('198.51.100.99')
      .ask('POST', '/api/session', { email: 'mari@rebane.example', password: goodPassword })

    const again = await owner.ask('POST', '/api/session', {
      email: 'mari@rebane.example',
      password: goodPassword,
    })

    expect(stranger.status).toBe(429)
    expect(again.status).toBe(200)
  })

  test('gets in again after a quarter of an hour', async () => {
    const start = new Date('2030-01-01T10:00:00Z')
    world.setTime(start)
    for (let count = 0; count < 11; count += 1) {
      const body = { email: 'mari@rebane.example', password: 'wrong wrong wrong' }
      await world.browser().ask('POST', '/api/session', body)
    }
    const during = await world
      .browser()
      .ask('POST', '/api/session', { email: 'mari@rebane.example', password: goodPassword })
    world.setTime(new Date('2030-01-01T10:15:01Z'))
    const after = await world
      .browser()
      .ask('POST', '/api/session', { email: 'mari@rebane.example', password: goodPassword })
    world.setTime(new Date())

    expect([during.status, after.status]).toEqual([429, 200])
  })

  test('gains nothing by trying in parallel', async () => {
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, count) =>
        world
          .browser(`198.51.100.${count}`)
          .ask('POST', '/api/session', { email: 'mari@rebane.example', password: `wrong wrong ${count}` }),
      ),
    )

    expect(responses.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(10)
  })
})

describe('demo accounts', () => {
  test('open nothing outside a demo, and neither does the demo password', async () => {
    const demo = await addCluster(world, 'demo', { isDemo: true })
    const visitor = await addAccount(world, 'visitor@demo.example')
    await addHat(world, demo, visitor, 'cluster-manager')
    const careless = await addAccount(world, 'careless@rebane.example', { password: demoPassword })
    await addHat(world, clusterId, careless, 'company-member', companyId)

    const byDemoAccount = await world
      .browser()
      .ask('POST', '/api/session', { email: 'visitor@demo.example', password: goodPassword })
    const byDemoPassword = await world
      .browser()
      .ask('POST', '/api/session', { email: 'careless@rebane.example', password: demoPassword })
    const options = await world.browser().ask('GET', '/api/session/options')

    expect(await refusal(byDemoAccount)).toEqual({ status: 401, code: 'identity/wrong-credentials' })
    expect(await refusal(byDemoPassword)).toEqual({ status: 401, code: 'identity/wrong-credentials' })
    expect(await options.json()).toEqual({
      mode: 'production',
      demoAccounts: [],
      passwordRules: { minLength: 12 },
    })
  })

  test('are all listed in a demo, each person once, and nobody of a real cluster', async () => {
    const demo = await addCluster(world, 'big-demo', { isDemo: true })
    for (let count = 0; count < 60; count += 1) {
      const id = await addAccount(world, `person${count}@big-demo.example`)
      await addHat(world, demo, id, 'auditor')
      await addHat(world, demo, id, 'outside-contact')
    }
    world.house.config.mode = 'demo'
    const options = await (await world.browser().ask('GET', '/api/session/options')).json()
    const inStaging = await optionsIn('staging')
    const inProduction = await optionsIn('production')
    const emails = options.demoAccounts.map((one: { email: string }) => one.email)

    expect(emails.filter((email: string) => email.endsWith('@big-demo.example'))).toHaveLength(60)
    expect(new Set(emails).size).toBe(emails.length)
    expect(emails).not.toContain('careless@rebane.example')
    expect([inStaging.demoAccounts, inProduction.demoAccounts]).toEqual([[], []])
  })

  async function optionsIn(mode: 'staging' | 'production') {
    world.house.config.mode = mode
    return (await world.browser().ask('GET', '/api/session/options')).json()
  }

  test('do not stay signed in when a demo becomes a real installation', async () => {
    const leftOver = newToken()
    const { rows } = await world.owner.query<{ cluster_id: string; id: string; account_id: string }>(
      "SELECT h.* FROM hat h JOIN cluster c ON c.id = h.cluster_id WHERE c.slug = 'demo'",
    )
    await world.owner.query(
      `INSERT INTO session (token_hash, id, account_id, cluster_id, hat_id, with_second_factor, expires_at)
       VALUES ($1, gen_random_uuid(), $2, $3, $4, true, now() + interval '1 day')`,
      [hashToken(leftOver), rows[0]?.account_id, rows[0]?.cluster_id, rows[0]?.id],
    )
    const browser = world.browser()
    browser.cookies.set('__Host-talgud', leftOver)

    expect((await browser.ask('GET', '/api/session')).status).toBe(401)
  })
})

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
