import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { type Actor, systemActor } from '#platform/identity/actor.ts'
import { errorForLog } from '#platform/log.ts'

/** Every cluster, for timers that open transactions of their own. */
export async function listClusters(house: House): Promise<{ id: string; name: string; timeZone: string }[]> {
  return inTransaction(house.pool, 'gate', async (tx) => {
    const { rows } = await tx.client.query<{ id: string; name: string; timeZone: string }>(
      'SELECT id, name, time_zone AS "timeZone" FROM cluster ORDER BY id',
    )
    return rows
  })
}

/** For timers: runs `work` in every cluster, each in a transaction of its own; one failing cluster stops no other. */
export async function inEveryCluster(
  house: House,
  work: (tx: Tx, actor: Actor) => Promise<void>,
): Promise<void> {
  const clusters = await listClusters(house)
  let failed = 0
  for (const { id } of clusters) {
    const scope = { clusterId: id, accountId: '', role: 'system', companyId: null }
    try {
      await inTransaction(house.pool, scope, (tx) => work(tx, systemActor(id)))
    } catch (error) {
      failed += 1
      house.log.error({ clusterId: id, failure: errorForLog(error) }, 'timer failed in a cluster')
    }
  }
  if (failed > 0) throw new Error(`The timer failed in ${failed} of ${clusters.length} clusters.`)
}
