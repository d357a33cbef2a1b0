import { and, asc, eq, gte, isNull } from 'drizzle-orm'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { type Actor, systemActor } from '#platform/identity/actor.ts'
import { invitation } from '#platform/identity/tables.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { type Erasers, erasure, noteErasure } from '#platform/journal/erasure.ts'
import { record } from '#platform/journal/journal.ts'
import { subscribersOf } from '#platform/journal/subscriptions.ts'
import { journalEntry } from '#platform/journal/tables.ts'
import { verifyChain } from '#platform/journal/verify.ts'
import { mail } from '#platform/mail/tables.ts'
import type { Erasure, Head } from './schema.ts'

/** What a domain does in each cluster after a restore: above all, queue work that had not ended, as jobs are not kept. */
export type Resume = (tx: Tx, actor: Actor, now: Date) => Promise<void>

export type Aftercare = {
  journals: number
  entries: number
  heldMails: number
  closedInvitations: number
  erasures: number
}

/**
 * Makes a loaded backup fit to run: proves the journals to the heads noted in the backup, voids links and holds mails
 * that were under way, erases again what was erased since, and lets the domains take up their work.
 */
export async function takeUpAgain(
  house: House,
  head: Head,
  how: { erasers: Erasers; resumes: readonly Resume[]; erasedSince: readonly Erasure[] },
): Promise<Aftercare> {
  const sums: Aftercare = { journals: 0, entries: 0, heldMails: 0, closedInvitations: 0, erasures: 0 }
  for (const journal of head.journals) {
    sums.entries += await proveJournal(house, journal)
    sums.journals += 1
  }

  const clusters = await inTransaction(house.pool, 'gate', async (tx) => {
    const { rows } = await tx.client.query<{ id: string }>('SELECT id FROM cluster ORDER BY id')
    return rows
  })
  for (const { id } of clusters) {
    const actor = systemActor(id)
    const scope = { clusterId: id, accountId: '', role: 'system', companyId: null }
    await inTransaction(house.pool, scope, async (tx) => {
      const now = house.clock.now()
      sums.heldMails += await holdMails(tx, actor)
      sums.closedInvitations += await closeInvitations(tx, actor, now)
      const since = how.erasedSince.filter(({ clusterId }) => clusterId === id)
      sums.erasures += await eraseAgain(tx, actor, how.erasers, since)
      await wakeSubscribers(tx, actor, new Date(head.madeAt))
      for (const resume of how.resumes) await resume(tx, actor, now)
      await record(tx, actor, now, {
        action: 'platform/restored',
        objectKind: 'cluster',
        objectId: id,
        payload: { title: head.madeAt, audience: 'cluster' },
      })
    })
  }
  return sums
}

async function proveJournal(house: House, kept: Head['journals'][number]): Promise<number> {
  const scope = { clusterId: kept.clusterId, accountId: '', role: 'system', companyId: null }
  const report = await inTransaction(house.pool, scope, (tx) => verifyChain(tx, kept.clusterId))
  const isWhole =
    report.faults.length === 0 && report.entries === kept.number && report.headHash === kept.hash
  if (!isWhole) {
    throw new Error(
      `The journal of cluster ${kept.clusterId} does not lead to the head that the backup names ` +
        `(${report.entries} entries of ${kept.number}, ${report.faults.length} faults). Do not use this database.`,
    )
  }
  return report.entries
}

/** A mail that waited when the backup was made may have gone out since: it is kept on the mail page, never sent. */
async function holdMails(tx: Tx, actor: Actor): Promise<number> {
  const waiting = and(eq(mail.clusterId, actor.clusterId), eq(mail.status, 'waiting'))
  await tx
    .update(mail)
    .set({ bodyText: '', bodyHtml: '' })
    .where(and(waiting, eq(mail.hasSecret, true)))
  const { rowCount } = await tx.update(mail).set({ status: 'kept' }).where(waiting)
  return rowCount ?? 0
}

/** An invitation may have been accepted or withdrawn since: its link no longer works, and staff invite again. */
async function closeInvitations(tx: Tx, actor: Actor, now: Date): Promise<number> {
  const { rowCount } = await tx
    .update(invitation)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(invitation.clusterId, actor.clusterId),
        isNull(invitation.acceptedAt),
        isNull(invitation.withdrawnAt),
      ),
    )
  return rowCount ?? 0
}

/** Jobs are not kept. What the last entries set off may not have been done: it is safe to repeat, so it is repeated. */
async function wakeSubscribers(tx: Tx, actor: Actor, madeAt: Date): Promise<void> {
  const { clusterId } = actor
  const since = new Date(madeAt.getTime() - longestRetry)
  const entries = await tx
    .select({ action: journalEntry.action, objectId: journalEntry.objectId, number: journalEntry.number })
    .from(journalEntry)
    .where(and(eq(journalEntry.clusterId, clusterId), gte(journalEntry.at, since)))
    .orderBy(asc(journalEntry.number))
  for (const entry of entries) {
    for (const queue of subscribersOf(entry.action)) await enqueue(tx, queue, { clusterId, ...entry })
  }
}

// A job that fails is tried again for nine minutes.
const longestRetry = 3_600_000

async function eraseAgain(
  tx: Tx,
  actor: Actor,
  erasers: Erasers,
  since: readonly Erasure[],
): Promise<number> {
  for (const { kind, objectId, erasedAt } of since)
    await noteErasure(tx, actor, new Date(erasedAt), kind, objectId)
  const all = await tx.select().from(erasure).where(eq(erasure.clusterId, actor.clusterId))
  const unknown = all.find(({ kind }) => !erasers[kind])
  if (unknown)
    throw new Error(`This version of Talgud does not know how to erase ${unknown.kind}. Use the newest one.`)

  for (const { kind, objectId } of all) await erasers[kind]?.(tx, actor, objectId)
  return all.length
}
