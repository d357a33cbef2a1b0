import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import {
  addAccount,
  addCluster,
  addHat,
  type Browser,
  openTestHouse,
  signInAs,
  type TestHouse,
} from '#platform/identity/factory.ts'
import { sendMail } from './send.ts'

let world: TestHouse
let clusterId: string
let staff: Browser

beforeAll(async () => {
  world = await openTestHouse()
  clusterId = await addCluster(world, 'home')
  await addHat(world, clusterId, await addAccount(world, 'staff@home.example'), 'cluster-staff')
  staff = world.browser()
  await signInAs(staff, 'staff@home.example')
})
afterAll(() => world.close())

test('without a mail server every letter is kept, and read on the mail page of a demo only', async () => {
  const id = await inTransaction(
    world.house.pool,
    { clusterId, accountId: '', role: 'system', companyId: null },
    (tx) =>
      sendMail(tx, clusterId, {
        to: 'reader@rebane.example',
        template: () => ({ subject: 'A link', paragraphs: ['canary-link'] }),
        language: 'en',
        data: {},
        hasSecret: true,
      }),
  )
  let status = 'waiting'
  while (status === 'waiting') status = (await (await staff.ask('GET', `/api/mail/${id}`)).json()).status

  const inDemo = await (await staff.ask('GET', `/api/mail/${id}`)).json()
  world.house.config.mode = 'staging'
  await world.owner.query('UPDATE session SET with_second_factor = true')
  const outside = await (await staff.ask('GET', `/api/mail/${id}`)).json()
  const list = await (await staff.ask('GET', '/api/mail')).text()

  expect(status).toBe('kept')
  expect(inDemo.text).toBe('canary-link\n')
  expect([outside.text, outside.html, outside.subject]).toEqual([null, null, 'A link'])
  expect(list).not.toContain('canary-link')
})

test('a letter’s own page keeps its styles and can neither run, fetch nor be framed elsewhere', async () => {
  const id = await inTransaction(
    world.house.pool,
    { clusterId, accountId: '', role: 'system', companyId: null },
    (tx) =>
      sendMail(tx, clusterId, {
        to: 'reader@rebane.example',
        template: () => ({ subject: '</title><script>1</script>', paragraphs: ['Tere!'] }),
        language: 'et',
        data: {},
      }),
  )
  world.house.config.mode = 'demo'
  await world.owner.query('UPDATE mail SET body_html = $1 WHERE id = $2', [
    '<p style="color: #123456">Tere!</p>',
    id,
  ])
  const page = await staff.ask('GET', `/api/mail/${id}/page`)
  const text = await page.text()
  const policy = page.headers.get('content-security-policy') ?? ''

  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(policy.split('; ').sort()).toEqual([
    "base-uri 'none'",
    "default-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'img-src data:',
    'sandbox',
    "style-src 'unsafe-inline'",
  ])
  expect(text).toContain('<p style="color: #123456">Tere!</p>')
  expect(text).not.toContain('<script>')
})

test('a letter with a sign-in link has no page outside a demo', async () => {
  const { rows } = await world.owner.query<{ id: string }>('SELECT id FROM mail WHERE has_secret LIMIT 1')
  world.house.config.mode = 'staging'
  const page = await staff.ask('GET', `/api/mail/${rows[0]?.id}/page`)

  expect([page.status, (await page.text()).includes('canary-link')]).toEqual([404, false])
})
