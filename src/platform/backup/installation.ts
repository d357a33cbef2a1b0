import { Client } from 'pg'
import type { Config } from '#platform/config.ts'
import { openOwnerSight } from '#platform/db/owner-sight.ts'
import { type Connection, poolAddress } from '#platform/db/pool.ts'
import type { Erasure } from './schema.ts'

/** Notes when the last backup was made, for whoever watches over the installation. */
export async function noteBackup(owner: Connection, at: Date, facts: object): Promise<void> {
  await asOwner(owner, async (client) => {
    // A backup may run on a database that a newer version has yet to bring up to date.
    const { rows } = await client.query<{ known: boolean }>(
      "SELECT to_regclass('installation') IS NOT NULL AS known",
    )
    if (!rows[0]?.known) return
    await client.query('UPDATE installation SET last_backup_at = $1, last_backup = $2', [
      at,
      JSON.stringify(facts),
    ])
  })
}

/** Notes that this database came out of a backup, and lives on in `mode`. */
export async function noteRestore(
  owner: Connection,
  at: Date,
  madeAt: string,
  mode: Config['mode'],
): Promise<void> {
  await asOwner(owner, (client) =>
    client.query('UPDATE installation SET restored_at = $1, restored_from = $2, mode = $3', [
      at,
      madeAt,
      mode,
    ]),
  )
}

/** What was erased for good in all clusters, oldest first. */
export async function readErasures(owner: Connection): Promise<Erasure[]> {
  return asOwner(owner, async (client) => {
    await openOwnerSight(client)
    const { rows } = await client.query<{ clusterId: string; kind: string; objectId: string; at: Date }>(
      'SELECT cluster_id AS "clusterId", kind, object_id AS "objectId", erased_at AS at FROM erasure ORDER BY erased_at, id',
    )
    return rows.map(({ at, ...row }) => ({ ...row, erasedAt: at.toISOString() }))
  })
}

async function asOwner<T>(owner: Connection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(poolAddress(owner))
  await client.connect()
  try {
    await client.query('BEGIN')
    const answer = await work(client)
    await client.query('COMMIT')
    return answer
  } finally {
    await client.end()
  }
}
