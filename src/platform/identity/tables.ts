import { bigint, boolean, customType, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { roles } from './actor.ts'
import type { TokenScope } from './rules.ts'

const at = (name: string) => timestamp(name, { withTimezone: true })

export const cluster = pgTable('cluster', {
  id: uuid().primaryKey(),
  slug: text().notNull(),
  name: text().notNull(),
  country: text().notNull(),
  timeZone: text('time_zone').notNull().default('Europe/Tallinn'),
  language: text().notNull().default('en'),
  isDemo: boolean('is_demo').notNull().default(false),
})

export const account = pgTable('account', {
  id: uuid().primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
  language: text({ enum: ['en', 'et'] })
    .notNull()
    .default('en'),
  createdAt: at('created_at').notNull().defaultNow(),
  deactivatedAt: at('deactivated_at'),
})

export const accountSecret = pgTable('account_secret', {
  accountId: uuid('account_id').primaryKey(),
  passwordHash: text('password_hash').notNull(),
  passwordChangedAt: at('password_changed_at').notNull().defaultNow(),
  secondFactorSealed: text('second_factor_sealed'),
  secondFactorOnAt: at('second_factor_on_at'),
  secondFactorStep: bigint('second_factor_step', { mode: 'number' }).notNull().default(0),
})

export const recoveryCode = pgTable('recovery_code', {
  accountId: uuid('account_id').notNull(),
  codeHash: text('code_hash').notNull(),
  usedAt: at('used_at'),
})

export const hat = pgTable('hat', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  accountId: uuid('account_id').notNull(),
  role: text({ enum: roles }).notNull(),
  companyId: uuid('company_id'),
  givenAt: at('given_at').notNull().defaultNow(),
  endedAt: at('ended_at'),
  lastWornAt: at('last_worn_at'),
})

export const session = pgTable('session', {
  tokenHash: text('token_hash').primaryKey(),
  id: uuid().notNull(),
  accountId: uuid('account_id').notNull(),
  clusterId: uuid('cluster_id'),
  hatId: uuid('hat_id'),
  withSecondFactor: boolean('with_second_factor').notNull().default(false),
  createdAt: at('created_at').notNull().defaultNow(),
  lastSeenAt: at('last_seen_at').notNull().defaultNow(),
  signedInAt: at('signed_in_at').notNull().defaultNow(),
  expiresAt: at('expires_at').notNull(),
  passkeyId: uuid('passkey_id'),
  userAgent: text('user_agent').notNull().default(''),
  address: text().notNull().default(''),
})

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const passkey = pgTable('passkey', {
  id: uuid().primaryKey(),
  accountId: uuid('account_id').notNull(),
  credentialId: text('credential_id').notNull(),
  publicKey: bytes('public_key').notNull(),
  counter: bigint({ mode: 'number' }).notNull(),
  transports: text().array().notNull(),
  deviceType: text('device_type', { enum: ['singleDevice', 'multiDevice'] }).notNull(),
  backedUp: boolean('backed_up').notNull(),
  aaguid: text().notNull(),
  name: text().notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  lastUsedAt: at('last_used_at'),
})

export const apiToken = pgTable('api_token', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  accountId: uuid('account_id').notNull(),
  hatId: uuid('hat_id').notNull(),
  companyId: uuid('company_id'),
  name: text().notNull(),
  scopes: text().array().$type<TokenScope[]>().notNull(),
  tokenHash: text('token_hash').notNull(),
  ending: text().notNull(),
  withSecondFactor: boolean('with_second_factor').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  expiresAt: at('expires_at').notNull(),
  lastUsedAt: at('last_used_at'),
  revokedAt: at('revoked_at'),
  revokedBy: uuid('revoked_by'),
})

export const passwordReset = pgTable('password_reset', {
  tokenHash: text('token_hash').primaryKey(),
  accountId: uuid('account_id').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
})

export const invitation = pgTable('invitation', {
  clusterId: uuid('cluster_id').notNull(),
  id: uuid().notNull(),
  email: text().notNull(),
  role: text({ enum: roles }).notNull(),
  companyId: uuid('company_id'),
  language: text({ enum: ['en', 'et'] })
    .notNull()
    .default('en'),
  tokenHash: text('token_hash').notNull(),
  invitedBy: uuid('invited_by').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  expiresAt: at('expires_at').notNull(),
  acceptedAt: at('accepted_at'),
  withdrawnAt: at('withdrawn_at'),
})
