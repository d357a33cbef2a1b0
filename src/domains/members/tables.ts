import { boolean, date, integer, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { clearances, companyVisibilities, sizeClasses, tierKinds } from './schema.ts'

type ByLanguage = { en?: string; et?: string }
const ownership = () => ({
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  version: integer().notNull().default(1),
})
const partOwnership = () => ({ ...ownership(), companyId: uuid('company_id').notNull() })
const partVisibility = () =>
  text({ enum: ['public', 'partner-clusters', 'cluster', 'company'] })
    .notNull()
    .default('cluster')

export const company = pgTable('company', {
  ...ownership(),
  legalName: text('legal_name').notNull(),
  registerCode: text('register_code'),
  vatNumber: text('vat_number'),
  country: text().notNull(),
  address: text(),
  nuts: text(),
  sizeClass: text('size_class', { enum: sizeClasses }),
  foundedYear: smallint('founded_year'),
  website: text(),
  logoFileId: uuid('logo_file_id'),
  ncage: text(),
  summary: jsonb().$type<ByLanguage>().notNull().default({}),
  exportCountries: text('export_countries').array().notNull().default([]),
  clearance: text({ enum: clearances }).notNull().default('unknown'),
  visibility: text({ enum: companyVisibilities }).notNull().default('cluster'),
  cpv: text().array().notNull().default([]),
  completeness: smallint().notNull().default(0),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
})

export const tier = pgTable('tier', {
  ...ownership(),
  name: jsonb().$type<{ en: string; et: string }>().notNull(),
  kind: text({ enum: tierKinds }).notNull(),
  hasVote: boolean('has_vote').notNull(),
  isOffered: boolean('is_offered').notNull().default(true),
  position: smallint().notNull().default(0),
})

export const membership = pgTable('membership', {
  ...partOwnership(),
  tierId: uuid('tier_id'),
  status: text({ enum: ['applied', 'approved', 'active', 'grace', 'ended'] }).notNull(),
  appliedOn: date('applied_on'),
  approvedOn: date('approved_on'),
  startsOn: date('starts_on'),
  endsOn: date('ends_on'),
  graceUntil: date('grace_until'),
})

export const person = pgTable('person', {
  ...partOwnership(),
  name: text().notNull(),
  jobTitle: text('job_title'),
  email: text(),
  phone: text(),
  language: text({ enum: ['en', 'et'] })
    .notNull()
    .default('en'),
  roles: text().array().$type<PersonRole[]>().notNull().default([]),
})
type PersonRole =
  | 'main-contact'
  | 'sales'
  | 'dues'
  | 'export-control'
  | 'security'
  | 'technical'
  | 'management'

export const capability = pgTable('capability', {
  ...partOwnership(),
  name: text().notNull(),
  cpv: text().array().notNull().default([]),
  supplyClasses: text('supply_classes').array().notNull().default([]),
  terms: text().array().notNull().default([]),
  level: text({ enum: ['claimed', 'delivered', 'certified'] }).notNull(),
  evidence: text(),
  visibility: partVisibility(),
})

export const product = pgTable('product', {
  ...partOwnership(),
  kind: text({ enum: ['product', 'service'] })
    .notNull()
    .default('product'),
  name: text().notNull(),
  description: jsonb().$type<ByLanguage>().notNull().default({}),
  readiness: smallint(),
  cpv: text().array().notNull().default([]),
  controlStatus: text('control_status', { enum: ['unknown', 'none', 'military', 'dual-use'] })
    .notNull()
    .default('unknown'),
  controlCode: text('control_code'),
  standards: jsonb().$type<StandardUse[]>().notNull().default([]),
  visibility: partVisibility(),
})
type StandardUse = {
  standard: string
  role: 'provider' | 'consumer' | 'both' | 'meets'
  evidence: 'claimed' | 'tested' | 'certified'
}

export const reference = pgTable('reference', {
  ...partOwnership(),
  title: text().notNull(),
  description: text(),
  buyerName: text('buyer_name').notNull(),
  buyerCountry: text('buyer_country').notNull(),
  year: smallint().notNull(),
  valueBand: text('value_band', { enum: ['under-50k', '50k-250k', '250k-1m', '1m-5m', 'over-5m'] }),
  cpv: text().array().notNull().default([]),
  visibility: partVisibility(),
})

export const certificate = pgTable('certificate', {
  ...partOwnership(),
  kind: text().notNull(),
  number: text(),
  issuer: text(),
  issuedOn: date('issued_on'),
  expiresOn: date('expires_on'),
  fileId: uuid('file_id'),
  visibility: partVisibility(),
})
