import * as z from 'zod'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { type Actor, systemActor } from '#platform/identity/actor.ts'
import { seal, unseal } from '#platform/identity/secrets.ts'

/** Which mails to whom a link ends. `what` names who ends them, `id` which of them. */
export type Subscription = { clusterId: string; accountId: string; what: string; id: string }

/** Ends mails of one sort. Runs as the system, at least once: it must be safe to repeat, and never refuses. */
export type Unsubscriber = {
  what: string
  stop(tx: Tx, actor: Actor, now: Date, accountId: string, id: string): Promise<void>
}

const unsubscribers = new Map<string, Unsubscriber>()

/** Makes the unsubscribers known to this process; called once by main and by tests. */
export function setUnsubscribers(all: readonly Unsubscriber[]): void {
  unsubscribers.clear()
  for (const each of all) unsubscribers.set(each.what, each)
}

/** The address that ends mails: sealed, so it tells its holder nothing and cannot be made up. */
export function unsubscribeUrl(house: House, subscription: Subscription): string {
  const sealed = seal(house.config.secret, JSON.stringify(subscription))
  return `${house.config.publicUrl}/unsubscribe/${Buffer.from(sealed, 'base64').toString('base64url')}`
}

const shape = z.object({ clusterId: z.uuid(), accountId: z.uuid(), what: z.string(), id: z.string() })

/** Ends what the link names. An address nobody made ends nothing and is answered alike. */
export async function unsubscribe(house: House, token: string): Promise<void> {
  const subscription = read(house, token)
  const unsubscriber = unsubscribers.get(subscription?.what ?? '')
  if (!subscription || !unsubscriber) return
  const { clusterId, accountId, id } = subscription
  const scope = { clusterId, accountId: '', role: 'system', companyId: null }
  await inTransaction(house.pool, scope, (tx) =>
    unsubscriber.stop(tx, systemActor(clusterId), house.clock.now(), accountId, id),
  )
}

function read(house: House, token: string): Subscription | undefined {
  try {
    const plain = unseal(house.config.secret, Buffer.from(token, 'base64url').toString('base64'))
    return shape.safeParse(JSON.parse(plain)).data
  } catch {
    // Whatever was not sealed here.
    return undefined
  }
}
