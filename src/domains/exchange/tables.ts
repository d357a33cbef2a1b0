import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { importStatuses, itemParts, outcomes, type StoredPlan, verdicts } from './schema.ts'

type Fact = string | number | string[]
export type Candidate = {
  id: string
  label: string
  score: number
  signs: string[]
  against: string[]
  row: number | null
}
export type Problem = {
  severity: 'row' | 'cell' | 'note'
  code: string
  column?: number
  field?: string
  cell?: string
}
export type RowInTheWay = {
  number: number
  part: (typeof itemParts)[number]
  label: string
  targetId: string | null
}

const clusterId = () => uuid('cluster_id').notNull()
const importId = () => uuid('import_id').notNull()
const at = (name: string) => timestamp(name, { withTimezone: true })
const part = () => text({ enum: itemParts }).notNull()

export const memberImport = pgTable('member_import', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  name: text().notNull(),
  source: text({ enum: ['page', 'command-line'] }).notNull(),
  status: text({ enum: importStatuses }).notNull(),
  encoding: text().notNull().default(''),
  sheets: jsonb().$type<{ name: string; rows: number }[]>().notNull().default([]),
  plan: jsonb().$type<StoredPlan>().notNull(),
  needsCheck: boolean('needs_check').notNull().default(false),
  done: integer().notNull().default(0),
  total: integer().notNull().default(0),
  counts: jsonb().$type<{ added?: number; changed?: number }>().notNull().default({}),
  refusal: jsonb().$type<{ code: string; message: string; rows?: RowInTheWay[] }>(),
  startedBy: uuid('started_by'),
  startedAt: at('started_at').notNull(),
  committedBy: uuid('committed_by'),
  committedAt: at('committed_at'),
  undoneBy: uuid('undone_by'),
  undoneAt: at('undone_at'),
  version: integer().notNull().default(1),
})

export const memberImportItem = pgTable('member_import_item', {
  clusterId: clusterId(),
  importId: importId(),
  number: integer().notNull(),
  part: part(),
  outcome: text({ enum: outcomes }).notNull(),
  label: text().notNull(),
  targetId: uuid('target_id'),
  ownerId: uuid('owner_id'),
  targetVersion: integer('target_version'),
  facts: jsonb().$type<Record<string, Fact>>().notNull(),
  before: jsonb().$type<Record<string, Fact>>().notNull().default({}),
  candidates: jsonb().$type<Candidate[]>().notNull().default([]),
  problems: jsonb().$type<Problem[]>().notNull().default([]),
})

export const memberImportDecision = pgTable('member_import_decision', {
  clusterId: clusterId(),
  importId: importId(),
  number: integer().notNull(),
  part: part(),
  verdict: text({ enum: verdicts }),
  targetId: uuid('target_id'),
  choices: jsonb().$type<Record<string, 'keep' | 'take' | 'both'>>().notNull().default({}),
})

export const memberImportColumns = pgTable('member_import_columns', {
  clusterId: clusterId(),
  kind: text({ enum: ['companies', 'people', 'products'] }).notNull(),
  headersHash: text('headers_hash').notNull(),
  columns: jsonb().$type<StoredPlan['columns']>().notNull(),
  usedAt: at('used_at').notNull(),
})
