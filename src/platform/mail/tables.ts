import { bigint, boolean, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const mail = pgTable('mail', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  recipient: text().notNull(),
  subject: text().notNull(),
  bodyText: text('body_text').notNull(),
  bodyHtml: text('body_html').notNull(),
  status: text({ enum: ['waiting', 'sent', 'kept', 'failed'] })
    .notNull()
    .default('waiting'),
  hasSecret: boolean('has_secret').notNull().default(false),
  unsubscribeUrl: text('unsubscribe_url'),
  failure: text(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  sentAt: timestamp('sent_at', { withTimezone: true }),
})

export const mailAttachment = pgTable('mail_attachment', {
  clusterId: uuid('cluster_id').notNull(),
  mailId: uuid('mail_id').notNull(),
  position: smallint().notNull(),
  sha256: text().notNull(),
  name: text().notNull(),
  mediaType: text('media_type').notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
})
