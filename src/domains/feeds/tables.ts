import { boolean, date, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { defenceChoices, runFailures, runStatuses, runTriggers } from './schema.ts'

const at = (name: string) => timestamp(name, { withTimezone: true })

export const tenderFeed = pgTable('tender_feed', {
  clusterId: uuid('cluster_id').primaryKey(),
  version: integer().notNull().default(1),
  isOn: boolean('is_on').notNull(),
  cpv: text().array().notNull(),
  countries: text().array().notNull(),
  defence: text({ enum: defenceChoices }).notNull(),
  hasAwards: boolean('has_awards').notNull(),
  daysBack: integer('days_back').notNull(),
  hour: integer().notNull(),
  nextRunAt: at('next_run_at'),
  changedBy: uuid('changed_by'),
  changedAt: at('changed_at').notNull(),
})

export const feedRun = pgTable('tender_feed_run', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  query: text().notNull(),
  fromDay: date('from_day').notNull(),
  untilDay: date('until_day').notNull(),
  startedBy: uuid('started_by'),
  trigger: text({ enum: runTriggers }).notNull(),
  startedAt: at('started_at').notNull(),
  finishedAt: at('finished_at'),
  status: text({ enum: runStatuses }).notNull(),
  attempt: integer().notNull().default(0),
  touchedAt: at('touched_at').notNull(),
  token: text(),
  lastNumber: text('last_number'),
  answersRead: integer('answers_read').notNull().default(0),
  walks: integer().notNull().default(1),
  announced: integer(),
  isListed: boolean('is_listed').notNull().default(false),
  importId: uuid('import_id'),
  tries: integer().notNull().default(0),
  resumeAt: at('resume_at'),
  failure: text({ enum: runFailures }),
})

export const feedItem = pgTable('tender_feed_item', {
  clusterId: uuid('cluster_id').notNull(),
  runId: uuid('run_id').notNull(),
  number: text().notNull(),
  xmlUrl: text('xml_url'),
  state: text({ enum: ['waiting', 'known', 'done', 'lost'] })
    .notNull()
    .default('waiting'),
  tries: integer().notNull().default(0),
  isCarried: boolean('is_carried').notNull().default(false),
})
