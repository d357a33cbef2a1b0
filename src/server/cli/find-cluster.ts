import { inTransaction } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { cluster } from '#platform/identity/tables.ts'

export type ClusterFacts = { id: string; slug: string; name: string }

/** The cluster with this slug; without one, the only cluster, or in a demo the first. */
export async function findCluster(house: House, slug: string | undefined): Promise<ClusterFacts> {
  const all = await listClusters(house)
  const found =
    slug === undefined
      ? all.length === 1 || house.config.mode === 'demo'
        ? all[0]
        : undefined
      : all.find((one) => one.slug === slug)
  if (found) return found

  const known = all.map((one) => one.slug).join(', ') || 'none yet'
  throw new Error(
    slug === undefined
      ? `Say which cluster with --cluster. There are: ${known}.`
      : `There is no cluster ${slug}. There are: ${known}.`,
  )
}

/** Every cluster of the installation, oldest first. */
export async function listClusters(house: House): Promise<ClusterFacts[]> {
  return inTransaction(house.pool, 'gate', (tx) =>
    tx.select({ id: cluster.id, slug: cluster.slug, name: cluster.name }).from(cluster).orderBy(cluster.id),
  )
}
