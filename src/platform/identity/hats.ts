import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal } from '#platform/errors.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import type { Actor } from './actor.ts'
import { companyNames } from './company-names.ts'
import { atGate } from './gate.ts'
import { mayEndHat, maySeeHat } from './policy.ts'
import { account, hat, invitation, session } from './tables.ts'

/** Everybody who can get in, and under which hat; a company's admin sees the own company's people. */
export async function listPeopleWithAccess(tx: Tx, actor: Actor) {
  const rows = await tx
    .select({
      id: hat.id,
      accountId: hat.accountId,
      name: account.name,
      email: account.email,
      role: hat.role,
      companyId: hat.companyId,
      givenAt: hat.givenAt,
      lastWornAt: hat.lastWornAt,
    })
    .from(hat)
    .innerJoin(account, eq(account.id, hat.accountId))
    .where(
      and(
        eq(hat.clusterId, actor.clusterId),
        isNull(hat.endedAt),
        actor.role === 'company-admin' ? eq(hat.companyId, actor.companyId ?? newId()) : undefined,
      ),
    )
    .orderBy(sql`lower(${account.name})`, hat.id)
    .limit(5_000)
  const visible = rows.filter((row) => maySeeHat(actor, row))
  const names = await companyNames(
    tx,
    visible.map((row) => row.companyId),
  )
  return {
    items: visible.map((row) => ({
      ...row,
      companyName: row.companyId === null ? null : (names.get(row.companyId) ?? null),
      givenAt: row.givenAt.toISOString(),
      lastWornAt: row.lastWornAt?.toISOString() ?? null,
      mayEnd: mayEndHat(actor, row),
    })),
  }
}

/** Ends somebody's hat: its sessions stop at once, and the invitations its wearer sent are withdrawn. */
export async function endHat(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  const [found] = await tx
    .select()
    .from(hat)
    .where(and(eq(hat.clusterId, actor.clusterId), eq(hat.id, id), isNull(hat.endedAt)))
  if (!found || !maySeeHat(actor, found)) throw notFound('That person’s access')
  if (!mayEndHat(actor, found)) throw forbidden('Your role does not allow this.')
  if (found.role === 'cluster-manager') await refuseLastManager(tx, actor, id)

  const { clusterId } = actor
  await tx
    .update(hat)
    .set({ endedAt: now })
    .where(and(eq(hat.clusterId, clusterId), eq(hat.id, id)))
  await tx
    .update(invitation)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(invitation.clusterId, clusterId),
        eq(invitation.invitedBy, found.accountId),
        isNull(invitation.acceptedAt),
        isNull(invitation.withdrawnAt),
      ),
    )
  await atGate(tx, () =>
    tx.delete(session).where(and(eq(session.clusterId, clusterId), eq(session.hatId, id))),
  )
  const [wearer] = await tx
    .select({ name: account.name })
    .from(account)
    .where(eq(account.id, found.accountId))
  await record(tx, actor, now, {
    action: 'identity/access-ended',
    objectKind: 'hat',
    objectId: id,
    payload: {
      title: wearer?.name ?? '',
      ...(found.companyId === null ? {} : { companyId: found.companyId }),
    },
  })
}

/** A cluster that nobody manages could never let anyone in again. The managers are held, so two cannot end each other. */
async function refuseLastManager(tx: Tx, actor: Actor, id: string): Promise<void> {
  const managers = await tx
    .select({ id: hat.id })
    .from(hat)
    .where(and(eq(hat.clusterId, actor.clusterId), eq(hat.role, 'cluster-manager'), isNull(hat.endedAt)))
    .orderBy(hat.id)
    .for('update')
  if (managers.some((manager) => manager.id !== id)) return
  throw new Refusal('identity/last-manager', 409, 'The last manager of a cluster cannot be removed.')
}
