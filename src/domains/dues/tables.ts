import { bigint, date, integer, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { type Band, type Buyer, feeBases, type InvoiceLine, renewalRules, type Seller } from './schema.ts'

const clusterId = () => uuid('cluster_id').notNull()
const version = () => integer().notNull().default(1)
const cents = (name: string) => bigint(name, { mode: 'number' })
const at = (name: string) => timestamp(name, { withTimezone: true })

export const duesSettings = pgTable('dues_settings', {
  clusterId: clusterId(),
  renewalRule: text('renewal_rule', { enum: renewalRules }).notNull().default('calendar-year'),
  reminderDays: smallint('reminder_days').array().notNull().default([60, 30, 7]),
  graceDays: smallint('grace_days').notNull().default(30),
  paymentDays: smallint('payment_days').notNull().default(14),
  seller: jsonb().$type<Seller>(),
  version: version(),
})

export const fee = pgTable('fee', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  tierId: uuid('tier_id').notNull(),
  validFrom: date('valid_from').notNull(),
  basis: text({ enum: feeBases }).notNull(),
  currency: text().notNull().default('EUR'),
  vatRate: integer('vat_rate'),
  vatNote: jsonb('vat_note').$type<{ en?: string; et?: string }>().notNull().default({}),
  bands: jsonb().$type<Band[]>().notNull().default([]),
  version: version(),
})

export const renewalReminder = pgTable('renewal_reminder', {
  clusterId: clusterId(),
  companyId: uuid('company_id').notNull(),
  endsOn: date('ends_on').notNull(),
  daysBefore: smallint('days_before').notNull(),
  sentAt: at('sent_at').notNull(),
})

export const invoice = pgTable('invoice', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  companyId: uuid('company_id').notNull(),
  kind: text({ enum: ['invoice', 'credit-note'] }).notNull(),
  creditsId: uuid('credits_id'),
  year: smallint(),
  number: integer(),
  language: text({ enum: ['en', 'et'] }).notNull(),
  periodFrom: date('period_from'),
  periodTo: date('period_to'),
  issuedOn: date('issued_on'),
  dueOn: date('due_on'),
  reference: text(),
  rfReference: text('rf_reference'),
  currency: text().notNull(),
  lines: jsonb().$type<InvoiceLine[]>().notNull(),
  netCents: cents('net_cents').notNull(),
  vatCents: cents('vat_cents').notNull(),
  totalCents: cents('total_cents').notNull(),
  note: text(),
  seller: jsonb().$type<Seller>(),
  buyer: jsonb().$type<Buyer>(),
  pdfSha256: text('pdf_sha256'),
  sentAt: at('sent_at'),
  sentTo: text('sent_to').array().notNull().default([]),
  createdAt: at('created_at').notNull(),
  version: version(),
})

export const payment = pgTable('payment', {
  clusterId: clusterId(),
  id: uuid().notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  paidOn: date('paid_on').notNull(),
  cents: cents('cents').notNull(),
  source: text({ enum: ['hand', 'statement'] }).notNull(),
  bankEntry: text('bank_entry'),
  payer: text(),
  reversesId: uuid('reverses_id'),
  recordedBy: uuid('recorded_by'),
  recordedAt: at('recorded_at').notNull(),
})

export const companyFigures = pgTable('company_figures', {
  clusterId: clusterId(),
  companyId: uuid('company_id').notNull(),
  year: smallint().notNull(),
  turnoverCents: cents('turnover_cents'),
  headcount: integer(),
  version: version(),
})

export const bandDeclaration = pgTable('band_declaration', {
  clusterId: clusterId(),
  companyId: uuid('company_id').notNull(),
  year: smallint().notNull(),
  feeId: uuid('fee_id').notNull(),
  bandFrom: cents('band_from').notNull(),
  declaredBy: uuid('declared_by'),
  declaredAt: at('declared_at').notNull(),
  version: version(),
})
