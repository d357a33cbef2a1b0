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
  const number = await append(tx, actor, at, [happening])
  // Queries without an await between them travel to the server together.
  await Promise.all(
    subscribersOf(happening.action).map((queue) =>
      enqueue(tx, queue, {
        clusterId: actor.clusterId,
        action: happening.action,
        objectId: happening.objectId,
        number,
      }),
    ),
  )
  return number
}

/**
 * Adds the many parts of one deed, for the histories of what they touched. They wake nobody: the deed's own entry, which
 * the caller records after them, does. `partOf` in their payload keeps them out of the activity feed.
 */
export async function recordParts(
  tx: Tx,
  actor: Actor,
  at: Date,
  partOf: string,
  happenings: readonly Happening[],
): Promise<void> {
  for (let from = 0; from < happenings.length; from += 500) {
    const some = happenings.slice(from, from + 500)
    await append(
      tx,
      actor,
      at,
      some.map((one) => ({ ...one, payload: { ...one.payload, partOf } })),
    )
  }
}

async function append(tx: Tx, actor: Actor, at: Date, happenings: readonly Happening[]): Promise<number> {
  const { clusterId } = actor
  const head = await lockHead(tx, clusterId)
  let { number, hash } = head
  const made = happenings.map((happening) => {
    const salt = randomBytes(16).toString('hex')
    const payload = {
      ...happening.payload,
      ...(actor.tokenId === undefined ? {} : { apiToken: actor.tokenId }),
    }
    const link = {
      clusterId,
      number: number + 1,
      at: at.toISOString(),
      actorId: actor.accountId,
      actorRole: actor.role,
      action: happening.action,
      objectKind: happening.objectKind,
      objectId: happening.objectId,
      commitment: commitTo(salt, payload),
      previousHash: hash,
    }
    number = link.number
    hash = hashLink(link)
    return { entry: { ...link, at, hash }, payload: { clusterId, number, salt, payload } }
  })
  await Promise.all([
    tx.insert(journalEntry).values(made.map(({ entry }) => entry)),
    tx.insert(journalPayload).values(made.map(({ payload }) => payload)),
    tx.update(journalHead).set({ number, hash }).where(eq(journalHead.clusterId, clusterId)),
  ])
  return number
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
