import type { Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { sendMail } from '#platform/mail/send.ts'
import type { Role } from './actor.ts'
import { companyHatLetter } from './letters.ts'
import { links } from './links.ts'
import { isCompanyRole } from './policy.ts'

// Who gets into a company is the company's own matter: its hats open what it keeps even from the cluster's staff.
// Staff open the door once, for the first admin, when there is nothing behind it yet (docs/decisions/0012).

/** Whether the company has, or ever had, an admin of its own. */
export async function hadAdmin(tx: Tx, clusterId: string, companyId: string): Promise<boolean> {
  const { rows } = await tx.client.query<{ had: boolean }>(
    `SELECT EXISTS (SELECT FROM hat WHERE cluster_id = $1 AND company_id = $2 AND role = 'company-admin') AS had`,
    [clusterId, companyId],
  )
  return rows[0]?.had ?? true
}

/**
 * Whether an invitation into a company still holds when it is accepted: sent by somebody who is the company's admin
 * now; or for its very first admin, who does not run the cluster. Of two first admins at once, one is the first.
 */
export async function checkCompanyDoor(
  tx: Tx,
  invitation: { clusterId: string; role: Role; companyId: string | null; invitedBy: string },
  accountId: string,
): Promise<void> {
  const { clusterId, role, companyId, invitedBy } = invitation
  if (!isCompanyRole(role) || companyId === null) return

  await tx.client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `company door ${companyId}`,
  ])
  const { rows } = await tx.client.query<{ by_company: boolean; runs_cluster: boolean }>(
    `SELECT EXISTS (SELECT FROM hat WHERE cluster_id = $1 AND account_id = $2 AND company_id = $3
        AND role = 'company-admin' AND ended_at IS NULL) AS by_company,
      EXISTS (SELECT FROM hat WHERE cluster_id = $1 AND account_id = $4
        AND role IN ('cluster-manager', 'cluster-staff') AND ended_at IS NULL) AS runs_cluster`,
    [clusterId, invitedBy, companyId, accountId],
  )
  if (rows[0]?.by_company) return
  const isFirst = role === 'company-admin' && !(await hadAdmin(tx, clusterId, companyId))
  if (!isFirst || rows[0]?.runs_cluster) throw companyDecides()
}

export function companyDecides(): Refusal {
  return new Refusal(
    'identity/company-decides',
    403,
    'Only the company’s own admins invite into it. Staff invite its first admin.',
  )
}

/**
 * Tells the company's other admins who got in, or the cluster's managers while there are none. The transaction is in
 * the cluster's scope.
 */
export async function tellCompany(
  tx: Tx,
  house: House,
  hat: { clusterId: string; companyId: string; role: Role; companyName: string },
  person: { id: string; name: string; email: string },
): Promise<void> {
  const { rows } = await tx.client.query<Reader>(readersSql, [hat.clusterId, hat.companyId, person.id])
  const admins = rows.filter((row) => row.isAdmin)
  for (const { email, name, language } of admins.length > 0 ? admins : rows) {
    await sendMail(tx, hat.clusterId, {
      to: email,
      template: companyHatLetter,
      language,
      data: {
        name,
        person: `${person.name} (${person.email})`,
        companyName: hat.companyName,
        isAdmin: hat.role === 'company-admin',
        url: links.access(house),
      },
    })
  }
}

type Reader = { email: string; name: string; language: 'en' | 'et'; isAdmin: boolean }

const readersSql = `SELECT a.email, a.name, a.language, bool_or(h.role = 'company-admin') AS "isAdmin"
  FROM hat h JOIN account a ON a.id = h.account_id
  WHERE h.cluster_id = $1 AND h.ended_at IS NULL AND a.deactivated_at IS NULL AND a.id <> $3
    AND ((h.role = 'company-admin' AND h.company_id = $2) OR h.role = 'cluster-manager')
  GROUP BY a.id ORDER BY a.id`
