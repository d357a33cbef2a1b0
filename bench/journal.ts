// G20: is every change of the journal found, and how long does it take to walk a million entries?
// `npm run bench journal -- [entries] [tampers]`
import type { Pool } from 'pg'
import { openPool } from '#platform/db/pool.ts'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { verifyChain } from '#platform/journal/verify.ts'
import { openLog } from '#platform/log.ts'
import { openBigCluster } from './big-cluster.ts'
import { writeJournal } from './long-journal.ts'

const length = Number(process.argv[2] ?? 1_000_000)
const tampers = Number(process.argv[3] ?? 1_000)
const short = 500

const cluster = await openBigCluster(1, 1)
// A tamperer with all rights: the owner, past every grant and row security.
const options = cluster.owner.options as { connectionString?: string }
const owner = openPool({ url: String(options.connectionString) }, openLog('error'), { max: 2 })
async function tamper(): Promise<void> {
  const clusterId = await emptyCluster(cluster.owner, 'short')
  await writeJournal(cluster.owner, clusterId, short)
  const scope = { clusterId, accountId: '', role: 'system', companyId: null }
  const whole = await inTransaction(owner, scope, (tx) => verifyChain(tx, clusterId))
  const found: Record<string, [number, number]> = {}
  const random = generator(7)
  for (let count = 0; count < tampers; count += 1) {
    const [name, change] = ways[Math.floor(random() * ways.length)] ?? ways[0] ?? ['', async () => {}]
    const number = 1 + Math.floor(random() * (short - 2))
    const isFound = await inTransaction(owner, scope, async (tx) => {
      await tx.client.query('SET LOCAL session_replication_role = replica')
      await change(tx, clusterId, number)
      const report = await verifyChain(tx, clusterId)
      const isOther = report.headHash !== whole.headHash || report.entries !== whole.entries
      throw new Undo(report.faults.length > 0 || isOther || report.erased !== whole.erased)
    }).catch((error: unknown) => {
      if (error instanceof Undo) return error.isFound
      throw error
    })
    const [seen, all] = found[name] ?? [0, 0]
    found[name] = [seen + (isFound ? 1 : 0), all + 1]
  }
  for (const [name, [seen, all]] of Object.entries(found))
    console.log(`${name.padEnd(44)} found ${seen} of ${all}`)
}

async function walk(): Promise<void> {
  const clusterId = await emptyCluster(cluster.owner, 'long')
  await writeJournal(cluster.owner, clusterId, length)
  const scope = { clusterId, accountId: '', role: 'system', companyId: null }
  const [began, used] = [performance.now(), process.cpuUsage()]
  const report = await inTransaction(owner, scope, (tx) => verifyChain(tx, clusterId))
  const { user, system } = process.cpuUsage(used)
  console.log(
    `${report.entries} entries walked in ${((performance.now() - began) / 1000).toFixed(1)} s ` +
      `(${((user + system) / 1e6).toFixed(1)} s of processor), ${report.faults.length} faults`,
  )
}

type Change = (tx: Tx, clusterId: string, number: number) => Promise<unknown>

class Undo extends Error {
  readonly isFound: boolean

  constructor(isFound: boolean) {
    super('undo')
    this.isFound = isFound
  }
}

const ways: [string, Change][] = [
  ...['action', 'actor_role', 'object_kind', 'commitment', 'hash', 'previous_hash'].map(
    (column): [string, Change] => [
      `a changed ${column}`,
      (tx, id, number) =>
        tx.client.query(
          `UPDATE journal_entry SET ${column} = ${column} || '0' WHERE cluster_id = $1 AND number = $2`,
          [id, number],
        ),
    ],
  ),
  [
    'a time moved by a millisecond',
    (tx, id, number) =>
      tx.client.query(
        "UPDATE journal_entry SET at = at + interval '1 ms' WHERE cluster_id = $1 AND number = $2",
        [id, number],
      ),
  ],
  [
    'an actor put in',
    (tx, id, number) =>
      tx.client.query(
        'UPDATE journal_entry SET actor_id = gen_random_uuid() WHERE cluster_id = $1 AND number = $2',
        [id, number],
      ),
  ],
  [
    'an object exchanged',
    (tx, id, number) =>
      tx.client.query(
        'UPDATE journal_entry SET object_id = gen_random_uuid() WHERE cluster_id = $1 AND number = $2',
        [id, number],
      ),
  ],
  [
    'an entry taken out',
    (tx, id, number) =>
      tx.client.query('DELETE FROM journal_entry WHERE cluster_id = $1 AND number = $2', [id, number]),
  ],
  [
    'words of a payload changed',
    (tx, id, number) =>
      tx.client.query(
        `UPDATE journal_payload SET payload = payload || '{"title":"other"}' WHERE cluster_id = $1 AND number = $2`,
        [id, number],
      ),
  ],
  [
    'a salt changed',
    (tx, id, number) =>
      tx.client.query("UPDATE journal_payload SET salt = 'x' WHERE cluster_id = $1 AND number = $2", [
        id,
        number,
      ]),
  ],
  [
    'a payload taken out (shown as erased)',
    (tx, id, number) =>
      tx.client.query('DELETE FROM journal_payload WHERE cluster_id = $1 AND number = $2', [id, number]),
  ],
  [
    'two payloads exchanged',
    (tx, id, number) =>
      tx.client.query(
        'UPDATE journal_payload a SET salt = b.salt, payload = b.payload FROM journal_payload b WHERE a.cluster_id = $1 AND b.cluster_id = $1 AND a.number IN ($2::bigint, $2::bigint + 1) AND b.number = 2 * $2::bigint + 1 - a.number',
        [id, number],
      ),
  ],
  [
    'the end cut off',
    (tx, id, number) =>
      tx.client.query('DELETE FROM journal_entry WHERE cluster_id = $1 AND number > $2', [id, number]),
  ],
  [
    'the end cut off and the head rewritten (kept head)',
    async (tx, id, number) => {
      await tx.client.query('DELETE FROM journal_entry WHERE cluster_id = $1 AND number > $2', [id, number])
      await tx.client.query(
        'UPDATE journal_head SET (number, hash) = (SELECT number, hash FROM journal_entry WHERE cluster_id = $1 AND number = $2) WHERE cluster_id = $1',
        [id, number],
      )
    },
  ],
]

async function emptyCluster(pool: Pool, slug: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    "INSERT INTO cluster (id, slug, name, country) VALUES (gen_random_uuid(), $1, 'Bench', 'EE') RETURNING id",
    [slug],
  )
  return rows[0]?.id ?? ''
}

/** A small generator of numbers from 0 to 1 (mulberry32), the same in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

await tamper()
await walk()
await owner.end()
await cluster.stop()
process.exit(0)
