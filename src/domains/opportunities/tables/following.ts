import { date, integer, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { NoticeAddress } from '../schema/saved-search.ts'

const at = (name: string) => timestamp(name, { withTimezone: true })
const clusterId = () => uuid('cluster_id').notNull()
const noticeId = () => uuid('notice_id').notNull()
const accountId = () => uuid('account_id').notNull()
// Null: the cluster's own side.
const companyId = () => uuid('company_id')

export const noticeWatch = pgTable('notice_watch', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  accountId: accountId(),
  companyId: companyId(),
  how: text({ enum: ['chosen', 'interested'] }).notNull(),
  since: at('since').notNull(),
})

export const noticeTag = pgTable('notice_tag', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  companyId: companyId(),
  name: text().notNull(),
  addedBy: uuid('added_by').notNull(),
  addedAt: at('added_at').notNull(),
})

export const noticeNote = pgTable('notice_note', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  noticeId: noticeId(),
  companyId: companyId(),
  body: text().notNull(),
  writtenBy: uuid('written_by').notNull(),
  writtenAt: at('written_at').notNull(),
  version: integer().notNull().default(1),
})

export const noticeAssignment = pgTable('notice_assignment', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  companyId: companyId(),
  accountId: accountId(),
  dueOn: date('due_on'),
  assignedBy: uuid('assigned_by').notNull(),
  assignedAt: at('assigned_at').notNull(),
})

export const savedSearch = pgTable('saved_search', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  ownerId: uuid('owner_id').notNull(),
  companyId: companyId(),
  name: text().notNull(),
  address: jsonb().$type<NoticeAddress>().notNull(),
  sharing: text({ enum: ['mine', 'company', 'staff'] }).notNull(),
  createdAt: at('created_at').notNull(),
  version: integer().notNull().default(1),
})

export const searchDigest = pgTable('search_digest', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  searchId: uuid('search_id').notNull(),
  accountId: accountId(),
  companyId: companyId(),
  rhythm: text({ enum: ['daily', 'weekly'] }).notNull(),
  hour: smallint().notNull(),
  weekday: smallint().notNull(),
  since: at('since').notNull(),
  nextAt: at('next_at').notNull(),
  lastSentAt: at('last_sent_at'),
  checkedAt: at('checked_at'),
})

export const calendarFeed = pgTable('calendar_feed', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  accountId: accountId(),
  companyId: companyId(),
  searchId: uuid('search_id'),
  tokenHash: text('token_hash').notNull(),
  createdAt: at('created_at').notNull(),
  revokedAt: at('revoked_at'),
  readAt: at('read_at'),
})
