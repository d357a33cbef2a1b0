import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { mayEditMembership } from '../policy.ts'
import { nextStatuses } from '../rules.ts'
import type { MembershipInput } from '../schema.ts'
import { company, membership, tier } from '../tables.ts'
import { differences } from './differences.ts'

/** Sets the membership: its tier, status and dates. A status only moves along `nextStatuses`. */
export async function setMembership(
  tx: Tx,
  actor: Actor,
  now: Date,
  companyId: string,
  version: number,
  input: MembershipInput,
): Promise<void> {
  // The company's row is the lock: two first memberships at once must not both win.
  const [owner] = await tx
    .select({ name: company.legalName })
    .from(company)
    .where(eq(company.id, companyId))
    .for('update')
  if (!owner) throw notFound('This company')
  if (!mayEditMembership(actor)) throw forbidden()

  const [before] = await tx.select().from(membership).where(eq(membership.companyId, companyId)).for('update')
  if ((before?.version ?? 0) !== version) throw stale(before?.version ?? 0)
  if (before && !nextStatuses[before.status]?.includes(input.status)) {
    throw new Refusal(
      'members/status-order',
      409,
      `A membership that is “${before.status}” cannot become “${input.status}”.`,
    )
  }
  const { clusterId } = actor
  if (input.tierId !== null && !(await hasTier(tx, input.tierId))) throw notFound('This kind of membership')
  await tx
    .insert(membership)
    .values({ ...input, clusterId, id: newId(now.getTime()), companyId })
    .onConflictDoUpdate({
      target: [membership.clusterId, membership.companyId],
      set: { ...input, version: sql`${membership.version} + 1` },
    })
  await record(tx, actor, now, {
    action: 'members/membership-changed',
    objectKind: 'company',
    objectId: companyId,
    payload: { title: owner.name, changes: differences(before ?? {}, input) },
  })
}

/** Moves some fields of a membership that there is; nothing happens when they already stand so. */
export async function moveMembership(
  tx: Tx,
  actor: Actor,
  now: Date,
  companyId: string,
  change: Partial<MembershipInput>,
): Promise<void> {
  const [before] = await tx.select().from(membership).where(eq(membership.companyId, companyId))
  if (!before) throw notFound('This membership')

  const { tierId, status, appliedOn, approvedOn, startsOn, endsOn, graceUntil } = before
  const input = { tierId, status, appliedOn, approvedOn, startsOn, endsOn, graceUntil }
  if (differences(input, { ...input, ...change }).length === 0) return
  await setMembership(tx, actor, now, companyId, before.version, { ...input, ...change })
}

async function hasTier(tx: Tx, id: string): Promise<boolean> {
  return (await tx.select({ id: tier.id }).from(tier).where(eq(tier.id, id))).length > 0
}
