import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { type Connection, poolAddress } from './pool.ts'

/** The group every app login belongs to; migrations grant to it, and it owns nothing. */
export const appRole = 'talgud_app'

export type RoleOptions = {
  /** Derives the app login's password, so that every process of one installation knows it. */
  secret: string
  /** The operator's own app login (`DATABASE_APP_URL`) instead of the derived one. */
  appUrl?: string | undefined
}

/** Creates the roles the app needs and answers how the app connects; refuses a login that row security cannot hold. */
export async function ensureRoles(owner: Connection, options: RoleOptions): Promise<Connection> {
  const client = new Client(poolAddress(owner))
  await client.connect()
  try {
    await client.query('BEGIN')
    // Roles belong to the whole server, this lock to one database: `createRole` copes with a neighbour's haste.
    await client.query('SELECT pg_advisory_xact_lock($1)', [rolesLock])
    await createRole(client, appRole, 'NOLOGIN')
    const app = options.appUrl ? { url: options.appUrl } : await ensureLogin(client, owner, options.secret)
    const login = options.appUrl ? new Client(options.appUrl).user : loginName(client.database ?? '')
    await joinGroup(client, login ?? '')
    await client.query('COMMIT')
    await refuseUnheldLogin(client, app)
    return app
  } finally {
    await client.end()
  }
}

/** How the app logs in, without making or changing anything. */
export function appConnection(owner: Connection, { secret, appUrl }: RoleOptions): Connection {
  if (appUrl) return { url: appUrl }
  const name = loginName(new Client(poolAddress(owner)).database ?? '')
  return withLogin(owner, name, passwordOf(name, secret))
}

async function ensureLogin(client: Client, owner: Connection, secret: string): Promise<Connection> {
  const name = loginName(client.database ?? '')
  const password = passwordOf(name, secret)
  const app = withLogin(owner, name, password)
  const created = await createRole(
    client,
    name,
    `LOGIN PASSWORD ${escapeLiteral(scramVerifier(name, password))}`,
  )
  if (!created && !(await logsIn(app))) await changePassword(client, name, password)
  const database = escapeIdentifier(client.database ?? '')
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${escapeIdentifier(name)}`)
  return app
}

async function changePassword(client: Client, name: string, password: string): Promise<void> {
  try {
    await client.query(
      `ALTER ROLE ${escapeIdentifier(name)} PASSWORD ${escapeLiteral(scramVerifier(name, password))}`,
    )
  } catch (error) {
    throw new Error(
      `The login ${name} has another password, and ${client.user} may not change it. ` +
        'Maybe drop the login, restore the earlier TALGUD_SECRET, or set DATABASE_APP_URL.',
      { cause: error },
    )
  }
}

/** True when it made the role, false when it was there. */
async function createRole(client: Client, name: string, attributes: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
  if (rowCount !== 0) return false

  await client.query('SAVEPOINT role')
  try {
    await client.query(`CREATE ROLE ${escapeIdentifier(name)} ${attributes}`)
    await client.query('RELEASE SAVEPOINT role')
    return true
  } catch (error) {
    // 42710 and 23505: another database of this server made the group at the same moment.
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== '42710' && code !== '23505') throw error
    await client.query('ROLLBACK TO SAVEPOINT role')
    return false
  }
}

async function joinGroup(client: Client, login: string): Promise<void> {
  const { rows } = await client.query<{ member: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_auth_members m
       WHERE m.roleid = $1::regrole AND m.member = (SELECT oid FROM pg_roles WHERE rolname = $2)) AS member`,
    [appRole, login],
  )
  if (rows[0]?.member) return
  try {
    await client.query(`GRANT ${appRole} TO ${escapeIdentifier(login)}`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(
      `The login ${login} could not join ${appRole}: ${why}. Maybe run as a superuser: GRANT ${appRole} TO ${escapeIdentifier(login)}`,
    )
  }
}

/** The second wall only holds a login that owns nothing, is no superuser and may not bypass row security. */
export async function refuseUnheldLogin(
  owner: { user?: string | undefined },
  app: Connection,
): Promise<void> {
  const client = new Client(poolAddress(app))
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; unheld: boolean; owns: boolean }>(
      // Every role it is or may become counts, and every table in our schema, whoever made it.
      `SELECT current_user AS name,
         (SELECT bool_or(rolsuper OR rolbypassrls) FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')) AS unheld,
         pg_has_role(current_user, $1, 'MEMBER') OR EXISTS (SELECT FROM pg_class
           WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
             AND pg_has_role(current_user, relowner, 'MEMBER')) AS owns`,
      [owner.user],
    )
    const login = rows[0]
    if (login?.unheld)
      throw new Error(`The app login ${login.name} may bypass row security. Give it NOSUPERUSER NOBYPASSRLS.`)
    if (login?.owns)
      throw new Error(
        `The app login ${login.name} has the rights of the owner ${owner.user}. Use another login.`,
      )
  } finally {
    await client.end()
  }
}

function passwordOf(login: string, secret: string): string {
  return createHmac('sha256', secret).update(`database login ${login}`).digest('base64url')
}

async function logsIn(app: Connection): Promise<boolean> {
  const client = new Client(poolAddress(app))
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

// PostgreSQL cuts names at 63 bytes without an error.
function loginName(database: string): string {
  const name = `talgud_login_${database}`
  if (Buffer.byteLength(name) <= 63) return name
  return `talgud_login_${createHash('sha256').update(database).digest('hex').slice(0, 32)}`
}

function withLogin(owner: Connection, user: string, password: string): Connection {
  if (!('url' in owner)) return { ...owner, user, password }
  const url = new URL(owner.url)
  // Either place may name the owner; a parameter would win over the part before the @.
  url.searchParams.delete('user')
  url.searchParams.delete('password')
  url.username = encodeURIComponent(user)
  url.password = password
  return { url: url.href }
}

/** The form PostgreSQL stores; sent instead of the password, so that no server log ever holds it. */
function scramVerifier(name: string, password: string): string {
  const iterations = 4096
  const salt = createHash('sha256').update(`salt ${name} ${password}`).digest().subarray(0, 16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const clientKey = createHmac('sha256', salted).update('Client Key').digest()
  const storedKey = createHash('sha256').update(clientKey).digest('base64')
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}

const rolesLock = 7_416_001
