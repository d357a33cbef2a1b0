import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { metrics } from '#platform/http/metrics.ts'
import { systemActor } from '#platform/identity/actor.ts'
import { clean } from '#platform/identity/cleaning.ts'
import { addAccount, addCluster, openTestHouse, type TestHouse } from '#platform/identity/factory.ts'
import { record } from '#platform/journal/journal.ts'
import { type Entry, type Subscription, setSubscriptions } from '#platform/journal/subscriptions.ts'
import { newId } from '#platform/new-id.ts'
import { inEveryCluster } from './clusters.ts'

let world: TestHouse
let home: string
let away: string
let seen: (Entry & { role: string; cluster: string; sees: number })[] = []
let failures = 0

const subscriptions: Subscription[] = [
  {
    queue: 'test.listener',
    on: ['test/*'],
    async handle(tx, entry) {
      const { rows } = await tx.client.query(
        `SELECT current_setting('talgud.role') AS role, current_setting('talgud.cluster') AS cluster,
          (SELECT count(*)::int FROM hat WHERE cluster_id <> $1) AS sees`,
        [entry.clusterId],
      )
      seen.push({ ...entry, ...rows[0] })
      await tx.client.query("UPDATE cluster SET name = name || '+' WHERE id = $1", [entry.clusterId])
      if (failures > 0) {
        failures -= 1
        throw new Error('not this time')
      }
    },
  },
]

beforeAll(async () => {
  setSubscriptions(subscriptions)
  world = await openTestHouse({}, { subscriptions })
  home = await addCluster(world, 'home')
  away = await addCluster(world, 'away')
  await world.owner.query(
    "INSERT INTO hat (cluster_id, id, account_id, role) VALUES ($1, gen_random_uuid(), $2, 'auditor')",
    [away, await addAccount(world, 'auditor@away.example')],
  )
})
afterAll(async () => {
  setSubscriptions([])
  await world.close()
})
beforeEach(async () => {
  seen = []
  await world.owner.query("UPDATE cluster SET name = 'Home' WHERE id = $1", [home])
})

const scope = () => ({ clusterId: home, accountId: '', role: 'system', companyId: null })
const happen = (objectId: string) =>
  inTransaction(world.house.pool, scope(), (tx) =>
    record(tx, systemActor(home), new Date(), { action: 'test/happened', objectKind: 'test', objectId }),
  )

async function until(isDone: () => boolean | Promise<boolean>): Promise<void> {
  for (let patience = 900; patience > 0; patience -= 1) {
    if (await isDone()) return
    await new Promise((done) => setTimeout(done, 25))
  }
  throw new Error('it never came')
}

describe('a subscriber', () => {
  test('hears of an entry at once, as the system of that cluster and of no other', async () => {
    const objectId = newId()
    const began = performance.now()
    const number = await happen(objectId)
    await until(() => seen.length > 0)
    const waited = performance.now() - began

    expect(seen).toEqual([
      { clusterId: home, action: 'test/happened', objectId, number, role: 'system', cluster: home, sees: 0 },
    ])
    // The fallback would be a poll after fifteen seconds.
    expect(waited).toBeLessThan(10_000)
  })

  test('stores its work once even when the first try fails', async () => {
    failures = 1
    await happen(newId())
    await until(() => seen.length === 2)
    await until(async () => (await nameOf(home)) !== 'Home')
    await new Promise((done) => setTimeout(done, 200))

    expect(await nameOf(home)).toBe('Home+')
    expect(world.log.join('\n')).toContain('job failed')
    expect(await metrics.getSingleMetricAsString('talgud_jobs_total')).toMatch(
      /queue="test.listener",outcome="failed"} 1/,
    )
  }, 40_000)

  test('works off a backlog without waiting for the next poll', async () => {
    const began = performance.now()
    await inTransaction(world.house.pool, scope(), async (tx) => {
      for (let count = 0; count < 35; count += 1) {
        await record(tx, systemActor(home), new Date(), {
          action: 'test/happened',
          objectKind: 'test',
          objectId: newId(),
        })
      }
    })
    await until(() => seen.length === 35)

    expect(performance.now() - began).toBeLessThan(12_000)
    await until(async () => (await nameOf(home)) === `Home${'+'.repeat(35)}`)
  })
})

test('two first entries of a new cluster meet in one chain', async () => {
  const clusterId = await addCluster(world, 'fresh')
  const first = { clusterId, accountId: '', role: 'system', companyId: null }
  const happening = { action: 'other/happened', objectKind: 'test', objectId: newId() }
  const numbers = await Promise.all(
    Array.from({ length: 5 }, () =>
      inTransaction(world.house.pool, first, (tx) =>
        record(tx, systemActor(clusterId), new Date(), happening),
      ),
    ),
  )

  expect(numbers.toSorted()).toEqual([1, 2, 3, 4, 5])
})

test('a timer visits every cluster, and one that fails stops no other', async () => {
  const visited: string[] = []
  const round = inEveryCluster(world.house, async (tx, actor) => {
    visited.push(actor.clusterId)
    if (actor.clusterId === home) await tx.client.query('SELECT 1 / 0')
  })

  await expect(round).rejects.toThrow('The timer failed in 1 of')
  expect(visited).toEqual(expect.arrayContaining([home, away]))
})

describe('the nightly cleaning', () => {
  test('takes away what nobody can use, and leaves the rest', async () => {
    const accountId = await addAccount(world, 'cleaned@home.example')
    await world.owner.query(
      `INSERT INTO session (token_hash, id, account_id, expires_at)
       SELECT 'clean-' || days, gen_random_uuid(), $1, now() + days * interval '1 day' FROM unnest(ARRAY[-1, 1]) days`,
      [accountId],
    )
    await world.owner.query(
      `INSERT INTO password_reset (token_hash, account_id, expires_at)
       SELECT 'clean-' || hours, $1, now() + hours * interval '1 hour' FROM unnest(ARRAY[-1, 1]) hours`,
      [accountId],
    )
    await world.owner.query(
      `INSERT INTO sign_in_try (key, window_start, tries)
       SELECT 'clean-' || hours, now() - hours * interval '1 hour', 1 FROM unnest(ARRAY[1, 25]) hours`,
    )
    await world.owner.query(
      `INSERT INTO idempotency_key (cluster_id, account_id, key, request_hash, status, answer, created_at)
       SELECT $1, $2, 'clean-' || hours, '', 200, 'null', now() - hours * interval '1 hour'
       FROM unnest(ARRAY[1, 25]) hours`,
      [home, accountId],
    )
    await world.owner.query(
      `INSERT INTO mail (cluster_id, id, recipient, subject, body_text, body_html, status, has_secret, created_at)
       SELECT $1, gen_random_uuid(), 'cleaned@home.example', hours, 'link', 'link', 'kept', true,
         now() - hours * interval '1 hour' FROM unnest(ARRAY[71, 73]) hours`,
      [home],
    )

    await clean(world.house)

    const left = async (sql: string) =>
      (await world.owner.query(sql)).rows.map((row) => Object.values(row).join(' '))
    expect(await left("SELECT token_hash FROM session WHERE token_hash LIKE 'clean-%'")).toEqual(['clean-1'])
    expect(await left("SELECT token_hash FROM password_reset WHERE token_hash LIKE 'clean-%'")).toEqual([
      'clean-1',
    ])
    expect(await left("SELECT key FROM sign_in_try WHERE key LIKE 'clean-%'")).toEqual(['clean-1'])
    expect(await left("SELECT key FROM idempotency_key WHERE key LIKE 'clean-%'")).toEqual(['clean-1'])
    expect(
      await left(
        "SELECT subject, body_text FROM mail WHERE recipient = 'cleaned@home.example' ORDER BY subject",
      ),
    ).toEqual(['71 link', '73 '])
  })
})

async function nameOf(clusterId: string): Promise<string> {
  const { rows } = await world.owner.query<{ name: string }>('SELECT name FROM cluster WHERE id = $1', [
    clusterId,
  ])
  return rows[0]?.name ?? ''
}
