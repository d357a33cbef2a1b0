import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Pool, PoolClient } from 'pg'
import { Refusal } from '#platform/errors.ts'
import { describeDatabaseError } from './database-error.ts'

/** The handle every query and command takes as first argument. Only `transaction.ts` makes one. */
export type Tx = NodePgDatabase & { readonly [txBrand]: true; readonly client: PoolClient }
declare const txBrand: unique symbol

/** What row-level security sees of the caller; lives exactly as long as the transaction. */
export type Scope = { clusterId: string; accountId: string; role: string; companyId: string | null }

/** `gate` opens the identity tables (sign-in, sessions) and nothing else. */
export type ScopeOrGate = Scope | 'gate'

/** Runs `work` in one transaction under `scope`; commits its answer, rolls back its failure. */
export async function inTransaction<T>(
  pool: Pool,
  scope: ScopeOrGate,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return withClient(pool, async (client) => {
    const begun = client.query('BEGIN')
    const scoped = applyScope(client, scope)
    await Promise.all([begun, scoped])
    return work(txOf(client))
  })
}

/**
 * Runs `work` in one transaction whose first statement, `enter`, both finds the caller's session and sets the
 * scope, so that an ordinary request pays for one round trip before its own queries.
 */
export async function enterTransaction<S, T>(
  pool: Pool,
  enter: (client: PoolClient) => Promise<S>,
  work: (tx: Tx, entered: S) => Promise<T>,
): Promise<T> {
  return withClient(pool, async (client) => {
    const begun = client.query(beginAtGate)
    const [, entered] = await Promise.all([begun, enter(client)])
    return work(txOf(client), entered)
  })
}

/** Puts the scope's settings on the running transaction; they vanish with it. */
export async function applyScope(client: PoolClient, scope: ScopeOrGate): Promise<void> {
  const s = scope === 'gate' ? noScope : scope
  await client.query({
    name: 'scope',
    text: `SELECT set_config('talgud.gate', $1, true), set_config('talgud.cluster', $2, true),
      set_config('talgud.account', $3, true), set_config('talgud.role', $4, true), set_config('talgud.company', $5, true)`,
    values: [scope === 'gate' ? 'on' : '', s.clusterId, s.accountId, s.role, s.companyId ?? ''],
  })
}

/** True for the database errors that mean "try again later" and never "your input is wrong". */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = describeDatabaseError(error)
  if (awayCodes.has(code)) return true
  // A SQLSTATE is the server's own answer: it is there, whatever words its message quotes.
  return !/^(\d|F0|HV|P0|XX)/.test(code) && awayMessage.test(message)
}

const beginAtGate = "BEGIN; SELECT set_config('talgud.gate', 'on', true)"
// What node-postgres says itself, and what the network says when a socket is gone.
const awayMessage =
  /^(timeout expired|Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed|Connection ended|connect (ECONNREFUSED|ENOENT)|(read|write) (ECONNRESET|EPIPE))/i
const noScope = { clusterId: '', accountId: '', role: '', companyId: null }
// 57P0x shutdown, 08xxx connection, 53xxx resources, 55P03 lock time-out, 57014 statement time-out.
const awayCodes = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
  '55P03',
  '57014',
  '25P03',
])
const handles = new WeakMap<PoolClient, Tx>()

function txOf(client: PoolClient): Tx {
  const known = handles.get(client)
  if (known) return known

  const made = Object.assign(drizzle({ client: remembering(client) }), { client }) as unknown as Tx
  handles.set(client, made)
  return made
}

type BuiltQuery = { text: string; name?: string; rowMode?: 'array' }

/** The client for the query builder: what is asked again is parsed and planned once for each connection. */
function remembering(client: PoolClient): PoolClient {
  const query = (built: BuiltQuery, values: unknown[]) => {
    const name = nameFor(built.text)
    return client.query(name === undefined ? built : { ...built, name }, values)
  }
  return Object.assign(Object.create(client), { query }) as PoolClient
}

const seenOnce = new Set<string>()
const names = new Map<string, string>()
// Enough for every query of the pages; lists of varying length must not fill the server's memory.
const mostNames = 300

function nameFor(text: string): string | undefined {
  const name = names.get(text)
  if (name !== undefined || names.size >= mostNames) return name

  if (seenOnce.delete(text)) names.set(text, `q${names.size}`)
  else if (seenOnce.size < 2_000) seenOnce.add(text)
  return names.get(text)
}

async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool)
  let broken: Error | undefined
  // The pool listens to idle connections only: a server that dies while we hold one would end the process.
  const onLost = (error: Error) => {
    broken = error
  }
  client.on('error', onLost)
  try {
    const answer = await work(client)
    const { command } = await client.query('COMMIT')
    // PostgreSQL answers COMMIT on a failed transaction with ROLLBACK and no error: work swallowed a database error.
    if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}, nothing was stored`)
    return answer
  } catch (error) {
    // Behind a statement that hangs a ROLLBACK would hang as long again; hanging up rolls back too.
    if (isUnanswered(error)) broken = error
    else {
      await client.query('ROLLBACK').catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error(String(failure))
      })
    }
    throw error
  } finally {
    client.off('error', onLost)
    // A connection that could not roll back is thrown away, never handed to the next caller.
    client.release(broken)
  }
}

/** The client's own time-out (`query_timeout`): the server has not said a word. */
function isUnanswered(error: unknown): error is Error {
  return error instanceof Error && /Query read timeout/.test(describeDatabaseError(error).message)
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    throw new Refusal(
      'platform/database-away',
      503,
      'The database does not answer right now. Please try again shortly.',
    )
  }
}

/** Runs one step of the caller's transaction with the system's sight (figures kept over all of a company's parts). */
export async function asSystem<T>(tx: Tx, actor: { role: string }, work: () => Promise<T>): Promise<T> {
  const setRole = { name: 'set-role', text: "SELECT set_config('talgud.role', $1, true)" }
  await tx.client.query({ ...setRole, values: ['system'] })
  const answer = await work()
  await tx.client.query({ ...setRole, values: [actor.role] })
  return answer
}
