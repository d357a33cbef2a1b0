import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'

const environment = z.object({
  TALGUD_MODE: z.enum(['demo', 'staging', 'production']).default('demo'),
  TALGUD_HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4500),
  TALGUD_URL: z.url().optional(),
  TALGUD_DATA: z.string().default('data'),
  TALGUD_SECRET: z.string().min(32, 'must be at least 32 characters').optional(),
  TALGUD_METRICS_TOKEN: z.string().min(32, 'must be at least 32 characters').optional(),
  TALGUD_TRUST_PROXY: z.stringbool().default(false),
  DATABASE_URL: z.string().optional(),
  DATABASE_APP_URL: z.string().optional(),
  TALGUD_PG_BIN: z.string().optional(),
  SMTP_URL: z.string().optional(),
  TALGUD_WORKS: z.enum(['both', 'web', 'worker']).default('both'),
  DATABASE_POOL_URL: z.string().optional(),
  DATABASE_PREPARES: z.stringbool().default(true),
  MAIL_ALLOW: z.string().default(''),
  MAIL_FROM: z.string().default('Talgud <talgud@localhost>'),
  TED_SEARCH_URL: z.url({ protocol: /^https?$/ }).default('https://api.ted.europa.eu'),
  TED_NOTICE_URL: z.url({ protocol: /^https?$/ }).default('https://ted.europa.eu'),
  TED_PAUSE_MS: z.coerce.number().int().min(0).max(60_000).default(700),
  TALGUD_CONTACT: z
    .string()
    .regex(/^[\x21-\x7e]{3,200}$/, 'must be one e-mail address or web address')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

export type Config = {
  mode: 'demo' | 'staging' | 'production'
  host: string
  port: number
  /** The address people type, without a trailing slash; links in mails start with it. */
  publicUrl: string
  dataDir: string
  secret: string
  /** Who reads the figures shows this; without one there are none to read. */
  metricsToken: string | undefined
  trustProxy: boolean
  databaseUrl: string | undefined
  databaseAppUrl: string | undefined
  pgBin: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  /** Whom staging may write to: addresses, and domains as `@domain`. */
  mailAllow: readonly string[]
  /** What this process does: answers people, works off jobs, or both. */
  works: 'both' | 'web' | 'worker'
  /** A PgBouncer in front of the database, for the app's transactions; jobs and migrations go straight to it. */
  databasePoolUrl: string | undefined
  /** Off: no statement is prepared by name, for a pooler that does not know them (PgBouncer before 1.21). */
  databasePrepares: boolean
  /** Where tender notices are looked for and fetched, without a trailing slash, and how long to pause in between. */
  ted: { searchUrl: string; noticeUrl: string; pauseMs: number }
  /** Whom the people behind a public service may write to about what Talgud asks them. */
  contact: string
  logLevel: z.infer<typeof environment>['LOG_LEVEL']
}

/** A setting that is missing or wrong; the message is a sentence for the operator. */
export class ConfigError extends Error {}

/** Reads and checks the settings once, before anything starts. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(dropEmpty(env))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(`The setting ${String(issue?.path[0])} ${issue?.message ?? 'is wrong'}.`)
  }

  const e = parsed.data
  const dataDir = resolve(e.TALGUD_DATA)
  if (e.TALGUD_MODE === 'production' && !e.TALGUD_SECRET) {
    throw new ConfigError(
      'A production start needs TALGUD_SECRET (at least 32 random characters); it signs links and protects second factors.',
    )
  }
  if (e.TALGUD_MODE === 'production' && !e.TALGUD_URL?.startsWith('https://')) {
    throw new ConfigError('A production start needs TALGUD_URL, the https address people use.')
  }

  for (const name of ['TED_SEARCH_URL', 'TED_NOTICE_URL'] as const) {
    if (e.TALGUD_MODE === 'production' && !e[name].startsWith('https://')) {
      throw new ConfigError(`In production ${name} must be an https address.`)
    }
  }

  const publicUrl = withoutSlash(e.TALGUD_URL ?? `http://localhost:${e.PORT}`)
  if (e.DATABASE_POOL_URL && !e.DATABASE_URL) {
    throw new ConfigError(
      'DATABASE_POOL_URL needs DATABASE_URL, the way past the pooler to the database itself.',
    )
  }
  return {
    mode: e.TALGUD_MODE,
    host: e.TALGUD_HOST,
    port: e.PORT,
    publicUrl,
    dataDir,
    secret: e.TALGUD_SECRET ?? keptSecret(dataDir),
    metricsToken: e.TALGUD_METRICS_TOKEN,
    trustProxy: e.TALGUD_TRUST_PROXY,
    databaseUrl: e.DATABASE_URL,
    databaseAppUrl: e.DATABASE_APP_URL,
    pgBin: e.TALGUD_PG_BIN,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    mailAllow: e.MAIL_ALLOW.toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    works: e.TALGUD_WORKS,
    databasePoolUrl: e.DATABASE_POOL_URL,
    databasePrepares: e.DATABASE_PREPARES,
    ted: {
      searchUrl: withoutSlash(e.TED_SEARCH_URL),
      noticeUrl: withoutSlash(e.TED_NOTICE_URL),
      pauseMs: e.TED_PAUSE_MS,
    },
    contact: e.TALGUD_CONTACT ?? publicUrl,
    logLevel: e.LOG_LEVEL,
  }
}

/** Outside production the secret is made once and kept beside the data. */
function keptSecret(dataDir: string): string {
  const file = resolve(dataDir, 'secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()

  const secret = randomBytes(32).toString('base64url')
  keepSecret(dataDir, secret)
  return secret
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

/** Puts the secret beside the data, and answers the file. */
export function keepSecret(dataDir: string, secret: string): string {
  const file = resolve(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return file
}

function dropEmpty(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
}
