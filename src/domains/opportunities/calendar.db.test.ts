import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { numberedNotice, storeNotices } from './factory.ts'
import { calendarFile } from './queries/calendar-file.ts'

let world: World
let ours: Person
let rival: Person
let ids: Record<string, string>

beforeAll(async () => {
  world = await openWorld()
  world.house.clock.now = () => new Date('2026-11-10T12:00:00Z')
  ours = await world.person('company-admin', await world.addCompany('Kuuse Optika OÜ'))
  rival = await world.person('company-admin', await world.addCompany('Räni Raadio AS'))
  await storeNotices(world.house, world.clusterId, [
    numberedNotice(1),
    numberedNotice(2, {
      title: { en: 'Radios; cheap, good\r\nBEGIN:VALARM\nATTENDEE:mailto:eve@evil.example\u2028x\\n' },
      buyers: [{ name: { en: 'Buyer\r\nX-EVIL:1' }, country: 'EE' }] as never,
      requestDeadline: { date: '2026-12-01', time: '10:00:00', offset: '+02:00' },
    }),
    numberedNotice(3, { title: { en: 'canary kitchens' } }),
  ])
  const { rows } = await world.owner.query<{ key: string; id: string }>('SELECT key, id FROM notice')
  ids = Object.fromEntries(rows.map((row) => [String(Number(row.key.slice(0, 8))), row.id]))
  for (const number of ['1', '2']) await ours.ask('PUT', `/api/notices/${ids[number]}/watch`)
})
afterAll(() => world.close())

const make = async (who: Person, searchId: string | null = null) => {
  const response = await who.ask('POST', '/api/calendar-feeds', { searchId })
  const { id, url } = (await response.json()) as { id: string; url: string }
  return { id, path: new URL(url).pathname }
}
const read = (path: string) => world.app.request(`http://localhost${path}`)
const unfolded = async (path: string) => (await (await read(path)).text()).replaceAll('\r\n ', '')

test('the calendar holds what its owner watches, in the cluster’s time zone with its rules', async () => {
  const { path } = await make(ours)
  const response = await read(path)
  const text = await unfolded(path)

  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/calendar; charset=utf-8',
  ])
  expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Tallinn')
  expect(text).toContain('SUMMARY:Tenders due: Night vision goggles')
  // 23:59:59 in Helsinki, where the buyer is.
  expect(text).toContain('DTSTART;TZID=Europe/Tallinn:20270115T235959')
  expect(text).toContain('DTSTART;TZID=Europe/Tallinn:20261201T100000')
  expect(text).toContain('DTSTAMP:20261110T120000Z\r\n')
  expect(text).not.toContain('canary')
})

test('what a notice says stays within its line, whatever it says', async () => {
  const text = await unfolded((await make(ours)).path)
  const lines = text.split('\r\n')

  expect(lines.filter((line) => line.startsWith('SUMMARY')).toSorted()).toEqual([
    'SUMMARY:Requests due: Radios\\; cheap\\, good BEGIN:VALARM ATTENDEE:mailto:eve@evil.example x\\\\n',
    'SUMMARY:Tenders due: Night vision goggles',
    'SUMMARY:Tenders due: Radios\\; cheap\\, good BEGIN:VALARM ATTENDEE:mailto:eve@evil.example x\\\\n',
  ])
  expect(lines.filter((line) => /^(ATTENDEE|X-EVIL)/.test(line))).toEqual([])
  expect(text).not.toMatch(/(?<!\r)\n/)
  expect(lines.filter((line) => line === 'BEGIN:VALARM').length).toBe(3)
})

test('a search’s calendar holds what the search finds', async () => {
  const saved = await ours.ask('POST', '/api/saved-searches', {
    name: 'Kitchens\r\nX-EVIL:1'.replaceAll(/[\r\n]/g, ' '),
    address: { q: 'kitchens' },
    sharing: 'mine',
  })
  const { items } = (await saved.json()) as { items: { id: string }[] }
  const foreign = await rival.ask('POST', '/api/calendar-feeds', { searchId: items[0]?.id })
  const { path } = await make(ours, items[0]?.id)

  const text = await unfolded(path)
  expect(foreign.status).toBe(404)
  expect(text.match(/SUMMARY:.*/g)?.map((line) => line.trim())).toEqual([
    'SUMMARY:Tenders due: canary kitchens',
  ])
})

test('a revoked address answers as one that never was, and only its owner revokes it', async () => {
  const { id, path } = await make(ours)
  const byRival = await rival.ask('DELETE', `/api/calendar-feeds/${id}`)
  const before = (await read(path)).status
  await ours.ask('DELETE', `/api/calendar-feeds/${id}`)
  const revoked = await read(path)
  const never = await read(`/api/calendar/${'x'.repeat(43)}.ics`)

  expect([byRival.status, before, revoked.status, never.status]).toEqual([404, 200, 404, 404])
  const body = async (response: Response) => {
    const { requestId: _, ...rest } = (await response.json()) as Record<string, unknown>
    return rest
  }
  expect(await body(revoked)).toEqual(await body(never))
})

test('the calendar shows what its owner’s present hat sees, and nothing once there is none', async () => {
  const person = await world.person('company-member', ours.actor.companyId)
  await ours.ask(
    'PUT',
    `/api/notices/${ids[3]}/answers/${ours.actor.companyId}`,
    { answer: 'interested' },
    { 'if-match': '"0"' },
  )
  const { path } = await make(person)
  const asMember = await unfolded(path)
  await world.owner.query(
    "UPDATE hat SET role = 'outside-contact', company_id = NULL WHERE account_id = $1",
    [person.accountId],
  )
  const asOutsider = (await read(path)).status

  expect(asMember).toContain('canary kitchens')
  expect(asOutsider).toBe(404)
})

test('the secret is kept as a hash only, and the list does not tell it', async () => {
  const { path } = await make(ours)
  const token = path.split('/').at(-1)?.replace('.ics', '') ?? ''
  const { rows } = await world.owner.query('SELECT * FROM calendar_feed')
  const list = await (await ours.ask('GET', '/api/calendar-feeds')).text()

  expect(JSON.stringify(rows)).not.toContain(token)
  expect(list).not.toContain(token)
  expect(await (await rival.ask('GET', '/api/calendar-feeds')).json()).toEqual({ items: [] })
})

test('the page’s deadlines are those of the asked days', async () => {
  type Deadlines = { items: { title: string; which: string; at: string }[] }
  const december = await ours.get<Deadlines>('/api/notice-deadlines?from=2026-12-01&until=2026-12-31')
  const all = await ours.get<Deadlines>('/api/notice-deadlines?from=2027-01-01&until=2027-01-31&of=open')

  expect(december.items.map((one) => [one.which, one.at])).toEqual([['request', '2026-12-01T08:00:00Z']])
  expect(all.items.length).toBe(3)
})

test('a zone whose rules nobody knows falls back to UTC', () => {
  const about = { name: null, timeZone: 'Mars/Olympus', url: 'https://x.example', now: new Date(0) }
  const file = calendarFile('et', about, [
    { noticeId: 'n', title: 't', buyer: null, which: 'tender', at: '2026-12-01T08:00:00Z' },
    { noticeId: 'n', title: 't', buyer: null, which: 'due', at: '2026-12-02' },
  ])

  expect(file).toContain('DTSTART:20261201T080000Z')
  expect(file).toContain('DTSTART;VALUE=DATE:20261202')
})
