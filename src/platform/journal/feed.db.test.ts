import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { systemActor } from '#platform/identity/actor.ts'
import {
  addAccount,
  addCluster,
  addCompany,
  addHat,
  type Browser,
  openTestHouse,
  signInAs,
  type TestHouse,
} from '#platform/identity/factory.ts'
import { newId } from '#platform/new-id.ts'
import { type Happening, record } from './journal.ts'

let world: TestHouse
let home: string
let rebane: string
let karu: string
const people: Record<string, Browser> = {}

beforeAll(async () => {
  world = await openTestHouse()
  home = await addCluster(world, 'home')
  const away = await addCluster(world, 'away')
  rebane = await addCompany(world, home, 'Rebane OÜ')
  karu = await addCompany(world, home, 'Karu AS')
  const seats = [
    ['manager', home, 'cluster-manager', null],
    ['auditor', home, 'auditor', null],
    ['member', home, 'company-member', rebane],
    ['contact', home, 'outside-contact', null],
    ['stranger', away, 'cluster-manager', null],
  ] as const
  for (const [name, cluster, role, companyId] of seats) {
    const accountId = await addAccount(world, `${name}@home.example`, { name })
    await addHat(world, cluster, accountId, role, companyId)
    people[name] = world.browser()
    await signInAs(people[name], `${name}@home.example`)
  }
})
afterAll(() => world.close())

const happen = (happening: Omit<Happening, 'action'>) =>
  inTransaction(world.house.pool, { clusterId: home, accountId: '', role: 'system', companyId: null }, (tx) =>
    record(tx, systemActor(home), new Date(), { action: 'test/happened', ...happening }),
  )

async function titlesFor(name: string): Promise<unknown> {
  const response = await people[name]?.ask('GET', '/api/activity')
  if (response?.status !== 200) return response?.status
  const { items } = await response.json()
  return items.map((item: { objectTitle: string }) => item.objectTitle)
}

test('everybody is shown what is theirs to know, and nothing of the payload but the title', async () => {
  await happen({
    objectKind: 'company',
    objectId: rebane,
    payload: { title: 'Rebane OÜ', canary: 'figure-4711' },
  })
  await happen({
    objectKind: 'company',
    objectId: karu,
    payload: { title: 'Karu AS', canary: 'figure-4711' },
  })
  await happen({
    objectKind: 'answer',
    objectId: newId(),
    payload: { title: 'Rebane’s offer', companyId: rebane },
  })
  await happen({
    objectKind: 'answer',
    objectId: newId(),
    payload: { title: 'Karu’s offer', companyId: karu },
  })
  await happen({
    objectKind: 'event',
    objectId: newId(),
    payload: { title: 'Open day', audience: 'cluster' },
  })
  await happen({ objectKind: 'decision', objectId: newId(), payload: { title: 'Confidential decision' } })

  const all = ['Confidential decision', 'Open day', 'Karu’s offer', 'Rebane’s offer', 'Karu AS', 'Rebane OÜ']
  expect(await titlesFor('manager')).toEqual(all)
  expect(await titlesFor('auditor')).toEqual(all)
  expect(await titlesFor('member')).toEqual(['Open day', 'Rebane’s offer', 'Rebane OÜ'])
  expect(await titlesFor('contact')).toBe(403)
  expect(await titlesFor('stranger')).toEqual([])
  expect(await (await people.manager?.ask('GET', '/api/activity'))?.text()).not.toContain('figure-4711')
})

test('people see what they did themselves', async () => {
  const done = await people.member?.ask('POST', '/api/second-factor', { password: 'kolm punast rebast' })
  const { rows } = await world.owner.query<{ id: string }>("SELECT id FROM account WHERE name = 'member'")
  const actor = { ...systemActor(home), accountId: rows[0]?.id ?? null, role: 'company-member' as const }
  await inTransaction(
    world.house.pool,
    { clusterId: home, accountId: rows[0]?.id ?? '', role: 'company-member', companyId: rebane },
    (tx) =>
      record(tx, actor, new Date(), {
        action: 'test/own-deed',
        objectKind: 'note',
        objectId: newId(),
        payload: { title: 'My note' },
      }),
  )

  expect(done?.status).toBe(200)
  expect(await titlesFor('member')).toEqual(['My note', 'Open day', 'Rebane’s offer', 'Rebane OÜ'])
})

test('pages lead back through everything, once each', async () => {
  for (let count = 0; count < 60; count += 1) {
    await happen({ objectKind: 'note', objectId: newId(), payload: { title: `note ${count}` } })
  }
  const numbers: number[] = []
  let next: number | null = null
  do {
    const search: string = next === null ? '' : `?before=${next}`
    const page = await (await people.manager?.ask('GET', `/api/activity${search}`))?.json()
    numbers.push(...page.items.map((item: { number: number }) => item.number))
    next = page.next
  } while (next !== null)

  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => numbers.length - index))
  expect((await people.manager?.ask('GET', '/api/activity?before=x'))?.status).toBe(422)
})
