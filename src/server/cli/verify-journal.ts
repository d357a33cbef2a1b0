import { inTransaction } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { verifyChain } from '#platform/journal/verify.ts'
import { findCluster, listClusters } from './find-cluster.ts'

/** Walks the journals' hash chains and prints what it found; exit code 1 when anything was changed. */
export async function verifyJournals(house: House, slug: string | undefined): Promise<number> {
  const clusters = slug === undefined ? await listClusters(house) : [await findCluster(house, slug)]
  let faults = 0
  for (const { id, slug: name } of clusters) {
    const scope = { clusterId: id, accountId: '', role: 'system', companyId: null }
    const report = await inTransaction(house.pool, scope, (tx) => verifyChain(tx, id))
    faults += report.faults.length
    console.log(
      `${name}: ${report.entries} entries, ${report.erased} erased, head ${report.headHash.slice(0, 16)}…`,
    )
    for (const { number, fault } of report.faults) console.log(`  entry ${number}: ${fault}`)
  }
  console.log(faults === 0 ? 'Every chain is whole.' : `${faults} faults.`)
  return faults === 0 ? 0 : 1
}
