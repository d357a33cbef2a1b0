import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss'
import * as z from 'zod'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { jobsDone } from '#platform/http/metrics.ts'
import type { Subscription } from '#platform/journal/subscriptions.ts'
import { errorForLog } from '#platform/log.ts'
import { builtInQueues, builtInTimers, builtInWork } from './built-in.ts'
import { deadQueueOf, senderIn } from './queue.ts'
import type { QueueWork, Timer } from './work.ts'

export type Workers = { stop(): Promise<void> }

type Job = JobWithMetadata<object>
type HandleJob = (job: Job) => Promise<void>

/** Every queue a process with these subscriptions and timers needs; `prepareQueues` makes them. */
export function queuesFor(
  subscriptions: readonly Subscription[],
  timers: readonly Timer[],
  others: readonly string[] = [],
): string[] {
  return [
    ...new Set([
      ...builtInQueues,
      ...[...builtInTimers, ...subscriptions, ...timers].map((one) => one.queue),
      ...others,
    ]),
  ]
}

/** Works off the platform's queues, the subscriptions and the timers until `stop`, which lets running jobs end. */
export async function startWorkers(
  house: House,
  boss: PgBoss,
  subscriptions: readonly Subscription[],
  timers: readonly Timer[],
  domainWorks: readonly QueueWork[] = [],
): Promise<Workers> {
  const works = [...builtInWork(house), ...domainWorks]
  for (const { queue, work, givenUp } of works) {
    const handle: HandleJob = (job) => work(job.data, { isLast: job.retryCount >= job.retryLimit })
    await attend(house, boss, queue, handle, onePace)
    if (givenUp) await attend(house, boss, deadQueueOf(queue), (job) => givenUp(job.data))
  }
  for (const each of subscriptions) {
    await attend(house, boss, each.queue, (job) => handleEntry(house, boss, each, job))
  }
  for (const { queue, cron, run } of [...builtInTimers, ...timers]) {
    await attend(house, boss, queue, () => run(house))
    await boss.schedule(queue, cron)
  }
  return {
    async stop() {
      await boss.stop({ graceful: true, timeout: 20_000 })
      for (const { stop } of works) await stop?.()
    },
  }
}

// pg-boss sleeps after a job until it is notified or polls again, so a backlog taken one by one would move one job
// per poll. A full batch is followed by the next one at once; a job that arrives meanwhile wakes the worker anyway.
const pace = {
  batchSize: 10,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 2,
  // Also how late a retry may start: only new jobs wake a worker.
  notifyPollingIntervalSeconds: 5,
  includeMetadata: true,
  perJobResults: true,
} as const

// A killed worker costs each job it holds one try, so work that takes long holds one job only.
// pg-boss sleeps after every batch of one, so the worker wakes itself; only an empty fetch lets it sleep.
const onePace = { ...pace, batchSize: 1 } as const
type Pace = typeof pace | typeof onePace

async function attend(
  house: House,
  boss: PgBoss,
  queue: string,
  handle: HandleJob,
  paceOfQueue: Pace = pace,
): Promise<void> {
  const worker = await boss.work<object, unknown, Pace>(queue, paceOfQueue, async (jobs) => {
    const results: JobResult[] = []
    for (const job of jobs) results.push(await handleOne(house, queue, job, handle))
    if (paceOfQueue.batchSize === 1) boss.notifyWorker(worker)
    return results
  })
}

/** One failing job takes nothing from its neighbours; it is tried again later, and in the end laid into `….dead`. */
async function handleOne(house: House, queue: string, job: Job, handle: HandleJob): Promise<JobResult> {
  try {
    await handle(job)
    jobsDone.inc({ queue, outcome: 'done' })
    return { id: job.id, status: 'completed' }
  } catch (error) {
    const failure = errorForLog(error)
    jobsDone.inc({ queue, outcome: 'failed' })
    house.log.warn({ queue, job: job.id, attempt: job.retryCount + 1, failure }, 'job failed')
    return { id: job.id, status: 'failed', output: { message: failure.message } }
  }
}

const entryShape = z.object({
  clusterId: z.uuid(),
  action: z.string(),
  objectId: z.uuid(),
  number: z.number().int(),
})

/** The job ends in the transaction of its own work, so what it stored is stored once even when a process is killed. */
async function handleEntry(house: House, boss: PgBoss, subscription: Subscription, job: Job): Promise<void> {
  const entry = entryShape.parse(job.data)
  const scope = { clusterId: entry.clusterId, accountId: '', role: 'system', companyId: null }
  await inTransaction(house.pool, scope, async (tx: Tx) => {
    await subscription.handle(tx, entry)
    const attempt = { id: job.id, retryCount: job.retryCount }
    const ended = await boss.complete(subscription.queue, attempt, null, { db: senderIn(tx) })
    if (!('affected' in ended) || ended.affected !== 1) {
      throw new Error(`The job ${job.id} was taken over by another worker.`)
    }
  })
}
