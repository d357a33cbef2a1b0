import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addAccount,
  addCluster,
  addHat,
  type Browser,
  mailsTo,
  openTestHouse,
  refusal,
  signInAs,
  type TestHouse,
} from '#platform/identity/factory.ts'

let world: TestHouse
let clusterId: string
let member: Browser

beforeAll(async () => {
  world = await openTestHouse()
  clusterId = await addCluster(world, 'home')
  await addHat(world, clusterId, await addAccount(world, 'boss@home.example'), 'cluster-manager')
  await addHat(
    world,
    clusterId,
    await addAccount(world, 'liis@home.example', { name: 'Liis Lill' }),
    'auditor',
  )
  member = world.browser()
  await signInAs(member, 'liis@home.example')
})
afterAll(() => world.close())

const enter = (name: string) => member.ask('PATCH', '/api/account', { name })

test('who tries to enter marked information is noted, and the managers hear of it once', async () => {
  const answers = [await enter('NATO SECRET'), await enter('TÄIESTI SALAJANE')]
  const [letter] = await mailsTo(world, 'boss@home.example')
  const { rows } = await world.owner.query(
    `SELECT a.name, p.payload FROM journal_entry e JOIN account a ON a.id = e.actor_id
      JOIN journal_payload p ON p.cluster_id = e.cluster_id AND p.number = e.number
     WHERE e.cluster_id = $1 AND e.action = 'platform/marking-refused' ORDER BY e.number`,
    [clusterId],
  )

  const refused = { status: 422, code: 'platform/classified-marking' }
  expect(await Promise.all(answers.map(refusal))).toEqual([refused, refused])
  expect(rows).toEqual([
    { name: 'Liis Lill', payload: { title: 'NATO SECRET' } },
    { name: 'Liis Lill', payload: { title: 'TÄIESTI SALAJANE' } },
  ])
  expect(await mailsTo(world, 'boss@home.example')).toHaveLength(1)
  expect(letter?.body_text).toContain(
    'Liis Lill tried to enter information that carries the marking “NATO SECRET”',
  )
})

test('a flood of marked text fills no journal', async () => {
  const statuses: number[] = []
  for (let count = 0; count < 25; count += 1) statuses.push((await enter(`SECRET ${count}`)).status)
  const { rows } = await world.owner.query(
    "SELECT count(*)::int AS noted FROM journal_entry WHERE action = 'platform/marking-refused'",
  )

  expect(statuses.at(-1)).toBe(429)
  expect(rows[0]?.noted).toBeLessThan(25)
})

test('a stranger’s marked text is refused and leaves nothing', async () => {
  const answer = await world.browser().ask('POST', '/api/session', { email: 'SECRET', password: 'x' })

  expect(await refusal(answer)).toEqual({ status: 422, code: 'platform/classified-marking' })
})
