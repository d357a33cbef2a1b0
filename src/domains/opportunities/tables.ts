import {
  bigint,
  boolean,
  customType,
  date,
  integer,
  jsonb,
  pgTable,
  real,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { EligibilityCheck, Reason } from '#engines/matching/types.ts'
import type { ParsedNotice } from '#engines/notice-formats/notice.ts'
import { entryVisibilities } from './schema/entry.ts'
import { answerReasons, answers, eligibles, importStatuses, noticeKinds, noticeSources } from './schema.ts'

type Texts = Readonly<Record<string, string>>
const at = (name: string) => timestamp(name, { withTimezone: true })
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
const clusterId = () => uuid('cluster_id').notNull()
const noticeId = () => uuid('notice_id').notNull()

export const notice = pgTable('notice', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  key: text().notNull(),
  version: integer().notNull().default(1),
  source: text({ enum: noticeSources }).notNull().default('file'),
  format: text().notNull(),
  kind: text({ enum: noticeKinds }).notNull(),
  subtype: text(),
  officialId: text('official_id'),
  officialVersion: text('official_version'),
  publicationId: text('publication_id'),
  publishedOn: date('published_on'),
  dispatchedAt: at('dispatched_at'),
  procedureId: text('procedure_id'),
  procedureType: text('procedure_type'),
  legalBasis: text('legal_basis'),
  isDefence: boolean('is_defence').notNull(),
  title: jsonb().$type<Texts>().notNull(),
  summary: jsonb().$type<Texts>().notNull(),
  languages: text().array().notNull(),
  cpvMain: text('cpv_main'),
  cpv: text().array().notNull().default([]),
  // PostgreSQL derives these two from cpv_main.
  cpvGroup: text('cpv_group').generatedAlwaysAs(''),
  cpvClass: text('cpv_class').generatedAlwaysAs(''),
  cpvPredicted: jsonb('cpv_predicted').$type<{ code: string; score: number }[]>(),
  cpvConfirmedBy: uuid('cpv_confirmed_by'),
  cpvConfirmedAt: at('cpv_confirmed_at'),
  countries: text().array().notNull().default([]),
  nuts: text().array().notNull().default([]),
  buyerNames: text('buyer_names').array().notNull().default([]),
  buyerKey: text('buyer_key'),
  buyerCountry: text('buyer_country'),
  valueCents: bigint('value_cents', { mode: 'number' }),
  currency: text(),
  tenderDeadline: at('tender_deadline'),
  requestDeadline: at('request_deadline'),
  deadline: at('deadline'),
  openUntil: at('open_until'),
  isEuFunded: boolean('is_eu_funded').notNull().default(false),
  needsClearance: boolean('needs_clearance').notNull().default(false),
  document: jsonb().$type<ParsedNotice>().notNull(),
  sha256: text().notNull(),
  importId: uuid('import_id'),
  search: tsvector().notNull().default(''),
  importedAt: at('imported_at').notNull(),
  changedAt: at('changed_at').notNull(),
  matchWanted: integer('match_wanted').notNull().default(1),
  matchDone: integer('match_done').notNull().default(0),
  matchedAt: at('matched_at'),
  visibility: text({ enum: entryVisibilities }).notNull().default('cluster'),
  ownerCompanyId: uuid('owner_company_id'),
  ownerAccountId: uuid('owner_account_id'),
  endedAt: at('ended_at'),
})

export const noticeReader = pgTable('notice_reader', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  companyId: uuid('company_id').notNull(),
  ownerCompanyId: uuid('owner_company_id'),
})

export const noticeFile = pgTable('notice_file', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  fileId: uuid('file_id').notNull(),
  addedBy: uuid('added_by'),
  addedAt: at('added_at').notNull(),
})

export const noticeAlias = pgTable('notice_alias', {
  clusterId: clusterId(),
  alias: text().notNull(),
  noticeId: noticeId(),
})

export const noticeReference = pgTable('notice_reference', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  alias: text().notNull(),
})

export const noticeVersion = pgTable('notice_version', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  number: integer().notNull(),
  key: text().notNull(),
  sha256: text().notNull(),
  dispatchedAt: at('dispatched_at'),
  publishedOn: date('published_on'),
  document: jsonb().$type<ParsedNotice>().notNull(),
  storedAt: at('stored_at').notNull(),
})

export const noticeAward = pgTable('notice_award', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  number: integer().notNull(),
  lotIds: text('lot_ids').array().notNull().default([]),
  title: jsonb().$type<Texts>().notNull().default({}),
  winners: text().array().notNull(),
  winnerKeys: text('winner_keys').array().notNull().default([]),
  winnerCountries: text('winner_countries').array().notNull().default([]),
  isGroup: boolean('is_group').notNull(),
  valueCents: bigint('value_cents', { mode: 'number' }),
  currency: text(),
  cpv: text(),
  cpvGroup: text('cpv_group').generatedAlwaysAs(''),
  cpvClass: text('cpv_class').generatedAlwaysAs(''),
  buyerName: text('buyer_name'),
  buyerKey: text('buyer_key'),
  buyerCountry: text('buyer_country'),
  decidedOn: date('decided_on'),
  tendersReceived: integer('tenders_received'),
})

export const noticeMatch = pgTable('notice_match', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  companyId: uuid('company_id').notNull(),
  score: real().notNull(),
  eligible: text({ enum: eligibles }).notNull(),
  why: jsonb().$type<readonly Reason[]>().notNull(),
  eligibility: jsonb().$type<readonly EligibilityCheck[]>().notNull(),
  computedAt: at('computed_at').notNull(),
})

export const noticeAnswer = pgTable('notice_answer', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  companyId: uuid('company_id').notNull(),
  answer: text({ enum: answers }).notNull(),
  reason: text({ enum: answerReasons }),
  note: text(),
  answeredBy: uuid('answered_by'),
  isOnBehalf: boolean('is_on_behalf').notNull(),
  answeredAt: at('answered_at').notNull(),
  version: integer().notNull().default(1),
})

export const noticeAnswerTurn = pgTable('notice_answer_turn', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  companyId: uuid('company_id').notNull(),
  turn: integer().notNull(),
})

export const noticeConsortium = pgTable('notice_consortium', {
  clusterId: clusterId(),
  noticeId: noticeId(),
  version: integer().notNull().default(1),
  minEntities: integer('min_entities'),
  minCountries: integer('min_countries'),
  minIndependent: integer('min_independent'),
  countries: text().array().notNull().default([]),
  note: text(),
  changedBy: uuid('changed_by'),
  changedAt: at('changed_at').notNull(),
})

export const noticeImport = pgTable('notice_import', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  name: text().notNull(),
  source: text({ enum: noticeSources }).notNull().default('file'),
  fileId: uuid('file_id'),
  startedBy: uuid('started_by'),
  startedAt: at('started_at').notNull(),
  finishedAt: at('finished_at'),
  status: text({ enum: importStatuses }).notNull().default('waiting'),
  entriesDone: integer('entries_done').notNull().default(0),
  added: integer().notNull().default(0),
  updated: integer().notNull().default(0),
  unchanged: integer().notNull().default(0),
  refused: integer().notNull().default(0),
  refusals: jsonb().$type<{ name: string; code: string; message: string }[]>().notNull().default([]),
})
