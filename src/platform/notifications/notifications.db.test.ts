import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { systemActor } from '#platform/identity/actor.ts'
import {
  type Answer,
  addAccount,
  addCluster,
  addCompany,
  addHat,
  type Browser,
  openTestHouse,
  signInAs,
  type TestHouse,
} from '#platform/identity/factory.ts'
import { setUnsubscribers, unsubscribeUrl } from '#platform/mail/unsubscribe.ts'
import { notificationEndpoints } from './endpoints.ts'
import { type NotificationKind, setNotificationKinds } from './kinds.ts'
import { notificationDigestTimer } from './mails.ts'
import { notify, type Recipient } from './notify.ts'
import { notificationUnsubscriber } from './unsubscriber.ts'

const kind = (name: string, change: Partial<NotificationKind> = {}): NotificationKind => ({
  kind: name,
  hats: ['cluster-staff', 'company-admin'],
  usual: 'mail',
  name: { en: `News of ${name}`, et: `Uudis: ${name}` },
  hint: { en: 'Hint', et: 'Vihje' },
  say: (language, data) => `${language} ${String(data.what)}`,
  ...change,
})

let world: TestHouse
let clusterId: string
let companyId: string
let accountId: string
let person: Browser
let rival: Browser
let number = 0

beforeAll(async () => {
  world = await openTestHouse({}, { endpoints: notificationEndpoints })
  setNotificationKinds([
    kind('test/told'),
    kind('test/rare', { usual: 'page' }),
    kind('test/staff', { hats: ['cluster-staff'] }),
  ])
  setUnsubscribers([notificationUnsubscriber])
  clusterId = await addCluster(world, 'home')
  companyId = await addCompany(world, clusterId, 'Rebane OÜ')
  accountId = await addAccount(world, 'mari@rebane.example')
  await addHat(world, clusterId, accountId, 'company-admin', companyId)
  const other = await addCompany(world, clusterId, 'Ilves OÜ')
  const rivalId = await addAccount(world, 'jaan@ilves.example')
  await addHat(world, clusterId, rivalId, 'company-admin', other)
  person = world.browser()
  rival = world.browser('192.0.2.2')
  await signInAs(person, 'mari@rebane.example')
  await signInAs(rival, 'jaan@ilves.example')
})
afterAll(() => world.close())
beforeEach(async () => {
  number += 1
  await world.owner.query('DELETE FROM notification')
  await world.owner.query('DELETE FROM notification_choice')
  await world.owner.query('DELETE FROM mail')
})

const scope = () => ({ clusterId, accountId: '', role: 'system', companyId: null })
const tell = (name = 'test/told', to: Recipient[] = [{ accountId, companyId }], occasion = `${number}`) =>
  inTransaction(world.house.pool, scope(), (tx) =>
    notify(
      tx,
      systemActor(clusterId),
      world.house.clock.now(),
      {
        kind: name,
        objectKind: 'thing',
        objectId: clusterId,
        occasion,
        title: 'A thing',
        data: { what: 'x' },
        link: '/things',
      },
      to,
    ),
  )
const list = async (who: Browser) => (await who.ask('GET', '/api/notifications')).json()
const mails = async () =>
  (await world.owner.query('SELECT recipient, subject, body_text, unsubscribe_url FROM mail ORDER BY id'))
    .rows
async function mailsOnceSent(count: number) {
  for (let patience = 400; patience > 0 && (await mails()).length < count; patience -= 1) {
    await new Promise((done) => setTimeout(done, 50))
  }
  return mails()
}

test('is read by the person it is for, under the hat it is for, and told once', async () => {
  const told = [await tell(), await tell()]

  const mine = await list(person)
  expect(told).toEqual([1, 0])
  expect([mine.unread, mine.items.map((one: Answer & { text: string }) => one.text)]).toEqual([1, ['en x']])
  expect((await list(rival)).items).toEqual([])

  await world.owner.query('UPDATE hat SET role = $1, company_id = NULL WHERE account_id = $2', [
    'cluster-staff',
    accountId,
  ])
  const asStaff = await list(person)
  await world.owner.query('UPDATE hat SET role = $1, company_id = $2 WHERE account_id = $3', [
    'company-admin',
    companyId,
    accountId,
  ])
  expect(asStaff.items).toEqual([])
})

test('is marked as read by its own reader only', async () => {
  await tell()
  const [line] = (await list(person)).items

  await rival.ask('PUT', '/api/notifications/read', { ids: [line.id] })
  const before = (await list(person)).unread
  const after = await (await person.ask('PUT', '/api/notifications/read', { ids: [line.id] })).json()

  expect([before, after.unread]).toEqual([1, 0])
})

test('goes out by mail, with one click to end such mails that works signed out and not by looking', async () => {
  await tell()
  const [mail] = await mailsOnceSent(1)
  const path = new URL(mail.unsubscribe_url).pathname
  const stranger = world.browser('192.0.2.9')
  const choice = async () =>
    (await (await person.ask('GET', '/api/notification-choices')).json()).items.find(
      (one: { kind: string }) => one.kind === 'test/told',
    ).way

  await stranger.ask('GET', path)
  const afterLooking = await choice()
  const clicked = await stranger.ask('POST', path, undefined, {
    'content-type': 'application/x-www-form-urlencoded',
  })
  const madeUp = await stranger.ask('POST', `/unsubscribe/${'x'.repeat(60)}`)
  await tell('test/told', undefined, 'again')

  expect([mail.recipient, mail.subject]).toEqual(['mari@rebane.example', 'News of test/told'])
  expect([afterLooking, clicked.status, madeUp.status, await choice()]).toEqual(['mail', 204, 204, 'page'])
  expect([await mails(), (await list(person)).items.length]).toEqual([[mail], 2])
})

test('the link names nobody, and one changed by a letter ends nothing', async () => {
  const url = unsubscribeUrl(world.house, { clusterId, accountId, what: 'notification', id: 'test/told' })
  const token = url.split('/').at(-1) ?? ''
  const readable = Buffer.from(token, 'base64url').toString('latin1')
  const changed = `${token.slice(0, -2)}${token.endsWith('A') ? 'BB' : 'AA'}`

  await world.browser('192.0.2.9').ask('POST', `/unsubscribe/${changed}`)

  expect(readable).not.toContain(accountId)
  expect((await world.owner.query('SELECT FROM notification_choice')).rows).toEqual([])
})

test('is kept for the morning’s mail, left off the mail, or not told at all, as the person chose', async () => {
  const choose = (name: string, way: string) =>
    person.ask('PUT', '/api/notification-choices', { kind: name, way })
  await choose('test/told', 'digest')
  const foreign = await choose('test/staff', 'mail')
  const unknown = await choose('test/unknown', 'mail')
  world.setTime(new Date('2026-11-10T03:00:00Z'))
  await tell('test/told', undefined, 'one')
  await tell('test/told', undefined, 'two')
  await notificationDigestTimer.run(world.house)
  const beforeMorning = await mails()
  world.setTime(new Date('2026-11-10T06:00:00Z'))
  await notificationDigestTimer.run(world.house)
  await notificationDigestTimer.run(world.house)
  const morning = await mails()
  await choose('test/told', 'off')
  const off = await tell('test/told', undefined, 'three')

  expect([foreign.status, unknown.status]).toEqual([404, 404])
  expect([beforeMorning, morning.map((one) => one.subject), off]).toEqual([
    [],
    ['2 things are new for you'],
    0,
  ])
})

test('reaches nobody by mail whose hat has ended meanwhile', async () => {
  const gone = await addAccount(world, `gone${number}@rebane.example`)
  const hat = await addHat(world, clusterId, gone, 'company-admin', companyId)
  await world.owner.query('UPDATE hat SET ended_at = now() WHERE id = $1', [hat])
  await tell('test/told', [
    { accountId: gone, companyId },
    { accountId, companyId },
  ])

  const sent = await mailsOnceSent(1)

  expect(sent.map((one) => one.recipient)).toEqual(['mari@rebane.example'])
  const { rows } = await world.owner.query('SELECT mail FROM notification ORDER BY mail')
  expect(rows.map((row) => row.mail)).toEqual(['none', 'sent'])
})
