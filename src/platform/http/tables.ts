import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const idempotencyKey = pgTable('idempotency_key', {
  clusterId: uuid('cluster_id').notNull(),
  accountId: uuid('account_id').notNull(),
  key: text().notNull(),
  requestHash: text('request_hash').notNull(),
  status: integer().notNull(),
  answer: jsonb().$type<unknown>(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})
