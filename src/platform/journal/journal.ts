import { randomBytes } from 'node:crypto'
import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { chainStart, commitTo, hashLink } from './chain.ts'
import { subscribersOf } from './subscriptions.ts'
import { journalEntry, journalHead, journalPayload } from './tables.ts'

/** One thing that happened. `payload` holds ids and words for the feed and history, never confidential figures. */
export type Happening = {
  action: string
  objectKind: string
  objectId: string
  payload?: Record<string, unknown>
}

/** Adds the entry to the cluster's chain and wakes its subscribers, all in the caller's transaction. */
export async function record(tx: Tx, actor: Actor, at: Date, happening: Happening): Promise<number> {
  const { clusterId } = actor
  const head = await lockHead(tx, clusterId)
  const salt = randomBytes(16).toString('hex')
  const payload = happening.payload ?? {}
  const link = {
    clusterId,
    number: head.number + 1,
    at: at.toISOString(),
    actorId: actor.accountId,
    actorRole: actor.role,
    action: happening.action,
    objectKind: happening.objectKind,
    objectId: happening.objectId,
    commitment: commitTo(salt, payload),
    previousHash: head.hash,
  }
  const hash = hashLink(link)

  // Queries without an await between them travel to the server together.
  await Promise.all([
    tx.insert(journalEntry).values({ ...link, at, hash }),
    tx.insert(journalPayload).values({ clusterId, number: link.number, salt, payload }),
    tx.update(journalHead).set({ number: link.number, hash }).where(eq(journalHead.clusterId, clusterId)),
    ...subscribersOf(happening.action).map((queue) =>
      enqueue(tx, queue, {
        clusterId,
        action: happening.action,
        objectId: happening.objectId,
        number: link.number,
      }),
    ),
  ])
  return link.number
}

/** One writer at a time per cluster. The first two of a new cluster meet at the insert, not at the chain. */
async function lockHead(tx: Tx, clusterId: string): Promise<{ number: number; hash: string }> {
  const locked = () => tx.select().from(journalHead).where(eq(journalHead.clusterId, clusterId)).for('update')
  const [head] = await locked()
  if (head) return head

  await tx.insert(journalHead).values({ clusterId, number: 0, hash: chainStart }).onConflictDoNothing()
  const [made] = await locked()
  if (!made) throw new Error(`The journal of cluster ${clusterId} cannot be opened under this scope.`)
  return made
}

/** The newest entries of the cluster, or of one object, newest first; at most 200. */
export async function readJournal(
  tx: Tx,
  filter: { before?: number; objectKind?: string; objectId?: string; limit: number },
) {
  return tx
    .select({
      number: journalEntry.number,
      at: journalEntry.at,
      actorId: journalEntry.actorId,
      actorName: sql<string | null>`(SELECT name FROM account WHERE account.id = ${journalEntry.actorId})`,
      actorRole: journalEntry.actorRole,
      action: journalEntry.action,
      objectKind: journalEntry.objectKind,
      objectId: journalEntry.objectId,
      payload: journalPayload.payload,
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
        filter.before === undefined ? undefined : lt(journalEntry.number, filter.before),
        filter.objectKind === undefined ? undefined : eq(journalEntry.objectKind, filter.objectKind),
        filter.objectId === undefined ? undefined : eq(journalEntry.objectId, filter.objectId),
      ),
    )
    .orderBy(desc(journalEntry.number))
    .limit(Math.min(filter.limit, 200))
}
