import { feedsWork, feedTimers } from '#domains/feeds/jobs.ts'
import { feedQueue } from '#domains/feeds/rules.ts'
import { opportunitiesSubscriptions, opportunitiesWork } from '#domains/opportunities/jobs.ts'
import { opportunitiesQueues } from '#domains/opportunities/rules.ts'
import type { House } from '#platform/house.ts'
import type { QueueWork, Timer } from '#platform/jobs/work.ts'
import { queuesFor } from '#platform/jobs/worker.ts'
import type { Subscription } from '#platform/journal/subscriptions.ts'

/** Who listens to the journal. */
export const subscriptions: readonly Subscription[] = [...opportunitiesSubscriptions]

/** What happens by the clock, beside the platform's own. */
export const timers: readonly Timer[] = [...feedTimers]

/** The domains' own background work. */
export function domainWorks(house: House): QueueWork[] {
  return [...opportunitiesWork(house), ...feedsWork(house)]
}

/** The job queues that must exist. */
export const queues: readonly string[] = queuesFor(subscriptions, timers, [...opportunitiesQueues, feedQueue])
