import { admissionsTimers, closeApplicationLinks } from '#domains/admissions/jobs.ts'
import { duesTimers } from '#domains/dues/jobs.ts'
import { exchangeTimers, exchangeWork, resumeLists } from '#domains/exchange/jobs.ts'
import { exchangeQueues } from '#domains/exchange/rules.ts'
import { feedsWork, feedTimers } from '#domains/feeds/jobs.ts'
import { feedQueue } from '#domains/feeds/rules.ts'
import { digestTimer, digestUnsubscriber } from '#domains/opportunities/jobs/digests.ts'
import { opportunitiesNotifications } from '#domains/opportunities/jobs/notification-kinds.ts'
import {
  opportunitiesSubscriptions,
  opportunitiesTimers,
  opportunitiesWork,
  resumeImports,
} from '#domains/opportunities/jobs.ts'
import { opportunitiesQueues } from '#domains/opportunities/rules.ts'
import { votesTimers } from '#domains/votes/jobs.ts'
import type { Resume } from '#platform/backup/aftercare.ts'
import type { House } from '#platform/house.ts'
import type { QueueWork, Timer } from '#platform/jobs/work.ts'
import { queuesFor } from '#platform/jobs/worker.ts'
import { type Erasers, journalErasers } from '#platform/journal/erasure.ts'
import type { Subscription } from '#platform/journal/subscriptions.ts'
import type { Unsubscriber } from '#platform/mail/unsubscribe.ts'
import type { NotificationKind } from '#platform/notifications/kinds.ts'
import { notificationUnsubscriber } from '#platform/notifications/unsubscriber.ts'

/** Who listens to the journal. */
export const subscriptions: readonly Subscription[] = [...opportunitiesSubscriptions]

/** What happens by the clock, beside the platform's own. */
export const timers: readonly Timer[] = [
  ...admissionsTimers,
  ...duesTimers,
  ...opportunitiesTimers,
  ...feedTimers,
  ...votesTimers,
  digestTimer,
  ...exchangeTimers,
]

/** The domains' own background work. */
export function domainWorks(house: House): QueueWork[] {
  return [...opportunitiesWork(house), ...feedsWork(house), ...exchangeWork(house)]
}

/** What people are told of. */
export const notificationKinds: readonly NotificationKind[] = [...opportunitiesNotifications]

/** Who ends which mails. */
export const unsubscribers: readonly Unsubscriber[] = [notificationUnsubscriber, digestUnsubscriber]

/** The job queues that must exist. */
export const queues: readonly string[] = queuesFor(subscriptions, timers, [
  ...opportunitiesQueues,
  ...exchangeQueues,
  feedQueue,
])

/** How each kind of thing is erased again after a restore. */
export const erasers: Erasers = { ...journalErasers }

/** What goes on after a restore although no job was kept. */
export const resumes: readonly Resume[] = [closeApplicationLinks, resumeImports, resumeLists]
