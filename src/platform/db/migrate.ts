import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { letOwnerBackUp } from './owner-sight.ts'
import { type Connection, poolAddress } from './pool.ts'
import { ensureRoles, type RoleOptions } from './roles.ts'

export type MigrateOptions = {
  folder?: string | undefined
  onProgress?: ((line: string) => void) | undefined
  /** Stops after these: the tables of an earlier version, for its backup. */
  only?: ReadonlySet<string> | undefined
}
export type Migration = { name: string; sql: string; checksum: string }

/** Brings the database up to date as its owner and answers how the app connects to it. */
export async function prepareDatabase(
  owner: Connection,
  options: RoleOptions & MigrateOptions,
): Promise<Connection> {
  const app = await ensureRoles(owner, options)
  await migrate(owner, options)
  return app
}

/** Applies what is missing, in order, and answers the names; any number of processes may do so at once. */
export async function migrate(owner: Connection, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = readMigrations(options.folder)
  const client = new Client(poolAddress(owner))
  await client.connect()
  try {
    await alone(client, () => client.query(historyTable))
    await refuseOtherHistory(client, migrations)
    const applied: string[] = []
    for (const migration of migrations) {
      if (options.only && !options.only.has(migration.name)) continue
      const fresh = await alone(client, () => applyOnce(client, migration))
      if (!fresh) continue
      applied.push(migration.name)
      options.onProgress?.(`migrated ${migration.name}`)
    }
    await alone(client, () => letOwnerBackUp(client))
    return applied
  } finally {
    await client.end()
  }
}

/** Every migration in order; a file with a name that has no place in the order is refused. */
export function readMigrations(folder = defaultFolder): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const numbers = new Set<string>()
  return names.map((name) => {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]
    if (!number) throw new Error(`The migration ${name} is not named NNNN_name.sql.`)
    if (numbers.has(number)) throw new Error(`Two migrations are numbered ${number}.`)
    numbers.add(number)

    const sql = readFileSync(join(folder, name), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/**
 * Runs `work` in a transaction that no other migrating process runs beside. The lock belongs to the transaction,
 * not the session: it holds behind PgBouncer too.
 */
async function alone<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
    const answer = await work()
    await client.query('COMMIT')
    return answer
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function applyOnce(client: Client, { name, sql, checksum }: Migration): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM schema_migration WHERE name = $1', [name])
  if (rowCount !== 0) return false

  try {
    await client.query(sql)
  } catch (error) {
    throw new Error(`The migration ${name} failed: ${describe(error, sql)}`, { cause: error })
  }
  // A migration that changed a setting for itself must not change it for the next.
  await client.query('SET LOCAL ROLE NONE; SET LOCAL search_path TO DEFAULT')
  await client.query('INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)', [name, checksum])
  return true
}

async function refuseOtherHistory(client: Client, migrations: Migration[]): Promise<void> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM schema_migration ORDER BY name',
  )
  const byName = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of rows) {
    const file = byName.get(name)
    if (!file)
      throw new Error(
        `The database has the migration ${name}, which this version does not know. Run a newer one.`,
      )
    if (file.checksum !== checksum)
      throw new Error(`The migration ${name} was changed after it was applied. Add a new one instead.`)
  }
  const last = rows.at(-1)?.name ?? ''
  const done = new Set(rows.map((row) => row.name))
  const late = migrations.find(({ name }) => name < last && !done.has(name))
  if (late)
    throw new Error(
      `The migration ${late.name} comes before ${last}, which is already applied. Give it a later number.`,
    )
}

function describe(error: unknown, sql: string): string {
  if (!(error instanceof Error)) return String(error)
  const position = 'position' in error ? Number(error.position) : 0
  const line = position > 0 ? ` (line ${sql.slice(0, position).split('\n').length})` : ''
  return `${error.message}${line}`
}

const defaultFolder = resolve(import.meta.dirname, '../../../migrations')
const migrationLock = 7_416_002
const historyTable = `CREATE TABLE IF NOT EXISTS schema_migration (
  name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`
