import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import type { Role } from './actor.ts'
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
  signInAs,
  type TestHouse,
  tokenIn,
} from './factory.ts'

let world: TestHouse
let home: string
let manager: Browser
let staff: Browser
let number = 0
let company: string
let guest: string

beforeAll(async () => {
  world = await openTestHouse()
  home = await addCluster(world, 'home')
  manager = await personWith('cluster-manager', null, 'manager@home.example')
  staff = await personWith('cluster-staff', null, 'staff@home.example')
})
afterAll(() => world.close())
beforeEach(async () => {
  number += 1
  company = await addCompany(world, home, `Rebane ${number} OÜ`)
  guest = `guest${number}@rebane.example`
})
afterEach(async () => {
  await world.owner.query('DELETE FROM sign_in_try')
  forgetCallers()
})

async function personWith(role: Role, companyId: string | null, email: string): Promise<Browser> {
  await addHat(world, home, await addAccount(world, email, { name: email }), role, companyId)
  const browser = world.browser()
  await signInAs(browser, email)
  return browser
}

const invite = (by: Browser, email: string, role: Role = 'company-admin') =>
  by.ask('POST', '/api/invitations', { email, role, companyId: company })

async function linkFor(by: Browser, email: string, role: Role = 'company-admin'): Promise<string> {
  const sent = await invite(by, email, role)
  if (sent.status !== 201) throw new Error(await sent.text())
  return tokenIn((await mailsTo(world, email)).at(-1))
}

const accept = (token: string, name = 'Kalle Kask') =>
  world.browser().ask('POST', `/api/invitations/${token}/acceptance`, { name, password: goodPassword })

const decides = { status: 403, code: 'identity/company-decides' }

test('staff let a company’s first admin in, and nobody after that', async () => {
  const first = await accept(await linkFor(staff, guest))
  const second = await invite(manager, `second-${guest}`)
  const member = await invite(manager, `member-${guest}`, 'company-member')
  const before = await invite(manager, 'x@y.example', 'company-member')

  expect(first.status).toBe(200)
  expect(await refusal(second)).toEqual(decides)
  expect(await refusal(member)).toEqual(decides)
  expect(await refusal(before)).toEqual(decides)
})

test('staff who end a company’s last admin cannot put another mailbox of theirs in the place', async () => {
  await accept(await linkFor(staff, guest))
  const { items } = await (await manager.ask('GET', '/api/people-with-access')).json()
  const hat = items.find((item: { email: string }) => item.email === guest)

  expect((await manager.ask('DELETE', `/api/hats/${hat.id}`)).status).toBe(204)
  expect(await refusal(await invite(manager, `own-${guest}`))).toEqual(decides)
})

test('of two first admins invited at once, also at the same moment, one gets in', async () => {
  const tokens = [await linkFor(staff, guest), await linkFor(manager, `other-${guest}`)]
  const answers = await Promise.all(tokens.map((token, index) => accept(token, `Person ${index}`)))
  const late = answers.find(({ status }) => status !== 200)

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(late && (await refusal(late))).toEqual(decides)
})

test('an invitation that lies waiting opens nothing once the company has had its first admin', async () => {
  const waiting = await linkFor(manager, `waiting-${guest}`)
  await accept(await linkFor(staff, guest))
  await world.owner.query('UPDATE hat SET ended_at = now() WHERE company_id = $1', [company])

  expect(await refusal(await accept(waiting))).toEqual(decides)
})

test('who runs the cluster gets into a company by its own admin only', async () => {
  const colleague = `colleague-${guest}`
  await personWith('cluster-staff', null, colleague)
  const byStaff = await accept(await linkFor(manager, colleague))
  const admin = await personWith('company-admin', company, guest)
  const sent = await invite(admin, colleague)
  const byCompany = await accept(tokenIn((await mailsTo(world, colleague, 2)).at(-1)))

  expect(await refusal(byStaff)).toEqual(decides)
  expect([sent.status, byCompany.status]).toEqual([201, 200])
})

test('an invitation falls with the admin who sent it', async () => {
  const admin = await personWith('company-admin', company, guest)
  const token = await linkFor(admin, `next-${guest}`)
  await world.owner.query('UPDATE hat SET ended_at = now() WHERE company_id = $1', [company])

  expect(await refusal(await accept(token))).toEqual(decides)
})

test('every admin of the company is told who got in, and the managers while it has none', async () => {
  await accept(await linkFor(staff, guest), 'Kalle Kask')
  const toManager = (await mailsTo(world, 'manager@home.example')).filter((mail) =>
    mail.body_text.includes(guest),
  )
  const admin = world.browser()
  await signInAs(admin, guest)
  await accept(await linkFor(admin, `next-${guest}`, 'company-member'), 'Tiit Tamm')
  const toAdmin = await mailsTo(world, guest, 2)
  const managerLater = (await mailsTo(world, 'manager@home.example')).filter((mail) =>
    mail.body_text.includes(`next-${guest}`),
  )

  expect(toManager.map((mail) => mail.subject)).toEqual([`New access: Rebane ${number} OÜ`])
  expect(toAdmin.at(-1)?.body_text).toContain(`Tiit Tamm (next-${guest}) now has access`)
  expect(managerLater).toEqual([])
})
