import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { type Actor, isStaff } from '#platform/identity/actor.ts'
import { journalEntry, journalPayload } from './tables.ts'

const pageSize = 50

/**
 * What happened in the cluster, newest first. Staff and auditors see every entry. A company's people see what they did
 * themselves, what concerns their own company, and what a command opened to everybody (`audience: 'cluster'` in the
 * payload): an entry nobody opened is closed to them. Of the payload only the title ever leaves.
 */
export async function readActivity(tx: Tx, actor: Actor, before: number | undefined) {
  const rows = await tx
    .select({
      number: journalEntry.number,
      at: journalEntry.at,
      actorName: sql<string | null>`(SELECT name FROM account WHERE account.id = ${journalEntry.actorId})`,
      actorRole: journalEntry.actorRole,
      action: journalEntry.action,
      objectKind: journalEntry.objectKind,
      objectId: journalEntry.objectId,
      objectTitle: sql<string | null>`${journalPayload.payload} ->> 'title'`,
    })
    .from(journalEntry)
    .leftJoin(
      journalPayload,
      and(
        eq(journalPayload.clusterId, journalEntry.clusterId),
        eq(journalPayload.number, journalEntry.number),
      ),
    )
    .where(
      and(
        eq(journalEntry.clusterId, actor.clusterId),
        before === undefined ? undefined : lt(journalEntry.number, before),
        // The thousand parts of one deed would bury everything else.
        sql`NOT coalesce(${journalPayload.payload} ? 'partOf', false)`,
        seesAll(actor) ? undefined : openTo(actor),
      ),
    )
    .orderBy(desc(journalEntry.number))
    .limit(pageSize)
  return {
    items: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    next: rows.length === pageSize ? (rows.at(-1)?.number ?? null) : null,
  }
}

function seesAll(actor: Actor): boolean {
  return isStaff(actor) || actor.role === 'auditor'
}

function openTo(actor: Actor) {
  const { payload } = journalPayload
  const ofOwnCompany =
    actor.companyId === null
      ? undefined
      : or(
          and(eq(journalEntry.objectKind, 'company'), eq(journalEntry.objectId, actor.companyId)),
          sql`${payload} ->> 'companyId' = ${actor.companyId}`,
        )
  const ownDeed = actor.accountId === null ? undefined : eq(journalEntry.actorId, actor.accountId)
  return or(sql`${payload} ->> 'audience' = 'cluster'`, ofOwnCompany, ownDeed)
}
