import { and, eq } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { mayEditTiers } from '../policy.ts'
import type { TierInput } from '../schema.ts'
import { tier } from '../tables.ts'
import { differences } from './differences.ts'

/** Adds a kind of membership. */
export async function addTier(tx: Tx, actor: Actor, now: Date, input: TierInput): Promise<string> {
  if (!mayEditTiers(actor)) throw forbidden()

  const id = newId(now.getTime())
  await tx.insert(tier).values({ ...input, clusterId: actor.clusterId, id })
  await record(tx, actor, now, {
    action: 'members/tier-added',
    objectKind: 'tier',
    objectId: id,
    payload: { title: input.name.en },
  })
  return id
}

/** Changes a kind of membership; one that members have cannot go away, it is only no longer offered. */
export async function changeTier(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  version: number,
  input: TierInput,
): Promise<void> {
  if (!mayEditTiers(actor)) throw forbidden()
  const [before] = await tx.select().from(tier).where(eq(tier.id, id)).for('update')
  if (!before) throw notFound('This kind of membership')

  const changed = await tx
    .update(tier)
    .set({ ...input, version: version + 1 })
    .where(and(eq(tier.id, id), eq(tier.version, version)))
    .returning({ id: tier.id })
  if (changed.length === 0) throw stale(before.version)
  await record(tx, actor, now, {
    action: 'members/tier-changed',
    objectKind: 'tier',
    objectId: id,
    payload: { title: input.name.en, changes: differences(before, input) },
  })
}
