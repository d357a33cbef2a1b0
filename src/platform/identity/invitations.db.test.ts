import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import type { Role } from './actor.ts'
import {
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

let world: TestHouse
let home: string
let away: string
let rebane: string
let karu: string
let foreign: string
let manager: Browser
let admin: Browser
let number = 0
let guest: string

beforeAll(async () => {
  world = await openTestHouse()
  home = await addCluster(world, 'home')
  away = await addCluster(world, 'away')
  rebane = await addCompany(world, home, 'Rebane OÜ')
  karu = await addCompany(world, home, 'Karu AS')
  foreign = await addCompany(world, away, 'Foreign Ltd')
  manager = await personWith('cluster-manager', null, 'manager@home.example')
  admin = await personWith('company-admin', rebane, 'admin@rebane.example')
})
afterAll(() => world.close())
beforeEach(() => {
  number += 1
  guest = `guest${number}@rebane.example`
})
afterEach(async () => {
  await world.owner.query('DELETE FROM sign_in_try')
  forgetCallers()
})

async function personWith(
  role: Role,
  companyId: string | null,
  email: string,
  cluster = home,
): Promise<Browser> {
  await addHat(world, cluster, await addAccount(world, email, { name: `The ${role}` }), role, companyId)
  const browser = world.browser()
  await signInAs(browser, email)
  return browser
}

type Invitation = { email: string; role: Role; companyId?: string | null; language?: string }
const invite = (browser: Browser, input: Invitation) => browser.ask('POST', '/api/invitations', input)
const toRebane = () => ({ email: guest, role: 'company-member' as const, companyId: rebane })

async function linkFor(input: Invitation): Promise<string> {
  const sent = await invite(admin, input)
  if (sent.status !== 201) throw new Error(await sent.text())
  return tokenIn((await mailsTo(world, input.email)).at(-1))
}

const accept = (token: string, body: object, browser = world.browser()) =>
  browser.ask('POST', `/api/invitations/${token}/acceptance`, body)

describe('an invitation', () => {
  test('leads a new person from the mail to the first page', async () => {
    const token = await linkFor(toRebane())
    const browser = world.browser()

    const view = await (await browser.ask('GET', `/api/invitations/${token}`)).json()
    const accepted = await accept(token, { name: 'Kalle Kask', password: goodPassword }, browser)
    const session = await accepted.json()

    expect(view).toEqual({
      email: guest,
      clusterName: 'Cluster home',
      role: 'company-member',
      companyName: 'Rebane OÜ',
      hasAccount: false,
    })
    expect(accepted.status).toBe(200)
    expect(session).toMatchObject({
      account: { email: guest, name: 'Kalle Kask' },
      hat: { role: 'company-member', companyId: rebane, companyName: 'Rebane OÜ' },
    })
    expect(await (await browser.ask('GET', '/api/session')).json()).toEqual(session)
  })

  test('speaks the language it was sent in', async () => {
    await invite(admin, { ...toRebane(), language: 'et' })
    const [mail] = await mailsTo(world, guest)

    expect(mail?.subject).toBe('Kutse: Cluster home')
    expect(mail?.has_secret).toBe(true)
  })

  test('works once, also when it is accepted twenty times at the same moment', async () => {
    const token = await linkFor(toRebane())
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, count) =>
        accept(token, { name: `Kalle ${count}`, password: goodPassword }),
      ),
    )
    const { rows } = await world.owner.query(
      'SELECT FROM hat h JOIN account a ON a.id = h.account_id WHERE a.email = $1',
      [guest],
    )

    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(responses.filter(({ status }) => status >= 500)).toEqual([])
    expect(rows).toHaveLength(1)
    expect((await world.browser().ask('GET', `/api/invitations/${token}`)).status).toBe(410)
  })

  test('runs out after 72 hours', async () => {
    const token = await linkFor(toRebane())
    const { rows } = await world.owner.query<{ hours: string }>(
      'SELECT extract(epoch FROM expires_at - created_at) / 3600 AS hours FROM invitation WHERE email = $1',
      [guest],
    )
    await world.owner.query('UPDATE invitation SET expires_at = now() WHERE email = $1', [guest])

    expect(rows.map(({ hours }) => Number(hours))).toEqual([72])
    expect(await refusal(await world.browser().ask('GET', `/api/invitations/${token}`))).toEqual({
      status: 410,
      code: 'identity/link-gone',
    })
    expect((await accept(token, { name: 'Late', password: goodPassword })).status).toBe(410)
  })

  test('opens nobody’s account by itself: whoever has one must prove it in full', async () => {
    const id = await addAccount(world, guest, { name: 'Tiit Tamm' })
    await addHat(world, away, id, 'auditor')
    const own = world.browser()
    await signInAs(own, guest)
    const begun = await (await own.ask('POST', '/api/second-factor', { password: goodPassword })).json()
    await own.ask('PUT', '/api/second-factor', { code: codeAt(begun.secret, new Date()) })
    const sent = await invite(admin, toRebane())
    const mails = await mailsTo(world, guest, 2)
    const token = tokenIn(mails.at(-1))

    const view = await (await world.browser().ask('GET', `/api/invitations/${token}`)).json()
    const wrong = await accept(token, { name: 'Eve', password: 'wrong wrong wrong' })
    const noCode = await accept(token, { name: 'Eve', password: goodPassword })
    const soon = new Date(Date.now() + 60_000)
    world.setTime(soon)
    const right = await accept(token, { password: goodPassword, code: codeAt(begun.secret, soon) })
    world.setTime(new Date())
    const { account, hats } = await right.json()

    expect(sent.status).toBe(201)
    expect(view.hasAccount).toBe(true)
    expect(await refusal(wrong)).toEqual({ status: 401, code: 'identity/wrong-credentials' })
    expect(await refusal(noCode)).toEqual({ status: 401, code: 'identity/code-needed' })
    expect(account).toMatchObject({ name: 'Tiit Tamm', hasSecondFactor: true })
    expect(hats.map((hat: { role: string }) => hat.role)).toEqual(['auditor', 'company-member'])
  })

  test('takes no weak password and no missing name, and stays open meanwhile', async () => {
    const token = await linkFor(toRebane())

    const weak = await accept(token, { name: 'Kalle', password: 'password123456' })
    const nameless = await accept(token, { password: goodPassword })
    const right = await accept(token, { name: 'Kalle', password: goodPassword })

    expect(await refusal(weak)).toEqual({ status: 422, code: 'identity/password-leaked' })
    expect(await refusal(nameless)).toEqual({ status: 422, code: 'identity/name-missing' })
    expect(right.status).toBe(200)
  })

  test('is bound to its address and role, whatever is sent along', async () => {
    const token = await linkFor(toRebane())
    const body = {
      name: 'Eve',
      password: goodPassword,
      email: 'eve@evil.example',
      role: 'cluster-manager',
      companyId: karu,
    }
    const { account, hats } = await (await accept(token, body)).json()

    expect(account.email).toBe(guest)
    expect(hats).toHaveLength(1)
    expect(hats[0]).toMatchObject({ role: 'company-member', companyId: rebane })
  })

  test('goes to exactly one address', async () => {
    const addresses = [
      'guest@rebane.example\r\nBcc: eve@evil.example',
      'guest@rebane.example,eve@evil.example',
      'guest@rebane.example;eve@evil.example',
      '"Guest" <guest@rebane.example>',
      'guest@rebane.example eve@evil.example',
      'guest\u0000@rebane.example',
      'guest@rebane.example\u2028Bcc: eve@evil.example',
      'guest@',
    ]
    const statuses: number[] = []
    for (const email of addresses) statuses.push((await invite(admin, { ...toRebane(), email })).status)
    const { rows } = await world.owner.query(
      "SELECT FROM mail WHERE recipient LIKE '%evil%' OR recipient LIKE 'guest@%'",
    )

    expect(statuses).toEqual(addresses.map(() => 422))
    expect(rows).toEqual([])
  })

  test('can be withdrawn, and sending it again withdraws the one before', async () => {
    const first = await linkFor(toRebane())
    await invite(admin, toRebane())
    const second = tokenIn((await mailsTo(world, guest, 2)).at(-1))
    const { items } = await (await manager.ask('GET', '/api/invitations')).json()
    const ours = items.filter((item: { email: string }) => item.email === guest)
    const open = ours.find((item: { status: string }) => item.status === 'open')

    const withFirst = await world.browser().ask('GET', `/api/invitations/${first}`)
    const withSecond = await world.browser().ask('GET', `/api/invitations/${second}`)
    const withdrawn = await manager.ask('DELETE', `/api/invitations/${open.id}`)
    const after = await world.browser().ask('GET', `/api/invitations/${second}`)

    expect(ours.map((item: { status: string }) => item.status)).toEqual(['open', 'withdrawn'])
    expect([withFirst.status, withSecond.status, withdrawn.status, after.status]).toEqual([
      410, 200, 204, 410,
    ])
  })

  test('has one effect when the page sends it twice under one key', async () => {
    const headers = { 'idempotency-key': `key-for-${guest}` }
    const first = await admin.ask('POST', '/api/invitations', toRebane(), headers)
    const second = await admin.ask('POST', '/api/invitations', toRebane(), headers)

    expect(await second.json()).toEqual(await first.json())
    expect(await mailsTo(world, guest)).toHaveLength(1)
  })
})

describe('who may invite whom', () => {
  test('follows the hat', async () => {
    const staff = await personWith('cluster-staff', null, 'staff@home.example')
    const member = await personWith('company-member', rebane, 'member@rebane.example')
    const kuusk = await addCompany(world, home, 'No admin yet OÜ')
    const attempts: [Role, string | null][] = [
      ['cluster-manager', null],
      ['cluster-staff', null],
      ['auditor', null],
      ['outside-contact', null],
      ['company-admin', rebane],
      ['company-admin', kuusk],
      ['company-member', rebane],
      ['company-member', karu],
      ['company-member', foreign],
      ['company-member', null],
      ['auditor', rebane],
    ]
    const table: Record<string, number[]> = {}
    for (const [name, browser] of Object.entries({ manager, staff, admin, member })) {
      table[name] = []
      for (const [role, companyId] of attempts) {
        table[name].push((await invite(browser, { email: guest, role, companyId })).status)
      }
    }

    expect(table).toEqual({
      manager: [201, 201, 201, 201, 403, 201, 403, 403, 404, 403, 403],
      staff: [403, 403, 201, 201, 403, 201, 403, 403, 404, 403, 403],
      admin: [403, 403, 403, 403, 201, 403, 201, 403, 403, 403, 403],
      member: [403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    })
  })

  test('and the list shows a company’s admin nothing of other companies', async () => {
    const ofKaru = await personWith('company-admin', karu, 'admin@karu.example')
    await invite(admin, { email: 'secret-hire@rebane.example', role: 'company-admin', companyId: rebane })
    await invite(manager, { email: 'auditor@state.example', role: 'auditor' })
    await invite(ofKaru, { email: 'colleague@karu.example', role: 'company-member', companyId: karu })

    const list = await (await ofKaru.ask('GET', '/api/invitations')).json()
    const all = await (await manager.ask('GET', '/api/invitations')).json()
    const other = all.items.find((item: { email: string }) => item.email === 'secret-hire@rebane.example')
    const taken = await ofKaru.ask('DELETE', `/api/invitations/${other.id}`)

    expect(new Set(list.items.map((item: { companyId: string }) => item.companyId))).toEqual(new Set([karu]))
    expect(JSON.stringify(list)).not.toContain('secret-hire')
    expect(JSON.stringify(list)).not.toContain('auditor@state')
    expect(await refusal(taken)).toEqual({ status: 404, code: 'platform/not-found' })
  })

  test('and another cluster’s invitations look like none at all', async () => {
    const stranger = await personWith('cluster-manager', null, 'manager@away.example', away)
    await invite(admin, toRebane())
    const { items } = await (await manager.ask('GET', '/api/invitations')).json()

    const foreignOne = await stranger.ask('DELETE', `/api/invitations/${items[0].id}`)
    const missing = await stranger.ask('DELETE', '/api/invitations/00000000-0000-7000-8000-000000000000')

    expect(await refusal(foreignOne)).toEqual(await refusal(missing))
    expect((await (await stranger.ask('GET', '/api/invitations')).json()).items).toEqual([])
  })
})

describe('people with access', () => {
  test('are listed for staff, and of the own company for its admin', async () => {
    const kuusk = await addCompany(world, home, 'Kuusk OÜ')
    const admin = await personWith('company-admin', kuusk, 'admin@kuusk.example')

    const own = await (await admin.ask('GET', '/api/people-with-access')).json()
    const all = await (await manager.ask('GET', '/api/people-with-access')).json()

    expect(own.items).toEqual([
      {
        id: expect.any(String),
        accountId: expect.any(String),
        name: 'The company-admin',
        email: 'admin@kuusk.example',
        role: 'company-admin',
        companyId: kuusk,
        companyName: 'Kuusk OÜ',
        givenAt: expect.any(String),
        lastWornAt: expect.any(String),
        mayEnd: true,
      },
    ])
    expect(all.items.length).toBeGreaterThan(own.items.length)
    expect(JSON.stringify(all)).not.toContain('@away.example')
  })

  test('lose their access at once when their hat is ended, and the invitations they sent with it', async () => {
    const admin = await personWith('company-admin', rebane, `leaver${number}@rebane.example`)
    await invite(admin, toRebane())
    const token = tokenIn((await mailsTo(world, guest)).at(-1))
    const { items } = await (await manager.ask('GET', '/api/people-with-access')).json()
    const hat = items.find((item: { email: string }) => item.email === `leaver${number}@rebane.example`)

    const ended = await manager.ask('DELETE', `/api/hats/${hat.id}`)
    const next = await admin.ask('GET', '/api/invitations')
    const link = await world.browser().ask('GET', `/api/invitations/${token}`)
    const again = await manager.ask('DELETE', `/api/hats/${hat.id}`)

    expect(ended.status).toBe(204)
    expect(next.status).toBe(401)
    expect(link.status).toBe(410)
    expect(again.status).toBe(404)
  })

  test('wearing an ended hat are refused even while a session is still there', async () => {
    const admin = await personWith('company-admin', rebane, `late${number}@rebane.example`)
    await world.owner.query(
      'UPDATE hat SET ended_at = now() WHERE account_id = (SELECT id FROM account WHERE email = $1)',
      [`late${number}@rebane.example`],
    )

    const refused = await admin.ask('GET', '/api/invitations')
    const session = await (await admin.ask('GET', '/api/session')).json()

    expect(refused.status).toBe(403)
    expect([session.hat, session.hats, session.abilities]).toEqual([null, [], []])
  })

  test('obey a changed role with the next request', async () => {
    const staff = await personWith('cluster-staff', null, `lowered${number}@home.example`)
    await world.owner.query(
      "UPDATE hat SET role = 'auditor' WHERE account_id = (SELECT id FROM account WHERE email = $1)",
      [`lowered${number}@home.example`],
    )

    expect((await staff.ask('GET', '/api/people-with-access')).status).toBe(403)
  })

  test('never lose their last manager, not even when two end each other at the same moment', async () => {
    const cluster = await addCluster(world, 'lonely')
    const first = await personWith('cluster-manager', null, 'first@lonely.example', cluster)
    const second = await personWith('cluster-manager', null, 'second@lonely.example', cluster)
    const { items } = await (await first.ask('GET', '/api/people-with-access')).json()
    const idOf = (email: string) => items.find((item: { email: string }) => item.email === email).id

    const both = await Promise.all([
      first.ask('DELETE', `/api/hats/${idOf('second@lonely.example')}`),
      second.ask('DELETE', `/api/hats/${idOf('first@lonely.example')}`),
    ])
    const { rows } = await world.owner.query(
      "SELECT FROM hat WHERE cluster_id = $1 AND role = 'cluster-manager' AND ended_at IS NULL",
      [cluster],
    )

    expect(both.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(rows).toHaveLength(1)
  })

  test('are ended by those only who could have let them in', async () => {
    const staff = await personWith('cluster-staff', null, `ender${number}@home.example`)
    const admin = await personWith('company-admin', rebane, `ender${number}@rebane.example`)
    const stranger = await personWith('cluster-manager', null, `ender${number}@away.example`, away)
    const { items } = await (await manager.ask('GET', '/api/people-with-access')).json()
    const ofManager = items.find((item: { email: string }) => item.email === 'manager@home.example').id

    expect(await refusal(await staff.ask('DELETE', `/api/hats/${ofManager}`))).toEqual({
      status: 403,
      code: 'platform/not-allowed',
    })
    expect((await admin.ask('DELETE', `/api/hats/${ofManager}`)).status).toBe(404)
    expect((await stranger.ask('DELETE', `/api/hats/${ofManager}`)).status).toBe(404)
    expect(sessionTokenOf(manager)).not.toBe('')
    expect((await manager.ask('GET', '/api/session')).status).toBe(200)
  })
})
