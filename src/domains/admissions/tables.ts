import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { applicationStatuses } from './schema.ts'

const at = (name: string) => timestamp(name, { withTimezone: true })

export const admissionSettings = pgTable('admission_settings', {
  clusterId: uuid('cluster_id').notNull(),
  takesApplications: boolean('takes_applications').notNull().default(false),
  version: integer().notNull().default(1),
})

export const consentText = pgTable('consent_text', {
  clusterId: uuid('cluster_id').notNull(),
  number: integer().notNull(),
  words: jsonb().$type<{ en: string; et: string }>().notNull(),
  writtenAt: at('written_at').notNull(),
})

export const application = pgTable('application', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  status: text({ enum: applicationStatuses }).notNull(),
  language: text({ enum: ['en', 'et'] }).notNull(),
  legalName: text('legal_name').notNull(),
  registerCode: text('register_code'),
  vatNumber: text('vat_number'),
  country: text().notNull(),
  address: text().notNull(),
  website: text(),
  summary: text().notNull(),
  tierId: uuid('tier_id'),
  contactName: text('contact_name').notNull(),
  contactTitle: text('contact_title'),
  contactEmail: text('contact_email').notNull(),
  contactPhone: text('contact_phone'),
  consentNumber: integer('consent_number').notNull(),
  consentedAt: at('consented_at').notNull(),
  tokenHash: text('token_hash').notNull(),
  tokenExpiresAt: at('token_expires_at').notNull(),
  question: text(),
  reason: text(),
  companyId: uuid('company_id'),
  decidedBy: uuid('decided_by'),
  decidedAt: at('decided_at'),
  createdAt: at('created_at').notNull(),
  confirmedAt: at('confirmed_at'),
  version: integer().notNull().default(1),
})
