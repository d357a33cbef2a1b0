import { Pool, type PoolConfig } from 'pg'
import type { Log } from '#platform/log.ts'

/** How to reach a database: a URL, or host (a folder for a Unix socket), user, password and database. */
export type Connection =
  | { url: string }
  | { host: string; port: number; user: string; password: string; database: string }

/** The app's pool of connections, with every time-out towards the database set. */
export function openPool(connection: Connection, log: Log, max = 10): Pool {
  const pool = new Pool({
    ...poolAddress(connection),
    max,
    // Queries that follow each other without an await travel together: begin, session and scope cost one round trip.
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // The client's own time-out: a cut network leaves the server's statement_timeout unheard.
    query_timeout: 20_000,
    statement_timeout: 15_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'talgud',
  } as PoolConfig)
  pool.on('error', (error) => log.warn({ error: error.message }, 'database connection lost while idle'))
  return pool
}

/** A `Connection` as node-postgres takes it. */
export function poolAddress(connection: Connection): PoolConfig {
  return 'url' in connection ? { connectionString: connection.url } : connection
}
