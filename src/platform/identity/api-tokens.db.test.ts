import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { endpoint } from '#platform/http/endpoint.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import type { Role } from './actor.ts'
import { clean } from './cleaning.ts'
import {
  type Answer,
  addAccount,
  addCluster,
  addCompany,
  addHat,
  type Browser,
  codeAt,
  goodPassword,
  mailsTo,
  openTestHouse,
  refusal,
  sessionTokenOf,
  signInAs,
  type TestHouse,
  tokenIn,
} from './factory.ts'
import { hashToken } from './secrets.ts'

let world: TestHouse
let home: string
let rebane: string
let karu: string
let number = 0

const knock = ['cluster-manager', 'company-admin', 'company-member'] as const
const doors = [
  endpoint({
    method: 'get',
    path: '/api/test/members',
    summary: 'Who asks, as the database sees it',
    tag: 'Members',
    knock,
    answer: z.object({
      account: z.string(),
      role: z.string(),
      company: z.string().nullable(),
      cluster: z.string(),
    }),
    async handle({ tx }) {
      const { rows } = await tx.client.query<{
        account: string
        role: string
        company: string
        cluster: string
      }>(
        'SELECT current_account() AS account, current_hat() AS role, current_company() AS company, current_cluster() AS cluster',
      )
      const [row] = rows
      if (!row) throw new Error('no row')
      return row
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/test/members',
    summary: 'Changes something',
    tag: 'Members',
    knock,
    body: z.object({ text: z.string() }),
    async handle({ tx, actor, house }) {
      await record(tx, actor, house.clock.now(), {
        action: 'test/done',
        objectKind: 'note',
        objectId: newId(),
      })
      return undefined
    },
  }),
]

beforeAll(async () => {
  world = await openTestHouse({ mode: 'production', publicUrl: 'http://localhost' }, { endpoints: doors })
  home = await addCluster(world, 'home')
  rebane = await addCompany(world, home, 'Rebane OÜ')
  karu = await addCompany(world, home, 'Karu AS')
})
afterAll(() => world.close())
beforeEach(() => forgetCallers())
afterEach(() => world.owner.query('DELETE FROM sign_in_try'))

type Somebody = { browser: Browser; accountId: string; hatId: string; email: string }

async function somebody(role: Role, companyId: string | null = null, clusterId = home): Promise<Somebody> {
  number += 1
  const email = `person${number}@rebane.example`
  const accountId = await addAccount(world, email)
  const hatId = await addHat(world, clusterId, accountId, role, companyId)
  const browser = world.browser(`192.0.2.${number}`)
  await signInAs(browser, email)
  return { browser, accountId, hatId, email }
}

const wish = { name: 'Nightly export', scopes: ['read:members'], days: 30, password: goodPassword }

async function make(
  browser: Browser,
  change: Record<string, unknown> = {},
): Promise<{ id: string; token: string }> {
  const response = await browser.ask('POST', '/api/tokens', { ...wish, ...change })
  if (response.status !== 201) throw new Error(`answered ${response.status}: ${await response.text()}`)
  return response.json()
}

/** A program: no cookies, only the token. */
async function call(
  token: string,
  method = 'GET',
  path = '/api/test/members',
  body?: unknown,
): Promise<Answer> {
  return world.browser('203.0.113.9').ask(method, path, body, { authorization: `Bearer ${token}` })
}

describe('an API token', () => {
  test('acts under the hat it was made for, is shown once and kept as a hash', async () => {
    const mari = await somebody('company-admin', rebane)
    const { id, token } = await make(mari.browser)

    const answer = await call(token)
    const list = await (await mari.browser.ask('GET', '/api/tokens')).json()
    const { rows } = await world.owner.query('SELECT * FROM api_token WHERE id = $1', [id])

    expect(token).toMatch(/^tlg_[\w-]{43}$/)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      account: mari.accountId,
      role: 'company-admin',
      company: rebane,
      cluster: home,
    })
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(rows[0].token_hash).toBe(hashToken(token))
    expect(JSON.stringify([rows, list, world.log])).not.toContain(token)
    expect(list).toEqual({
      items: [
        {
          id,
          name: 'Nightly export',
          scopes: ['read:members'],
          ending: token.slice(-4),
          ownerName: 'Mari Mets',
          isOwn: true,
          role: 'company-admin',
          companyName: 'Rebane OÜ',
          createdAt: expect.any(String),
          expiresAt: expect.any(String),
          lastUsedAt: expect.any(String),
          status: 'live',
        },
      ],
      offered: ['read:activity', 'read:members', 'write:members'],
    })
    const [mail] = await mailsTo(world, mari.email)
    expect(mail?.subject).toBe('New API token: Nightly export')
    expect(mail?.body_text).not.toContain(token)
  })

  test('does what its scopes name and nothing else', async () => {
    const mari = await somebody('company-admin', rebane)
    const reader = await make(mari.browser)
    const writer = await make(mari.browser, { scopes: ['write:members'] })
    const write = (token: string) => call(token, 'POST', '/api/test/members', { text: 'x' })

    expect((await call(reader.token)).status).toBe(200)
    expect(await refusal(await write(reader.token))).toEqual({ status: 403, code: 'identity/token-scope' })
    expect((await write(writer.token)).status).toBe(204)
    expect(await refusal(await call(writer.token))).toEqual({ status: 403, code: 'identity/token-scope' })
  })

  test('never touches identity, whatever it was made for', async () => {
    const mari = await somebody('company-admin', rebane)
    const { token, id } = await make(mari.browser, {
      scopes: ['read:members', 'write:members', 'read:activity'],
    })
    const asked: [string, string, unknown?][] = [
      ['GET', '/api/session'],
      ['PUT', '/api/session/hat', { hatId: mari.hatId }],
      ['GET', '/api/sessions'],
      ['DELETE', '/api/sessions'],
      ['PUT', '/api/account/password', { current: goodPassword, next: 'seven herons above the marsh' }],
      ['PATCH', '/api/account', { name: 'Taken' }],
      ['POST', '/api/second-factor', { password: goodPassword }],
      ['POST', '/api/invitations', { email: 'eve@evil.example', role: 'company-admin', companyId: rebane }],
      ['GET', '/api/people-with-access'],
      ['DELETE', `/api/hats/${mari.hatId}`],
      ['GET', '/api/tokens'],
      ['POST', '/api/tokens', wish],
      ['DELETE', `/api/tokens/${id}`],
      ['GET', '/api/mail'],
    ]

    const codes: unknown[] = []
    for (const [method, path, body] of asked)
      codes.push((await refusal(await call(token, method, path, body))).code)

    expect(codes).toEqual(asked.map(() => 'identity/token-scope'))
    expect((await call(token)).status).toBe(200)
  })

  test('is refused beside a cookie, in a cookie’s place, and when it is a session', async () => {
    const mari = await somebody('company-admin', rebane)
    const { token } = await make(mari.browser)
    const both = { authorization: `Bearer ${token}` }
    const session = sessionTokenOf(mari.browser)
    const smuggled = world.browser()
    smuggled.cookies.set('__Host-talgud', token)

    const answers = [
      await mari.browser.ask('GET', '/api/test/members', undefined, both),
      await mari.browser.ask('POST', '/api/session', { email: mari.email, password: goodPassword }, both),
      await smuggled.ask('GET', '/api/test/members'),
      await call(session),
      await call(`tlg_${session}`),
      await call(''),
      await world.browser().ask('GET', '/api/test/members', undefined, { authorization: `Basic ${token}` }),
      await call(token, 'POST', '/api/test/members', { text: 'x' }).then(() =>
        world
          .browser()
          .ask('POST', '/api/test/members', { text: 'x' }, { ...both, origin: 'https://evil.example' }),
      ),
    ]

    expect(await Promise.all(answers.map(refusal))).toEqual([
      { status: 400, code: 'identity/two-passes' },
      { status: 400, code: 'identity/two-passes' },
      { status: 401, code: 'identity/sign-in-first' },
      { status: 401, code: 'identity/token-dead' },
      { status: 401, code: 'identity/token-dead' },
      { status: 401, code: 'identity/token-dead' },
      { status: 401, code: 'identity/sign-in-first' },
      { status: 403, code: 'platform/other-site' },
    ])
    expect(answers[4]?.headers.get('www-authenticate')).toMatch(/^Bearer /)
    // A proxy's own password before ours is no pass, and takes none away.
    const proxied = await mari.browser.ask('GET', '/api/test/members', undefined, {
      authorization: 'Basic eDp5',
    })
    expect(proxied.status).toBe(200)
  })

  test('has an allowance of its own, and leaves its owner’s alone', async () => {
    const mari = await somebody('company-admin', rebane)
    const first = await make(mari.browser)
    const second = await make(mari.browser)
    world.setTime(new Date())
    const statuses = new Map<number, number>()
    for (let count = 0; count < 305; count += 1) {
      const { status } = await call(first.token)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }

    expect([...statuses]).toEqual([
      [200, 300],
      [429, 5],
    ])
    expect((await call(second.token)).status).toBe(200)
    expect((await mari.browser.ask('GET', '/api/test/members')).status).toBe(200)
    world.setTime(undefined)
  })

  test('guessed by the hundred is refused before the database is asked', async () => {
    world.setTime(new Date())
    const statuses: number[] = []
    for (let count = 0; count < 122; count += 1) {
      const guess = `tlg_${String(count).padStart(43, 'x')}`
      statuses.push((await call(guess)).status)
    }

    world.setTime(undefined)
    expect(statuses.slice(0, 120).every((status) => status === 401)).toBe(true)
    expect(statuses.slice(120)).toEqual([429, 429])
  })

  test('is written down: making, revoking, and each of its deeds with the token', async () => {
    const mari = await somebody('company-admin', rebane)
    const { id, token } = await make(mari.browser, { scopes: ['write:members'] })
    await call(token, 'POST', '/api/test/members', { text: 'x' })
    await mari.browser.ask('DELETE', `/api/tokens/${id}`)

    const { rows } = await world.owner.query(
      `SELECT action, actor_role, payload FROM journal_entry JOIN journal_payload USING (cluster_id, number)
       WHERE actor_id = $1 ORDER BY number`,
      [mari.accountId],
    )

    const actor_role = 'company-admin'
    expect(rows).toEqual([
      {
        action: 'identity/token-made',
        actor_role,
        payload: { title: 'Nightly export', scopes: ['write:members'], days: 30, companyId: rebane },
      },
      { action: 'test/done', actor_role, payload: { apiToken: id } },
      {
        action: 'identity/token-revoked',
        actor_role,
        payload: { title: 'Nightly export', companyId: rebane },
      },
    ])
  })
})

describe('a token dies', () => {
  const dead = { status: 401, code: 'identity/token-dead' }

  test('when it is revoked, at once', async () => {
    const mari = await somebody('company-admin', rebane)
    const { id, token } = await make(mari.browser)
    expect((await call(token)).status).toBe(200)

    expect((await mari.browser.ask('DELETE', `/api/tokens/${id}`)).status).toBe(204)

    expect(await refusal(await call(token))).toEqual(dead)
    expect((await mari.browser.ask('DELETE', `/api/tokens/${id}`)).status).toBe(404)
  })

  test('when its hat ends, and does not come back with a new one', async () => {
    const mari = await somebody('company-admin', rebane)
    const { token } = await make(mari.browser)
    await world.owner.query('UPDATE hat SET ended_at = now() WHERE id = $1', [mari.hatId])
    await addHat(world, home, mari.accountId, 'company-admin', rebane)

    expect(await refusal(await call(token))).toEqual(dead)
  })

  test('when the account is deactivated', async () => {
    const mari = await somebody('company-admin', rebane)
    const { token } = await make(mari.browser)
    await world.owner.query('UPDATE account SET deactivated_at = now() WHERE id = $1', [mari.accountId])

    expect(await refusal(await call(token))).toEqual(dead)
  })

  test('when it runs out', async () => {
    const mari = await somebody('company-admin', rebane)
    const { id, token } = await make(mari.browser)
    await world.owner.query(
      "UPDATE api_token SET created_at = now() - interval '31 days', expires_at = now() - interval '1 second' WHERE id = $1",
      [id],
    )

    expect(await refusal(await call(token))).toEqual(dead)
    const { items }: { items: { id: string; status: string }[] } = await (
      await mari.browser.ask('GET', '/api/tokens')
    ).json()
    expect(items.find((one) => one.id === id)?.status).toBe('expired')
  })

  test('when a forgotten password is replaced, as the account may have been in other hands', async () => {
    const mari = await somebody('company-admin', rebane)
    const { token } = await make(mari.browser)
    await mari.browser.ask('POST', '/api/password-resets', { email: mari.email })
    const mails = await mailsTo(world, mari.email, 2)
    const link = tokenIn(mails.find((mail) => mail.has_secret))
    await mari.browser.ask('PUT', `/api/password-resets/${link}`, {
      password: 'seven herons above the marsh',
    })

    expect(await refusal(await call(token))).toEqual(dead)
  })

  test('for staff, when their second factor is switched off', async () => {
    const kadri = await somebody('cluster-manager')
    expect(await refusal(await kadri.browser.ask('POST', '/api/tokens', wish))).toEqual({
      status: 403,
      code: 'identity/second-factor-needed',
    })
    const begun = await kadri.browser.ask('POST', '/api/second-factor', { password: goodPassword })
    const { secret } = await begun.json()
    await kadri.browser.ask('PUT', '/api/second-factor', { code: codeAt(secret, new Date()) })
    const { token } = await make(kadri.browser)
    expect((await call(token)).status).toBe(200)

    await world.owner.query('UPDATE account_secret SET second_factor_on_at = NULL WHERE account_id = $1', [
      kadri.accountId,
    ])

    expect(await refusal(await call(token))).toEqual({ status: 403, code: 'identity/second-factor-needed' })
  })

  test('and is forgotten three months later, not before', async () => {
    const mari = await somebody('company-admin', rebane)
    const long = await make(mari.browser)
    const lately = await make(mari.browser)
    const living = await make(mari.browser)
    await world.owner.query("UPDATE api_token SET revoked_at = now() - interval '91 days' WHERE id = $1", [
      long.id,
    ])
    await world.owner.query("UPDATE api_token SET revoked_at = now() - interval '89 days' WHERE id = $1", [
      lately.id,
    ])

    await clean(world.house)

    const { rows } = await world.owner.query('SELECT id FROM api_token WHERE account_id = $1 ORDER BY id', [
      mari.accountId,
    ])
    expect(rows.map((row) => row.id)).toEqual([lately.id, living.id].sort())
  })
})

describe('making one', () => {
  test('takes the password, a right the role has, and a year at most', async () => {
    const mari = await somebody('company-admin', rebane)
    const ask = async (change: Record<string, unknown>) =>
      refusal(await mari.browser.ask('POST', '/api/tokens', { ...wish, ...change }))

    expect([
      await ask({ password: 'wrong wrong wrong' }),
      await ask({ scopes: ['write:tender-feed'] }),
      await ask({ scopes: ['read:members', 'write:identity'] }),
      await ask({ scopes: [] }),
      await ask({ days: 366 }),
      await ask({ days: 0 }),
      await ask({ name: ' ' }),
    ]).toEqual([
      { status: 403, code: 'identity/wrong-password' },
      { status: 422, code: 'identity/scope-not-offered' },
      { status: 422, code: 'identity/scope-not-offered' },
      { status: 422, code: 'platform/invalid' },
      { status: 422, code: 'platform/invalid' },
      { status: 422, code: 'platform/invalid' },
      { status: 422, code: 'platform/invalid' },
    ])
    const { rows } = await world.owner.query('SELECT FROM api_token WHERE account_id = $1', [mari.accountId])
    expect(rows).toEqual([])
  })

  test('stops at twenty living ones, also when two are made at the same time', async () => {
    const mari = await somebody('company-admin', rebane)
    await world.owner.query(
      `INSERT INTO api_token (cluster_id, id, account_id, hat_id, company_id, name, scopes, token_hash, ending, with_second_factor, expires_at)
       SELECT $1, gen_random_uuid(), $2, $3, $4, 'x', '{read:members}', 'x' || n, 'xxxx', false, now() + interval '1 day'
       FROM generate_series(1, 19) n`,
      [home, mari.accountId, mari.hatId, rebane],
    )

    const both = await Promise.all([1, 2].map(() => mari.browser.ask('POST', '/api/tokens', wish)))

    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})

describe('who sees and revokes', () => {
  test('the owner, the admins of its company, and staff of its cluster; to others it is not there', async () => {
    const foreign = await addCluster(world, `foreign${number}`)
    const member = await somebody('company-member', rebane)
    const { id } = await make(member.browser, { name: 'canary-token' })
    const colleague = await somebody('company-member', rebane)
    const boss = await somebody('company-admin', rebane)
    const other = await somebody('company-admin', karu)
    const elsewhere = await somebody('company-admin', await addCompany(world, foreign, 'Hunt'), foreign)
    const manager = await somebody('cluster-manager')
    await world.owner.query('UPDATE session SET with_second_factor = true WHERE account_id = $1', [
      manager.accountId,
    ])
    const sees = async ({ browser }: Somebody) =>
      (await (await browser.ask('GET', '/api/tokens')).text()).includes('canary-token')
    const revoke = async ({ browser }: Somebody) => (await browser.ask('DELETE', `/api/tokens/${id}`)).status

    const seen: boolean[] = []
    for (const one of [member, colleague, boss, other, elsewhere, manager]) seen.push(await sees(one))
    const tried: number[] = []
    for (const one of [colleague, other, elsewhere]) tried.push(await revoke(one))
    const again = await make(member.browser)

    expect(seen).toEqual([true, false, true, false, false, true])
    expect(tried).toEqual([404, 404, 404])
    expect(await revoke(boss)).toBe(204)
    expect((await manager.browser.ask('DELETE', `/api/tokens/${again.id}`)).status).toBe(204)
    expect((await call(again.token)).status).toBe(401)
  })
})
