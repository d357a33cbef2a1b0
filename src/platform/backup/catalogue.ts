import type { Client } from 'pg'
import type { Head, TableFacts } from './schema.ts'

/**
 * Tables whose rows no backup holds: sessions, API tokens, one-use links and calendar addresses die with a restore (one
 * that was revoked since must not come back), tries and kept answers are of the moment, and what the database knows
 * about itself is made anew.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'schema_migration',
  'installation',
  'session',
  'password_reset',
  'api_token',
  'calendar_feed',
  'passkey_challenge',
  'sign_in_try',
  'idempotency_key',
])

/** The tables to carry, in the order of their names, each with the columns that are stored (none computed). */
export async function readTables(client: Client): Promise<TableFacts[]> {
  const { rows } = await client.query<TableFacts>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
  )
  return rows.filter(({ name }) => !leftOut.has(name))
}

/** Where every counter stands. */
export async function readSequences(client: Client): Promise<Head['sequences']> {
  const { rows } = await client.query<Head['sequences'][number]>(
    `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
     WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`,
  )
  return rows
}

/** Values read and written the same way on every server, whatever its own settings are. */
export const sameEverywhere = `
  SET LOCAL client_encoding = 'UTF8'; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD';
  SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';
  SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`
