import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import {
  addAccount,
  addCluster,
  addCompany,
  addHat,
  type Browser,
  goodPassword,
  mailsTo,
  openTestHouse,
  refusal,
  sessionTokenOf,
  signInAs,
  type TestHouse,
} from './factory.ts'

let world: TestHouse
let home: string
let away: string
let companyId: string
let accountId: string
let number = 0
let email: string
let browser: Browser

beforeAll(async () => {
  world = await openTestHouse({ mode: 'production', publicUrl: 'http://localhost' })
  home = await addCluster(world, 'home')
  away = await addCluster(world, 'away')
  companyId = await addCompany(world, home, 'Rebane OÜ')
})
afterAll(() => world.close())
beforeEach(async () => {
  number += 1
  email = `person${number}@rebane.example`
  accountId = await addAccount(world, email)
  await addHat(world, home, accountId, 'company-member', companyId)
  browser = world.browser()
  await signInAs(browser, email)
})
afterEach(async () => {
  await world.owner.query('DELETE FROM sign_in_try')
  forgetCallers()
})

const isIn = async (one: Browser) => (await one.ask('GET', '/api/session')).status === 200

describe('a session', () => {
  test('is dead after signing out, even for a copy of the cookie', async () => {
    const copy = world.browser()
    copy.cookies.set('__Host-talgud', sessionTokenOf(browser))

    const out = await browser.ask('DELETE', '/api/session')

    expect(out.status).toBe(204)
    expect(sessionTokenOf(browser)).toBe('')
    expect(await isIn(copy)).toBe(false)
  })

  test('ends after 72 idle hours, and for staff after 12', async () => {
    const staff = await addAccount(world, `staff${number}@home.example`)
    await addHat(world, home, staff, 'cluster-staff')
    const ofStaff = world.browser()
    await signInAs(ofStaff, `staff${number}@home.example`)
    const idle = (hours: number) =>
      world.owner.query("UPDATE session SET last_seen_at = now() - $1 * interval '1 hour'", [hours])

    await idle(11.9)
    const afterEleven = [await isIn(browser), await isIn(ofStaff)]
    await idle(12.1)
    const afterTwelve = [await isIn(browser), await isIn(ofStaff)]
    await idle(72.1)
    const afterThreeDays = [await isIn(browser), await isIn(ofStaff)]

    expect([afterEleven, afterTwelve, afterThreeDays]).toEqual([
      [true, true],
      [true, false],
      [false, false],
    ])
  })

  test('ends after seven days however busy it is', async () => {
    const { rows } = await world.owner.query<{ days: number }>(
      'SELECT extract(epoch FROM expires_at - created_at) / 86400 AS days FROM session WHERE account_id = $1',
      [accountId],
    )
    await world.owner.query("UPDATE session SET expires_at = now() - interval '1 second'")

    expect(rows.map(({ days }) => Number(days))).toEqual([7])
    expect(await isIn(browser)).toBe(false)
  })

  test('ends at once when the account is deactivated', async () => {
    await world.owner.query('UPDATE account SET deactivated_at = now() WHERE id = $1', [accountId])

    expect(await isIn(browser)).toBe(false)
    expect((await browser.ask('POST', '/api/session', { email, password: goodPassword })).status).toBe(401)
  })

  test('is kept as a hash only', async () => {
    const { rows } = await world.owner.query('SELECT * FROM session WHERE account_id = $1', [accountId])

    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(sessionTokenOf(browser))
  })
})

describe('the devices one is signed in on', () => {
  test('are listed, without anything to sign in with', async () => {
    const phone = world.browser('203.0.113.9')
    await signInAs(phone, email)

    const { items } = await (await browser.ask('GET', '/api/sessions')).json()

    const device = (address: string, current: boolean) => ({
      id: expect.any(String),
      createdAt: expect.any(String),
      lastSeenAt: expect.any(String),
      userAgent: 'Test browser',
      address,
      current,
    })
    expect(items).toHaveLength(2)
    expect(items).toEqual(expect.arrayContaining([device('192.0.2.1', true), device('203.0.113.9', false)]))
  })

  test('can be signed out one by one or all but this one', async () => {
    const [phone, tablet, laptop] = [world.browser(), world.browser(), world.browser()]
    for (const each of [phone, tablet, laptop]) await signInAs(each, email)
    const { items } = await (await phone.ask('GET', '/api/sessions')).json()
    const own = items.find((item: { current: boolean }) => item.current)

    const one = await browser.ask('DELETE', `/api/sessions/${own.id}`)
    const afterOne = [await isIn(phone), await isIn(tablet), await isIn(browser)]
    const all = await browser.ask('DELETE', '/api/sessions')
    const afterAll = [await isIn(tablet), await isIn(laptop), await isIn(browser)]

    expect([one.status, all.status]).toEqual([204, 204])
    expect(afterOne).toEqual([false, true, true])
    expect(afterAll).toEqual([false, false, true])
  })

  test('of somebody else look like none at all', async () => {
    await addAccount(world, `other${number}@rebane.example`)
    const other = world.browser()
    await signInAs(other, `other${number}@rebane.example`)
    const { items } = await (await other.ask('GET', '/api/sessions')).json()

    const foreign = await browser.ask('DELETE', `/api/sessions/${items[0].id}`)
    const missing = await browser.ask('DELETE', '/api/sessions/00000000-0000-7000-8000-000000000000')
    const junk = await browser.ask('DELETE', '/api/sessions/1')

    expect(await refusal(foreign)).toEqual({ status: 404, code: 'platform/not-found' })
    expect(await refusal(missing)).toEqual({ status: 404, code: 'platform/not-found' })
    expect(junk.status).toBe(404)
    expect(await isIn(other)).toBe(true)
  })
})

describe('hats', () => {
  test('are changed without signing in again, and remembered for the next time', async () => {
    const second = await addHat(world, away, accountId, 'auditor')

    const changed = await browser.ask('PUT', '/api/session/hat', { hatId: second })
    const answer = await changed.json()
    const next = world.browser()
    await signInAs(next, email)
    const remembered = await (await next.ask('GET', '/api/session')).json()

    expect(changed.status).toBe(200)
    expect(answer.hat).toMatchObject({ id: second, role: 'auditor', clusterName: 'Cluster away' })
    expect(answer.hats.map((hat: { companyName: string | null }) => hat.companyName)).toEqual([
      null,
      'Rebane OÜ',
    ])
    expect(remembered.hat.id).toBe(second)
  })

  test('of somebody else cannot be put on, and look like none at all', async () => {
    const other = await addAccount(world, `other${number}@rebane.example`)
    const foreign = await addHat(world, away, other, 'cluster-manager')

    const taken = await browser.ask('PUT', '/api/session/hat', { hatId: foreign })
    const missing = await browser.ask('PUT', '/api/session/hat', {
      hatId: '00000000-0000-7000-8000-000000000000',
    })
    const { requestId: _, ...first } = await taken.json()
    const { requestId: __, ...second } = await missing.json()

    expect([taken.status, first]).toEqual([404, second])
    expect((await (await browser.ask('GET', '/api/session')).json()).hat.role).toBe('company-member')
  })
})

describe('the own account', () => {
  test('changes its password only with the present one, signs out other devices and tells the owner', async () => {
    const phone = world.browser()
    await signInAs(phone, email)
    const next = 'neli sinist hunti'

    const wrong = await browser.ask('PUT', '/api/account/password', { current: 'wrong wrong', next })
    const none = await browser.ask('PUT', '/api/account/password', { next })
    const right = await browser.ask('PUT', '/api/account/password', { current: goodPassword, next })
    const [mail] = await mailsTo(world, email)
    const old = await world.browser().ask('POST', '/api/session', { email, password: goodPassword })
    const fresh = await world.browser().ask('POST', '/api/session', { email, password: next })

    expect([wrong.status, none.status, right.status]).toEqual([403, 422, 204])
    expect([await isIn(phone), await isIn(browser)]).toEqual([false, true])
    expect([old.status, fresh.status]).toEqual([401, 200])
    expect(mail?.subject).toBe('Your password was changed')
    expect(mail?.body_text).not.toContain(next)
  })

  test('takes no password that is short, leaked, or made of the own name', async () => {
    const attempt = async (next: string) =>
      (await refusal(await browser.ask('PUT', '/api/account/password', { current: goodPassword, next }))).code

    expect(await attempt('elevenchars')).toBe('identity/password-short')
    expect(await attempt('password123456')).toBe('identity/password-leaked')
    expect(await attempt('Qwertyuiop1234!')).toBe('identity/password-leaked')
    expect(await attempt('marimetsrebane')).toBe('identity/password-guessable')
    expect(await attempt('a'.repeat(1_100))).toBe('identity/password-long')
  })

  test('changes name and language, and nothing else that is sent along', async () => {
    const change = {
      name: 'Mari Kask',
      language: 'et',
      email: 'eve@evil.example',
      id: accountId,
      role: 'cluster-manager',
    }
    const changed = await browser.ask('PATCH', '/api/account', change)
    const { account, hat } = await (await browser.ask('GET', '/api/session')).json()

    expect(changed.status).toBe(204)
    expect(account).toEqual({
      id: accountId,
      email,
      name: 'Mari Kask',
      language: 'et',
      hasSecondFactor: false,
    })
    expect(hat.role).toBe('company-member')
  })

  test('is left alone by a page of another site', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const foreign = await browser.ask('PATCH', '/api/account', { name: 'Eve' }, headers)
    const plain = await browser.ask(
      'PATCH',
      '/api/account',
      { name: 'Eve' },
      { 'content-type': 'text/plain' },
    )

    expect([foreign.status, plain.status]).toEqual([403, 415])
    expect((await (await browser.ask('GET', '/api/session')).json()).account.name).toBe('Mari Mets')
  })
})
