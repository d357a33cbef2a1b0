import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { spendCode } from './codes.ts'
import {
  addAccount,
  addCluster,
  addHat,
  type Browser,
  codeAt,
  goodPassword,
  mailsTo,
  openTestHouse,
  refusal,
  signInAs,
  type TestHouse,
} from './factory.ts'

let world: TestHouse
let clusterId: string
let number = 0
let email: string
const noon = new Date('2030-06-01T12:00:10Z')

beforeAll(async () => {
  world = await openTestHouse({ mode: 'production', publicUrl: 'http://localhost' })
  clusterId = await addCluster(world, 'home')
})
afterAll(() => world.close())
beforeEach(async () => {
  number += 1
  email = `staff${number}@home.example`
  world.setTime(noon)
  await addHat(world, clusterId, await addAccount(world, email, { name: 'Staff Person' }), 'cluster-manager')
})
afterEach(async () => {
  await world.owner.query('DELETE FROM sign_in_try')
  forgetCallers()
})

async function setUp(browser: Browser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await browser.ask('POST', '/api/second-factor', { password: goodPassword })
  const { secret }: { secret: string } = await begun.json()
  const done = await browser.ask('PUT', '/api/second-factor', { code: codeAt(secret, noon) })
  const { recoveryCodes }: { recoveryCodes: string[] } = await done.json()
  return { secret, recoveryCodes }
}

const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000)

describe('the second factor', () => {
  test('stands between staff and every page but their own account', async () => {
    const browser = world.browser()
    await signInAs(browser, email)

    const session = await (await browser.ask('GET', '/api/session')).json()
    const mail = await browser.ask('GET', '/api/mail')
    const people = await browser.ask('GET', '/api/people-with-access')
    await setUp(browser)

    expect({ needs: session.needsSecondFactor, abilities: session.abilities }).toEqual({
      needs: true,
      abilities: [],
    })
    expect(await refusal(mail)).toEqual({ status: 403, code: 'identity/second-factor-needed' })
    expect(await refusal(people)).toEqual({ status: 403, code: 'identity/second-factor-needed' })
    expect((await browser.ask('GET', '/api/mail')).status).toBe(200)
    expect((await (await browser.ask('GET', '/api/session')).json()).needsSecondFactor).toBe(false)
  })

  test('is set up with the password, a secret for the app, and ten codes shown once', async () => {
    const browser = world.browser()
    await signInAs(browser, email)
    const wrong = await browser.ask('POST', '/api/second-factor', { password: 'wrong wrong wrong' })
    const begun = await browser.ask('POST', '/api/second-factor', { password: goodPassword })
    const { secret, uri, qrSvg } = await begun.json()
    const done = await browser.ask('PUT', '/api/second-factor', { code: codeAt(secret, noon) })
    const { recoveryCodes } = await done.json()

    expect(await refusal(wrong)).toEqual({ status: 403, code: 'identity/wrong-password' })
    expect(uri).toBe(
      `otpauth://totp/Talgud:${encodeURIComponent(email)}?issuer=Talgud&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    )
    expect(qrSvg).toMatch(/^<svg /)
    expect(new Set(recoveryCodes).size).toBe(10)
    for (const code of recoveryCodes) expect(code).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/)
  })

  test('keeps nothing in the database that a reader could use', async () => {
    const browser = world.browser()
    await signInAs(browser, email)
    const { secret, recoveryCodes } = await setUp(browser)

    const { rows } = await world.owner.query(
      `SELECT s.*, array_agg(r.code_hash) AS codes, (SELECT json_agg(i) FROM idempotency_key i) AS answers
       FROM account_secret s JOIN account a ON a.id = s.account_id LEFT JOIN recovery_code r ON r.account_id = a.id
       WHERE a.email = $1 GROUP BY s.account_id`,
      [email],
    )
    const stored = JSON.stringify(rows)

    expect(stored).toContain('argon2id$m=19456,t=2,p=1$')
    for (const clear of [secret, ...recoveryCodes, goodPassword]) expect(stored).not.toContain(clear)
  })

  test('is asked for at every sign-in, and a wrong code opens nothing', async () => {
    const { secret } = await enrolled()
    const browser = world.browser()
    world.setTime(later(60))
    const proof = { email, password: goodPassword }

    const without = await browser.ask('POST', '/api/session', proof)
    const wrong = await browser.ask('POST', '/api/session', { ...proof, code: '000000' })
    const junk = await browser.ask('POST', '/api/session', { ...proof, code: 'aaaaa-bbbbb' })
    const right = await browser.ask('POST', '/api/session', { ...proof, code: codeAt(secret, later(60)) })

    expect(await refusal(without)).toEqual({ status: 401, code: 'identity/code-needed' })
    expect(await refusal(wrong)).toEqual({ status: 401, code: 'identity/wrong-code' })
    expect(await refusal(junk)).toEqual({ status: 401, code: 'identity/wrong-code' })
    expect(right.status).toBe(200)
  })

  test('allows a clock that is half a minute off, and no more', async () => {
    const { secret } = await enrolled()
    const attempt = async (shift: number) => {
      world.setTime(later(600))
      const code = codeAt(secret, later(600 + shift))
      const response = await world
        .browser()
        .ask('POST', '/api/session', { email, password: goodPassword, code })
      return response.status
    }

    expect(await attempt(-60)).toBe(401)
    expect(await attempt(60)).toBe(401)
    expect(await attempt(-30)).toBe(200)
    expect(await attempt(30)).toBe(200)
    // The earlier step is behind the one that was used.
    expect(await attempt(0)).toBe(401)
  })

  test('takes a code once, also when it comes twenty times at the same moment', async () => {
    const { secret } = await enrolled()
    world.setTime(later(90))
    const code = codeAt(secret, later(90))
    await world.owner.query('DELETE FROM sign_in_try')

    const statuses = await twentyTimes(code)
    const again = await world.browser().ask('POST', '/api/session', { email, password: goodPassword, code })

    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(again.status).not.toBe(200)
  })

  test('leaves it to the database which of twenty uses was first, even with every limit out of the way', async () => {
    const { secret, recoveryCodes } = await enrolled()
    const now = later(150)
    const { rows } = await world.owner.query<{ id: string; sealed: string }>(
      `SELECT a.id, s.second_factor_sealed AS sealed FROM account a
       JOIN account_secret s ON s.account_id = a.id WHERE a.email = $1`,
      [email],
    )
    const account = { id: rows[0]?.id ?? '', secondFactorSealed: rows[0]?.sealed ?? null }
    const spend = (code: string) =>
      Promise.all(
        Array.from({ length: 20 }, () =>
          inTransaction(world.house.pool, 'gate', (tx) =>
            spendCode(tx, world.house.config.secret, account, code, now),
          ),
        ),
      )

    const app = await spend(codeAt(secret, now))
    const recovery = await spend(recoveryCodes[5] ?? '')

    expect(app.filter((spent) => spent !== undefined)).toEqual(['app'])
    expect(recovery.filter((spent) => spent !== undefined)).toEqual(['recovery'])
  })

  test('takes a recovery code once, also in parallel, and tells the owner', async () => {
    const { recoveryCodes } = await enrolled()
    const [first = '', second = ''] = recoveryCodes

    const statuses = await twentyTimes(first)
    await world.owner.query('DELETE FROM sign_in_try')
    const typed = await world.browser().ask('POST', '/api/session', {
      email,
      password: goodPassword,
      code: second.toUpperCase().replace('-', ' '),
    })
    const mails = await mailsTo(world, email, 3)

    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(typed.status).toBe(200)
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Second factor switched on',
      'A recovery code was used',
      'A recovery code was used',
    ])
    expect(mails[2]?.body_text).toContain('8 codes are left')
  })

  test('cannot be guessed by somebody who knows the password', async () => {
    await enrolled()
    const codes = new Set<unknown>()
    for (let count = 0; count < 12; count += 1) {
      // From a new address and a fresh password count each time: only the count of the code is left to stop it.
      await world.owner.query('UPDATE sign_in_try SET tries = 0 WHERE tries < $1', [count])
      const response = await world
        .browser(`198.51.100.${count}`)
        .ask('POST', '/api/session', { email, password: goodPassword, code: '123456' })
      codes.add((await refusal(response)).code)
    }

    expect([...codes]).toEqual(['identity/wrong-code', 'identity/too-many-tries'])
  })

  test('cannot be set up a second time over the first', async () => {
    const { browser } = await enrolled()
    const again = await browser.ask('POST', '/api/second-factor', { password: goodPassword })

    expect(await refusal(again)).toEqual({ status: 409, code: 'identity/second-factor-on' })
  })

  test('is switched off only with password and code; other devices are signed out and the owner told', async () => {
    const { browser, secret, recoveryCodes } = await enrolled()
    const other = world.browser()
    await signInAs(other, email, recoveryCodes[0])
    world.setTime(later(120))
    const code = codeAt(secret, later(120))

    const noCode = await browser.ask('DELETE', '/api/second-factor', {
      password: goodPassword,
      code: '000000',
    })
    const noPassword = await browser.ask('DELETE', '/api/second-factor', {
      password: 'wrong wrong wrong',
      code,
    })
    const right = await browser.ask('DELETE', '/api/second-factor', { password: goodPassword, code })
    const mails = await mailsTo(world, email, 3)

    expect(await refusal(noCode)).toEqual({ status: 403, code: 'identity/wrong-code' })
    expect(await refusal(noPassword)).toEqual({ status: 403, code: 'identity/wrong-password' })
    expect(right.status).toBe(204)
    expect(mails.at(-1)?.subject).toBe('Second factor switched off')
    expect((await other.ask('GET', '/api/session')).status).toBe(401)
    expect((await browser.ask('GET', '/api/mail')).status).toBe(403)
  })

  test('ends the other sessions when it is switched on', async () => {
    const other = world.browser()
    await signInAs(other, email)
    await enrolled()

    expect((await other.ask('GET', '/api/session')).status).toBe(401)
  })
})

async function enrolled() {
  const browser = world.browser()
  await signInAs(browser, email)
  return { browser, ...(await setUp(browser)) }
}

async function twentyTimes(code: string): Promise<number[]> {
  const responses = await Promise.all(
    Array.from({ length: 20 }, async (_, count) => {
      const browser = world.browser(`198.51.100.${count}`)
      return browser.ask('POST', '/api/session', { email, password: goodPassword, code })
    }),
  )
  return responses.map(({ status }) => status)
}
