import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { ways } from './kinds.ts'

const at = (name: string) => timestamp(name, { withTimezone: true })

export const notification = pgTable('notification', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  accountId: uuid('account_id').notNull(),
  companyId: uuid('company_id'),
  kind: text().notNull(),
  objectKind: text('object_kind').notNull(),
  objectId: uuid('object_id').notNull(),
  occasion: text().notNull(),
  title: text().notNull(),
  data: jsonb().$type<Record<string, unknown>>().notNull(),
  link: text().notNull(),
  toldAt: at('told_at').notNull(),
  readAt: at('read_at'),
  mail: text({ enum: ['none', 'waiting', 'digest', 'sent'] }).notNull(),
})

export const notificationChoice = pgTable('notification_choice', {
  clusterId: uuid('cluster_id').notNull(),
  accountId: uuid('account_id').notNull(),
  kind: text().notNull(),
  way: text({ enum: ways }).notNull(),
})
