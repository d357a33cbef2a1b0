import type { Subscription } from '#platform/journal/subscriptions.ts'

/** Who listens to the journal. */
export const subscriptions: readonly Subscription[] = []

/** The job queues that must exist: one for each subscription, and those of the platform. */
export const queues: readonly string[] = ['mail.deliver', ...subscriptions.map((one) => one.queue)]
