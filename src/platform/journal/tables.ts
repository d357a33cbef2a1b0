import { bigint, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const journalHead = pgTable('journal_head', {
  clusterId: uuid('cluster_id').primaryKey(),
  number: bigint({ mode: 'number' }).notNull(),
  hash: text().notNull(),
})

export const journalEntry = pgTable('journal_entry', {
  clusterId: uuid('cluster_id').notNull(),
  number: bigint({ mode: 'number' }).notNull(),
  at: timestamp({ withTimezone: true }).notNull(),
  actorId: uuid('actor_id'),
  actorRole: text('actor_role').notNull(),
  action: text().notNull(),
  objectKind: text('object_kind').notNull(),
  objectId: uuid('object_id').notNull(),
  commitment: text().notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text().notNull(),
})

export const journalPayload = pgTable('journal_payload', {
  clusterId: uuid('cluster_id').notNull(),
  number: bigint({ mode: 'number' }).notNull(),
  salt: text().notNull(),
  payload: jsonb().$type<Record<string, unknown>>().notNull(),
})
