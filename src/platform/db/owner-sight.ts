import { type Client, escapeIdentifier } from 'pg'

const policy = 'owner_backup'

/**
 * Forced row security holds the owner too, and an owner without superuser rights could never back up what it owns.
 * So each such table gets a policy for its owner alone, which opens only where a backup says it is one: a query that
 * forgets its scope still sees nothing.
 */
export async function letOwnerBackUp(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; has_old: boolean }>(
    `SELECT c.relname AS name, p.oid IS NOT NULL AS has_old FROM pg_class c
     LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = $1
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relforcerowsecurity
       AND c.relowner = current_user::regrole AND NOT coalesce(p.polroles = ARRAY[c.relowner], false)`,
    [policy],
  )
  for (const { name, has_old } of rows) {
    const table = escapeIdentifier(name)
    if (has_old) await client.query(`DROP POLICY ${policy} ON ${table}`)
    await client.query(
      `CREATE POLICY ${policy} ON ${table} FOR SELECT TO CURRENT_USER
         USING (coalesce(current_setting('talgud.backup', true), '') = 'on')`,
    )
  }
}

/** Opens the owner's sight for the running transaction, or refuses where it would see only part of a table. */
export async function openOwnerSight(client: Client): Promise<void> {
  await client.query("SELECT set_config('talgud.backup', 'on', true)")
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c, pg_roles r
     WHERE r.rolname = current_user AND NOT r.rolsuper AND NOT r.rolbypassrls
       AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity AND c.relforcerowsecurity
       AND NOT EXISTS (SELECT FROM pg_policy p
         WHERE p.polrelid = c.oid AND p.polname = $1 AND p.polroles = ARRAY[r.oid])`,
    [policy],
  )
  if (rows[0]) {
    throw new Error(
      `The login of DATABASE_URL does not see all of the table ${rows[0].name}. Use the owner of the tables.`,
    )
  }
}
