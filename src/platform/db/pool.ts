import { Client, Pool, type PoolClient, type PoolConfig } from 'pg'
import type { Log } from '#platform/log.ts'

/** How to reach a database: a URL, or host (a folder for a Unix socket), user, password and database. */
export type Connection =
  | { url: string }
  | { host: string; port: number; user: string; password: string; database: string }

/** What the server does by itself when a statement, a lock or an open transaction takes too long; in milliseconds. */
export const serverPatience = {
  statement_timeout: 15_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 30_000,
} as const

export type PoolOptions = {
  max?: number | undefined
  /** A pooler sits between: it takes no settings at the start of a connection, so the login carries them. */
  isPooled?: boolean | undefined
  /** False: statements go without the names under which they would be prepared. */
  prepares?: boolean | undefined
}

/** The app's pool of connections, with every time-out towards the database set. */
export function openPool(connection: Connection, log: Log, options: PoolOptions = {}): Pool {
  const { max = 10, isPooled = false, prepares = true } = options
  const pool = new Pool({
    ...poolAddress(connection),
    max,
    // Queries that follow each other without an await travel together: begin, session and scope cost one round trip.
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // The client's own time-out: a cut network leaves the server's statement_timeout unheard.
    query_timeout: 20_000,
    ...(isPooled ? {} : serverPatience),
    application_name: 'talgud',
  } as PoolConfig)
  if (!prepares) pool.on('connect', (client) => withoutNames(client))
  pool.on('error', (error) => log.warn({ error: error.message }, 'database connection lost while idle'))
  return pool
}

/** A `Connection` as node-postgres takes it. */
export function poolAddress(connection: Connection): PoolConfig {
  return 'url' in connection ? { connectionString: connection.url } : connection
}

/** The same login, by way of a pooler. */
export function throughPooler(app: Connection, poolUrl: string): Connection {
  const { user, password, database } = new Client(poolAddress(app))
  const url = new URL(poolUrl)
  url.username = encodeURIComponent(user ?? '')
  url.password = encodeURIComponent(typeof password === 'string' ? password : '')
  if (url.pathname.length < 2) url.pathname = `/${database}`
  return { url: url.href }
}

/** Takes the names off all statements of a connection: each is parsed anew, wherever the pooler sends it. */
function withoutNames(client: PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const nameless = (first: unknown, ...rest: unknown[]) =>
    query(isNamed(first) ? { ...first, name: undefined } : first, ...rest)
  Object.assign(client, { query: nameless })
}

function isNamed(value: unknown): value is { name: string; text: string } {
  return typeof value === 'object' && value !== null && 'name' in value && 'text' in value
}
