import { and, eq, sql } from 'drizzle-orm'
import { tierTable as tier } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { mayManageDues } from '../policy.ts'
import { isUsed } from '../queries/settings.ts'
import type { FeeInput, SettingsInput } from '../schema.ts'
import { duesSettings, fee } from '../tables.ts'

/** Sets the terms by which dues are collected; `version` 0 for the first time. */
export async function changeSettings(
  tx: Tx,
  actor: Actor,
  now: Date,
  version: number,
  input: SettingsInput,
): Promise<void> {
  if (!mayManageDues(actor)) throw forbidden()
  const reminderDays = [...new Set(input.reminderDays)].sort((a, b) => b - a)
  const values = { ...input, reminderDays, clusterId: actor.clusterId }
  const stored = await tx
    .insert(duesSettings)
    .values(values)
    .onConflictDoUpdate({
      target: duesSettings.clusterId,
      set: { ...values, version: sql`${duesSettings.version} + 1` },
      setWhere: eq(duesSettings.version, version),
    })
    .returning({ version: duesSettings.version })
  if (stored[0]?.version !== version + 1) throw stale(version + 1)
  await record(tx, actor, now, {
    action: 'dues/settings-changed',
    objectKind: 'cluster',
    objectId: actor.clusterId,
  })
}

/** Adds what a tier costs from a day on. */
export async function addFee(tx: Tx, actor: Actor, now: Date, input: FeeInput): Promise<void> {
  if (!mayManageDues(actor)) throw forbidden()
  const name = await tierName(tx, input.tierId)
  const id = newId(now.getTime())
  const made = await tx
    .insert(fee)
    .values({ ...input, clusterId: actor.clusterId, id })
    .onConflictDoNothing()
    .returning({ id: fee.id })
  if (made.length === 0) throw takenDay()
  await recordFee(tx, actor, now, 'dues/fee-added', id, name)
}

/** Changes a fee nothing rests on yet. What was charged stays as it was: next year's price is a new fee. */
export async function changeFee(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  version: number,
  input: FeeInput,
): Promise<void> {
  await freeFee(tx, actor, id)
  const name = await tierName(tx, input.tierId)
  const [same] = await tx
    .select({ id: fee.id })
    .from(fee)
    .where(and(eq(fee.tierId, input.tierId), eq(fee.validFrom, input.validFrom)))
  if (same && same.id !== id) throw takenDay()
  const changed = await tx
    .update(fee)
    .set({ ...input, version: version + 1 })
    .where(and(eq(fee.id, id), eq(fee.version, version)))
    .returning({ id: fee.id })
  if (changed.length === 0) throw stale(version + 1)
  await recordFee(tx, actor, now, 'dues/fee-changed', id, name)
}

/** Takes away a fee nothing rests on. */
export async function removeFee(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  const { tierId } = await freeFee(tx, actor, id)
  await tx.delete(fee).where(eq(fee.id, id))
  await recordFee(tx, actor, now, 'dues/fee-removed', id, await tierName(tx, tierId))
}

async function freeFee(tx: Tx, actor: Actor, id: string) {
  if (!mayManageDues(actor)) throw forbidden()
  const [found] = await tx
    .select({ tierId: fee.tierId, isUsed: sql<boolean>`${isUsed}` })
    .from(fee)
    .where(eq(fee.id, id))
    .for('update')
  if (!found) throw notFound('This fee')
  if (found.isUsed) {
    throw new Refusal(
      'dues/fee-in-use',
      409,
      'Invoices or declarations rest on this fee. Add a new one from a later day.',
    )
  }
  return found
}

async function tierName(tx: Tx, id: string): Promise<string> {
  const [found] = await tx.select({ name: tier.name }).from(tier).where(eq(tier.id, id))
  if (!found) throw notFound('This kind of membership')
  return found.name.en
}

async function recordFee(tx: Tx, actor: Actor, now: Date, action: string, id: string, title: string) {
  await record(tx, actor, now, { action, objectKind: 'fee', objectId: id, payload: { title } })
}

function takenDay(): Refusal {
  return new Refusal('dues/fee-day-taken', 409, 'This kind of membership already has a fee from that day.')
}
