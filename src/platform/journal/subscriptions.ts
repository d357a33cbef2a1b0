import type { Tx } from '#platform/db/transaction.ts'

/** What a subscriber is told; it reads the rest itself. */
export type Entry = { clusterId: string; action: string; objectId: string; number: number }

/** A domain's answer to journal entries: a queue of its own, and what to do with each entry. */
export type Subscription = {
  queue: string
  /** Actions such as `members/product-changed`, or a whole domain as `members/*`. */
  on: string[]
  /** Runs in a transaction of the entry's cluster, at least once: it must be safe to repeat. */
  handle(tx: Tx, entry: Entry): Promise<void>
}

const subscriptions: Subscription[] = []

/** Makes the subscriptions known to this process; called once by main and by tests. */
export function setSubscriptions(all: readonly Subscription[]): void {
  subscriptions.splice(0, subscriptions.length, ...all)
}

/** The queues to wake for an action. */
export function subscribersOf(action: string): string[] {
  const domain = `${action.split('/')[0]}/*`
  return subscriptions.filter((s) => s.on.includes(action) || s.on.includes(domain)).map((s) => s.queue)
}
