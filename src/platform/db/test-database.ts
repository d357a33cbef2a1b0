import { createHash } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'
import { prepareDatabase, readMigrations } from './migrate.ts'
import type { Connection } from './pool.ts'

export type TestDatabase = { owner: Connection; app: Connection }

/**
 * An empty, migrated database for the calling test file, seen as its owner and as the app. Call it once a file, in
 * `beforeAll`; it belongs to the Vitest worker, which empties it before its next file. Close your pools after.
 */
export async function testDatabase(): Promise<TestDatabase> {
  return withAdmin(async (admin, server) => copyForWorker(admin, server, await ensureTemplate(admin, server)))
}

/**
 * As `testDatabase`, but filled by `fill` before: the first file of a run that asks for `name` pays for filling it,
 * the others get a copy. `fill` must close its connections.
 */
export async function filledTestDatabase(
  name: string,
  fill: (database: TestDatabase) => Promise<void>,
): Promise<TestDatabase> {
  return withAdmin(async (admin, server) => {
    const template = await ensureTemplate(admin, server)
    // All workers of a run have one parent; what an earlier run filled may be of another day or of other code.
    const filled = `${template}_${name}_${process.ppid}`
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [filled])
    if (rowCount !== 0) return copyForWorker(admin, server, filled)

    const { rows } = await admin.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [`${template}_${name}_`],
    )
    for (const { datname } of rows)
      await admin.query(`DROP DATABASE ${escapeIdentifier(datname)} WITH (FORCE)`)
    const database = await copyForWorker(admin, server, template)
    await fill(database)
    await admin.query(
      `CREATE DATABASE ${escapeIdentifier(filled)} TEMPLATE ${escapeIdentifier(workersName(template))}`,
    )
    return database
  })
}

/** An empty database without migrations or roles, for tests of the migrations themselves. */
export async function emptyTestDatabase(
  suffix: string,
): Promise<{ owner: Connection; drop: () => Promise<void> }> {
  const server = serverUrl()
  const name = `${prefix}empty_${process.env.VITEST_POOL_ID ?? '0'}_${suffix}`
  const drop = async () => {
    await runAsAdmin(server, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`)
    await runAsAdmin(server, `DROP ROLE IF EXISTS ${escapeIdentifier(`talgud_login_${name}`)}`)
  }
  await drop()
  await runAsAdmin(server, `CREATE DATABASE ${escapeIdentifier(name)}`)
  return { owner: { url: inDatabase(server, name) }, drop }
}

async function withAdmin<T>(work: (admin: Client, server: string) => Promise<T>): Promise<T> {
  const server = serverUrl()
  const admin = new Client(server)
  await admin.connect()
  try {
    return await work(admin, server)
  } finally {
    await admin.end()
  }
}

async function copyForWorker(admin: Client, server: string, source: string): Promise<TestDatabase> {
  const name = workersName(source)
  await admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`)
  await admin.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(source)}`)
  const owner = { url: inDatabase(server, name) }
  return { owner, app: await prepareDatabase(owner, { secret }) }
}

/** The worker's database is named after the migrations, whatever it is copied from. */
function workersName(source: string): string {
  return `${source.slice(0, prefix.length + 12)}_${process.env.VITEST_POOL_ID ?? '0'}`
}

/** Made once for each set of migrations; what earlier sets left is dropped on the way. */
async function ensureTemplate(admin: Client, server: string): Promise<string> {
  const hash = createHash('sha256')
  for (const { name, checksum } of readMigrations()) hash.update(`${name} ${checksum}\n`)
  const template = `${prefix}${hash.digest('hex').slice(0, 12)}`

  await admin.query('SELECT pg_advisory_lock($1)', [templateLock])
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template])
    if (rowCount !== 0) return template

    await dropLeftovers(admin)
    const half = `${template}_half`
    await admin.query(`CREATE DATABASE ${escapeIdentifier(half)}`)
    await prepareDatabase({ url: inDatabase(server, half) }, { secret })
    await admin.query(`ALTER DATABASE ${escapeIdentifier(half)} RENAME TO ${escapeIdentifier(template)}`)
    return template
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [templateLock])
  }
}

async function dropLeftovers(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [prefix],
  )
  for (const { datname } of rows) await admin.query(`DROP DATABASE ${escapeIdentifier(datname)} WITH (FORCE)`)
}

async function runAsAdmin(server: string, sql: string): Promise<void> {
  const admin = new Client(server)
  await admin.connect()
  await admin.query(sql).finally(() => admin.end())
}

function inDatabase(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

function serverUrl(): string {
  const url = process.env.TALGUD_TEST_DATABASE_URL
  if (!url)
    throw new Error(
      'TALGUD_TEST_DATABASE_URL is not set. Maybe run the test as part of the db or e2e project.',
    )
  return url
}

const prefix = 'talgud_test_'
const secret = 'a secret for tests, known to everybody'
const templateLock = 7_416_003
