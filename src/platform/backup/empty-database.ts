import { Client, escapeIdentifier } from 'pg'
import { openOwnerSight } from '#platform/db/owner-sight.ts'
import { type Connection, poolAddress } from '#platform/db/pool.ts'

// What a start that nobody used yet leaves behind.
const ofTheStart = new Set(['schema_migration', 'installation', 'code'])

/** A restore never mixes two installations: it goes into a database that holds nothing of anybody. */
export async function refuseFullDatabase(owner: Connection): Promise<void> {
  await withOwner(owner, async (client) => {
    const { rowCount: others } = await client.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND application_name LIKE 'talgud%'`,
    )
    if (others !== 0) throw new Error('Talgud is running on this database. Stop it before you restore.')

    const names = await tablesOf(client)
    if (names.length > 0 && !names.includes('schema_migration'))
      throw new Error(
        `The database is not empty: it holds ${names[0]}, which is not of Talgud. Use another one.`,
      )
    for (const name of names) {
      if (ofTheStart.has(name)) continue
      const { rowCount } = await client.query(`SELECT FROM ${escapeIdentifier(name)} LIMIT 1`)
      if (rowCount === 0) continue
      throw new Error(
        `The database is not empty (there are rows in ${name}), and a restore never overwrites. ` +
          'Give it an empty database, or a new TALGUD_DATA folder.',
      )
    }
  })
}

/** Removes the tables of a start that nobody used, so that those of the backup's version can be made. */
export async function emptyTheSchema(owner: Connection): Promise<void> {
  await withOwner(owner, async (client) => {
    if ((await tablesOf(client)).length === 0) return
    await client.query('DROP SCHEMA IF EXISTS pgboss CASCADE')
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  })
}

async function tablesOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  )
  return rows.map(({ name }) => name)
}

async function withOwner<T>(owner: Connection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(poolAddress(owner))
  await client.connect()
  try {
    await client.query('BEGIN')
    // Else forced row security would make full tables look empty to an owner who is no superuser.
    await openOwnerSight(client)
    const answer = await work(client)
    await client.query('COMMIT')
    return answer
  } finally {
    await client.end()
  }
}
