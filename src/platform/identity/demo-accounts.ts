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

const demoSql = `SELECT a.email, a.name, h.role, h.company_id AS "companyId", c.id AS "clusterId", c.name AS "clusterName"
  FROM hat h JOIN account a ON a.id = h.account_id JOIN cluster c ON c.id = h.cluster_id
  WHERE c.is_demo AND h.ended_at IS NULL AND a.deactivated_at IS NULL
  ORDER BY c.name, array_position(ARRAY['cluster-manager', 'cluster-staff', 'company-admin', 'company-member'], h.role)
    NULLS LAST, a.name LIMIT 50`
