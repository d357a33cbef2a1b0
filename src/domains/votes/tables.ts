import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Option, Result } from './schema.ts'

const at = (name: string) => timestamp(name, { withTimezone: true })

export const vote = pgTable('vote', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  question: text().notNull(),
  explanation: text(),
  options: jsonb().$type<Option[]>().notNull(),
  isSecret: boolean('is_secret').notNull(),
  openedAt: at('opened_at').notNull(),
  closesAt: at('closes_at').notNull(),
  closedAt: at('closed_at'),
  result: jsonb().$type<Result>(),
  openedBy: uuid('opened_by'),
  version: integer().notNull().default(1),
})

export const ballot = pgTable('ballot', {
  clusterId: uuid('cluster_id').notNull(),
  voteId: uuid('vote_id').notNull(),
  companyId: uuid('company_id').notNull(),
  optionId: text('option_id'),
  castBy: uuid('cast_by'),
  castAt: at('cast_at').notNull(),
})
