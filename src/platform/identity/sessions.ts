import { and, desc, eq, ne } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { Session } from './session-check.ts'
import { markWorn } from './sign-in.ts'
import { session } from './tables.ts'

// Everything here works at the gate.

/** The devices the person is signed in on. */
export async function listSessions(tx: Tx, own: Session) {
  const rows = await tx
    .select()
    .from(session)
    .where(eq(session.accountId, own.accountId))
    .orderBy(desc(session.lastSeenAt))
  return {
    items: rows.map(({ id, createdAt, lastSeenAt, userAgent, address }) => ({
      id,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      userAgent,
      address,
      current: id === own.id,
    })),
  }
}

/** Signs out everywhere but here. */
export async function endOtherSessions(tx: Tx, own: { id: string; accountId: string }): Promise<void> {
  await tx.delete(session).where(and(eq(session.accountId, own.accountId), ne(session.id, own.id)))
}

/** Signs out one of the person's own devices. */
export async function endSession(tx: Tx, own: Session, id: string): Promise<void> {
  const ended = await tx
    .delete(session)
    .where(and(eq(session.accountId, own.accountId), eq(session.id, id)))
    .returning({ id: session.id })
  if (ended.length === 0) throw notFound('That session')
}

/** Puts on another of the person's own hats. */
export async function wearHat(tx: Tx, house: House, own: Session, hatId: string): Promise<void> {
  const { rows } = await tx.client.query<{ clusterId: string; id: string }>(
    `SELECT h.cluster_id AS "clusterId", h.id FROM hat h JOIN cluster c ON c.id = h.cluster_id
     WHERE h.id = $1 AND h.account_id = $2 AND h.ended_at IS NULL AND (NOT c.is_demo OR $3)`,
    [hatId, own.accountId, house.config.mode === 'demo'],
  )
  const [found] = rows
  if (!found) throw notFound('That role')
  await tx.update(session).set({ clusterId: found.clusterId, hatId: found.id }).where(eq(session.id, own.id))
  await markWorn(tx, found, house.clock.now())
}
