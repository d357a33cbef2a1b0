import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { endpoint } from '#platform/http/endpoint.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { newId } from '#platform/new-id.ts'
import type { Role } from './actor.ts'
import { clean } from './cleaning.ts'
import {
  addAccount,
  addCluster,
  addCompany,
  addHat,
  goodPassword,
  mailsTo,
  openTestHouse,
  refusal,
  signInAs,
  type TestHouse,
} from './factory.ts'

// The ceremonies themselves are tested in a browser: e2e/a-passkey-signs-in.test.ts.

let world: TestHouse
let home: string
let rebane: string
let number = 0

const door = endpoint({
  method: 'get',
  path: '/api/test/members',
  summary: 'Opens to staff',
  tag: 'Members',
  knock: ['cluster-manager'],
  answer: z.object({}),
  handle: async () => ({}),
})

beforeAll(async () => {
  world = await openTestHouse(
    { mode: 'production', publicUrl: 'https://talgud.example' },
    { endpoints: [door] },
  )
  home = await addCluster(world, 'home')
  rebane = await addCompany(world, home, 'Rebane OÜ')
})
afterAll(() => world.close())
beforeEach(() => forgetCallers())
afterEach(() => world.owner.query('DELETE FROM sign_in_try'))

async function somebody(role: Role, companyId: string | null = null) {
  number += 1
  const email = `person${number}@rebane.example`
  const accountId = await addAccount(world, email)
  await addHat(world, home, accountId, role, companyId)
  const browser = world.browser(`192.0.2.${number}`)
  await signInAs(browser, email)
  return { browser, accountId, email }
}

async function plantPasskey(accountId: string, name = 'Phone'): Promise<string> {
  const id = newId()
  await world.owner.query(
    `INSERT INTO passkey (id, account_id, credential_id, public_key, counter, device_type, backed_up, aaguid, name)
     VALUES ($1, $2, $3, 'x', 0, 'singleDevice', false, '', $4)`,
    [id, accountId, `credential-${id}`, name],
  )
  return id
}

describe('somebody else’s passkey', () => {
  test('is neither shown, nor renamed, nor removed, and its sessions stay', async () => {
    const mari = await somebody('company-admin', rebane)
    const eve = await somebody('company-admin', rebane)
    const id = await plantPasskey(mari.accountId, 'canary-passkey')
    await world.owner.query('UPDATE session SET passkey_id = $1 WHERE account_id = $2', [id, mari.accountId])

    const list = await (await eve.browser.ask('GET', '/api/passkeys')).text()
    const renamed = await eve.browser.ask('PUT', `/api/passkeys/${id}`, { name: 'Mine' })
    const removed = await eve.browser.ask('DELETE', `/api/passkeys/${id}`, {})

    expect(list).not.toContain('canary-passkey')
    expect([renamed.status, removed.status]).toEqual([404, 404])
    expect((await mari.browser.ask('GET', '/api/session')).status).toBe(200)
  })
})

describe('the owner', () => {
  test('shows the password again once the sign-in is more than five minutes old', async () => {
    const { browser, accountId } = await somebody('company-admin', rebane)
    const begin = async (body: object) => browser.ask('POST', '/api/passkeys/challenge', body)
    expect((await begin({})).status).toBe(200)
    await world.owner.query(
      "UPDATE session SET signed_in_at = now() - interval '301 seconds' WHERE account_id = $1",
      [accountId],
    )

    expect(await refusal(await begin({}))).toEqual({ status: 403, code: 'identity/password-needed' })
    expect(await refusal(await begin({ password: 'wrong wrong wrong' }))).toEqual({
      status: 403,
      code: 'identity/wrong-password',
    })
    expect((await begin({ password: goodPassword })).status).toBe(200)
  })

  test('is asked for finger, face or PIN, and for a passkey of this address only', async () => {
    const { browser } = await somebody('company-admin', rebane)

    const adding = await (await browser.ask('POST', '/api/passkeys/challenge', {})).json()
    const entering = await (await world.browser().ask('POST', '/api/session/passkey-challenge')).json()

    expect([adding.rp.id, adding.authenticatorSelection.userVerification]).toEqual([
      'talgud.example',
      'required',
    ])
    expect([adding.authenticatorSelection.residentKey, adding.attestation]).toEqual(['required', 'none'])
    expect([entering.rpId, entering.userVerification]).toEqual(['talgud.example', 'required'])
    expect(Buffer.from(entering.challenge, 'base64url')).toHaveLength(32)
  })

  test('removes a lost one, and with it the sessions it opened elsewhere', async () => {
    const mari = await somebody('company-admin', rebane)
    const thief = world.browser('192.0.2.200')
    await signInAs(thief, mari.email)
    const id = await plantPasskey(mari.accountId)
    await world.owner.query("UPDATE session SET passkey_id = $1 WHERE address = '192.0.2.200'", [id])

    expect((await mari.browser.ask('DELETE', `/api/passkeys/${id}`, {})).status).toBe(204)

    const [mail] = await mailsTo(world, mari.email)
    expect(mail?.subject).toBe('Passkey removed: Phone')
    expect((await thief.ask('GET', '/api/session')).status).toBe(401)
    expect((await mari.browser.ask('GET', '/api/session')).status).toBe(200)
  })

  test('cannot collect more than twenty', async () => {
    const { browser, accountId } = await somebody('company-admin', rebane)
    for (let count = 0; count < 20; count += 1) await plantPasskey(accountId)

    expect(await refusal(await browser.ask('POST', '/api/passkeys/challenge', {}))).toEqual({
      status: 409,
      code: 'identity/too-many-passkeys',
    })
  })
})

describe('staff with a passkey', () => {
  test('change no factor after signing in with the password alone', async () => {
    const { browser, accountId } = await somebody('cluster-manager')
    const id = await plantPasskey(accountId)
    const ask = async ([method, path, body]: [string, string, object]) =>
      (await refusal(await browser.ask(method, path, body))).code

    const codes: unknown[] = []
    for (const each of [
      ['POST', '/api/second-factor', { password: goodPassword }],
      ['PUT', '/api/second-factor', { code: '000000' }],
      ['POST', '/api/passkeys/challenge', { password: goodPassword }],
      ['DELETE', `/api/passkeys/${id}`, { password: goodPassword }],
    ] as [string, string, object][]) {
      codes.push(await ask(each))
    }

    expect(codes).toEqual(Array.from({ length: 4 }, () => 'identity/passkey-first'))
  })

  test('make tokens that live as long as a factor is left', async () => {
    const { browser, accountId } = await somebody('cluster-manager')
    await plantPasskey(accountId)
    await world.owner.query('UPDATE session SET with_second_factor = true WHERE account_id = $1', [accountId])
    const wish = { name: 'x', scopes: ['read:members'], days: 1, password: goodPassword }
    const { token } = await (await browser.ask('POST', '/api/tokens', wish)).json()
    const call = () =>
      world.browser().ask('GET', '/api/test/members', undefined, { authorization: `Bearer ${token}` })
    expect((await call()).status).toBe(200)

    await world.owner.query('DELETE FROM passkey WHERE account_id = $1', [accountId])

    expect(await refusal(await call())).toEqual({ status: 403, code: 'identity/second-factor-needed' })
  })
})

describe('an answer that no authenticator gave', () => {
  const bytes = Buffer.from('anything').toString('base64url')
  const answer = (id: string, userHandle = bytes) => ({
    id,
    rawId: id,
    type: 'public-key',
    response: { clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle },
  })

  test('opens nothing and looks the same for known and unknown passkeys', async () => {
    const mari = await somebody('company-admin', rebane)
    const id = await plantPasskey(mari.accountId)
    const handle = Buffer.from(mari.accountId.replaceAll('-', ''), 'hex').toString('base64url')
    const browser = world.browser()
    const ask = async (body: unknown) => {
      await browser.ask('POST', '/api/session/passkey-challenge')
      const response = await browser.ask('POST', '/api/session/passkey', body)
      const { requestId: _, ...said } = await response.json()
      return { status: response.status, said }
    }

    const known = await ask(answer(`credential-${id}`, handle))
    const foreign = await ask(answer(`credential-${id}`))
    const unknown = await ask(answer('credential-of-nobody'))

    expect(known).toEqual(unknown)
    expect(foreign).toEqual(unknown)
    expect(unknown.said.code).toBe('identity/passkey-refused')
    expect((await browser.ask('GET', '/api/session')).status).toBe(401)
  })

  test('is refused before anything is looked up when it is junk', async () => {
    const junk: unknown[] = [
      {},
      answer('<script>'),
      { ...answer('x'), type: 'password' },
      { ...answer('x'), response: null },
      answer('x'.repeat(20_000)),
    ]
    const statuses: number[] = []
    for (const body of junk)
      statuses.push((await world.browser().ask('POST', '/api/session/passkey', body)).status)

    expect(statuses).toEqual(junk.map(() => 422))
  })

  test('comes too late after five minutes, and old challenges are swept', async () => {
    const browser = world.browser()
    const reasonFor = async () => {
      await browser.ask('POST', '/api/session/passkey', answer('credential-of-nobody'))
      return /"reason":"([^"]+)"/.exec(
        world.log.filter((line) => line.includes('passkey refused')).at(-1) ?? '',
      )?.[1]
    }
    await browser.ask('POST', '/api/session/passkey-challenge')
    expect(await reasonFor()).toBe('unknown passkey')
    world.setTime(new Date(Date.now() - 6 * 60_000))
    await browser.ask('POST', '/api/session/passkey-challenge')
    world.setTime(undefined)
    expect(await reasonFor()).toBe('no challenge was given to this browser')

    await clean(world.house)

    const { rows } = await world.owner.query('SELECT FROM passkey_challenge WHERE expires_at < now()')
    expect(rows).toEqual([])
  })
})
