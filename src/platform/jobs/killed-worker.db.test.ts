import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { openTestHouse, type TestHouse } from '#platform/identity/factory.ts'
import { deadQueueOf, enqueue, openQueue, prepareQueues } from './queue.ts'
import { startWorkers, type Workers } from './worker.ts'

const queue = 'test.long-work'
const done: unknown[] = []
const givenUp: unknown[] = []
let world: TestHouse
let killed: ReturnType<typeof openQueue>
let workers: Workers

const add = (name: string, data: object) =>
  inTransaction(world.house.pool, 'gate', (tx) => enqueue(tx, name, data))

beforeAll(async () => {
  world = await openTestHouse()
  await prepareQueues(world.owner.options, [queue])
  killed = openQueue(world.house.pool.options, { works: false })
  await killed.start()
  await add(queue, { number: 1 })
  // Takes the job and is never heard of again, as a process is that was killed.
  await killed.fetch(queue)
  await world.owner.query(
    "UPDATE pgboss.job SET heartbeat_on = now() - interval '1 minute' WHERE name = $1",
    [queue],
  )

  const boss = openQueue(world.house.pool.options, { works: true })
  boss.on('error', () => {})
  await boss.start()
  workers = await startWorkers(
    world.house,
    boss,
    [],
    [],
    [
      {
        queue,
        work: async (data) => void done.push(data),
        givenUp: async (data) => void givenUp.push(data),
      },
    ],
  )
})
afterAll(async () => {
  await workers.stop()
  await killed.stop({ graceful: false })
  await world.close()
})

test('the job of a killed worker is taken up by another within a minute, not after its expiry', async () => {
  await expect.poll(() => done, { timeout: 60_000, interval: 200 }).toEqual([{ number: 1 }])
}, 70_000)

test('a job that is not tried again is told to whoever it belonged to', async () => {
  await add(deadQueueOf(queue), { number: 2 })

  await expect.poll(() => givenUp, { timeout: 10_000 }).toEqual([{ number: 2 }])
})

test('jobs held one at a time are worked off without waiting for the next poll', async () => {
  done.length = 0
  const began = performance.now()
  for (let number = 0; number < 20; number += 1) await add(queue, { number })

  await expect.poll(() => done.length, { timeout: 20_000, interval: 50 }).toBe(20)
  expect(performance.now() - began).toBeLessThan(12_000)
}, 30_000)
