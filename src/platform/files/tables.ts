import { bigint, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const file = pgTable('file', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  sha256: text().notNull(),
  name: text().notNull(),
  mediaType: text('media_type').notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
  uploadedBy: uuid('uploaded_by'),
  uploadedAt: timestamp('uploaded_at', { withTimezone: true }).notNull().defaultNow(),
})
