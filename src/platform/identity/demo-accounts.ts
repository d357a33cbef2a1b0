import { inTransaction } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import type { Role } from './actor.ts'
import { companyNames } from './company-names.ts'
import { leaveGateFor } from './gate.ts'

type Row = {
  email: string
  name: string
  role: Role
  clusterId: string
  clusterName: string
  companyId: string | null
}

/** The accounts of the demo clusters, for the sign-in page of a demo; none anywhere else. */
export async function listDemoAccounts(house: House) {
  if (house.config.mode !== 'demo') return []
  return inTransaction(house.pool, 'gate', async (tx) => {
    const { rows } = await tx.client.query<Row>(demoSql)
    const names = new Map<string, string>()
    for (const clusterId of new Set(rows.map((row) => row.clusterId))) {
      await leaveGateFor(tx, clusterId)
      const found = await companyNames(
        tx,
        rows.map((row) => row.companyId),
      )
      for (const [id, name] of found) names.set(id, name)
    }
    return rows.map(({ email, name, role, clusterName, companyId }) => ({
      email,
      name,
      role,
      label: companyId === null ? clusterName : (names.get(companyId) ?? clusterName),
    }))
  })
}

// Everybody once, under the hat they get at sign-in, so nobody who can be tried out is missing.
const demoSql = `SELECT * FROM (
    SELECT DISTINCT ON (a.id) a.email, a.name, h.role, h.company_id AS "companyId", c.id AS "clusterId", c.name AS "clusterName"
    FROM hat h JOIN account a ON a.id = h.account_id JOIN cluster c ON c.id = h.cluster_id
    WHERE c.is_demo AND h.ended_at IS NULL AND a.deactivated_at IS NULL
    ORDER BY a.id, h.last_worn_at DESC NULLS LAST, h.given_at, h.id
  ) AS everybody
  ORDER BY count(*) OVER (PARTITION BY "clusterId") DESC, "clusterName",
    array_position(ARRAY['cluster-manager', 'cluster-staff', 'company-admin', 'company-member'], role) NULLS LAST, name`
