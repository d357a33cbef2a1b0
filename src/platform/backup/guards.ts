import { type Client, escapeIdentifier } from 'pg'

/**
 * Takes off, for the running transaction, what stands between the owner and loading whole tables: foreign keys (their
 * order), triggers, and row security on the owner itself. Puts all back after `work`; putting a foreign key back checks
 * every row. The tables are emptied first: migrations may have put rows of their own in.
 */
export async function withoutGuards<T>(
  client: Client,
  tables: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const { rows: keys } = await client.query<{ owner: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS owner, conname AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0`,
  )
  const { rows: forced } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relforcerowsecurity`,
  )
  const all = tables.map((name) => escapeIdentifier(name))
  for (const { owner, name } of keys)
    await client.query(`ALTER TABLE ${owner} DROP CONSTRAINT ${escapeIdentifier(name)}`)
  for (const { name } of forced)
    await client.query(`ALTER TABLE ${escapeIdentifier(name)} NO FORCE ROW LEVEL SECURITY`)
  for (const table of all) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await client.query(`TRUNCATE ${all.join(', ')}`)

  const answer = await work()

  for (const table of all) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  for (const { name } of forced)
    await client.query(`ALTER TABLE ${escapeIdentifier(name)} FORCE ROW LEVEL SECURITY`)
  for (const { owner, name, definition } of keys) {
    await client.query(`ALTER TABLE ${owner} ADD CONSTRAINT ${escapeIdentifier(name)} ${definition}`)
  }
  return answer
}
