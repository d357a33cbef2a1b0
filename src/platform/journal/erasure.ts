import { and, eq } from 'drizzle-orm'
import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { newId } from '#platform/new-id.ts'
import { record } from './journal.ts'
import { journalEntry, journalPayload } from './tables.ts'

export const erasure = pgTable('erasure', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  kind: text().notNull(),
  objectId: text('object_id').notNull(),
  erasedAt: timestamp('erased_at', { withTimezone: true }).notNull(),
})

/** Erases one thing for good. Repeated, or where the thing is not there, it does nothing. */
export type Eraser = (tx: Tx, actor: Actor, objectId: string) => Promise<void>

/** By kind (`domain/thing`), how an erasure is done again after an older backup was restored. */
export type Erasers = Readonly<Record<string, Eraser>>

/** Remembers, by id only, that something was erased. Whoever erases calls it in the same transaction. */
export async function noteErasure(
  tx: Tx,
  actor: Actor,
  at: Date,
  kind: string,
  objectId: string,
): Promise<void> {
  const row = { clusterId: actor.clusterId, id: newId(at.getTime()), kind, objectId, erasedAt: at }
  await tx.insert(erasure).values(row).onConflictDoNothing()
}

/** Erases what a journal entry says, and leaves the chain whole: that something happened stays, its words go. */
export async function erasePayload(tx: Tx, actor: Actor, at: Date, number: number): Promise<void> {
  const [entry] = await tx
    .select({ objectKind: journalEntry.objectKind, objectId: journalEntry.objectId })
    .from(journalEntry)
    .where(and(eq(journalEntry.clusterId, actor.clusterId), eq(journalEntry.number, number)))
  if (!entry) return

  await journalErasers['journal/payload'](tx, actor, String(number))
  await noteErasure(tx, actor, at, 'journal/payload', String(number))
  await record(tx, actor, at, { action: 'journal/payload-erased', ...entry })
}

export const journalErasers = {
  'journal/payload': async (tx: Tx, actor: Actor, objectId: string) => {
    await tx
      .delete(journalPayload)
      .where(and(eq(journalPayload.clusterId, actor.clusterId), eq(journalPayload.number, Number(objectId))))
  },
} satisfies Erasers
