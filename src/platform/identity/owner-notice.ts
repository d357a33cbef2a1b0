import { applyScope, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { record } from '#platform/journal/journal.ts'
import type { Template } from '#platform/mail/letter.ts'
import { sendMail } from '#platform/mail/send.ts'
import type { Role } from './actor.ts'
import { leaveGateFor } from './gate.ts'
import type { ChangeFacts } from './letters.ts'
import { links } from './links.ts'

/**
 * After a change of what an account is proved with: an entry in the journal and a mail to the owner, both in the
 * cluster the account last worked in. Begins and ends at the gate.
 */
export async function tellOwner<Data>(
  tx: Tx,
  house: House,
  accountId: string,
  action: string,
  template: Template<Data>,
  dataFor: (name: string) => Data,
): Promise<void> {
  const owner = await lastHatOf(tx, accountId)
  if (!owner) return

  const { email, name, language, clusterId, companyId, role } = owner
  await leaveGateFor(tx, clusterId)
  await record(tx, { accountId, name, language, role, clusterId, companyId }, house.clock.now(), {
    action,
    objectKind: 'account',
    objectId: accountId,
    payload: { title: name },
  })
  await sendMail(tx, clusterId, { to: email, template, language, data: dataFor(name) })
  await applyScope(tx.client, 'gate')
}

/** When and from where, and where to go if it was somebody else. */
export function changeFacts(house: House, address: string, name: string): ChangeFacts {
  return { name, at: house.clock.now(), address, url: links.forgotten(house) }
}

export type Owner = {
  email: string
  name: string
  language: 'en' | 'et'
  clusterId: string
  companyId: string | null
  role: Role
}

/** The account and the hat it wore last, even one that has ended: its cluster is where the owner's mails lie. */
export async function lastHatOf(tx: Tx, accountId: string): Promise<Owner | undefined> {
  const { rows } = await tx.client.query<Owner>(
    `SELECT a.email, a.name, a.language, h.cluster_id AS "clusterId", h.company_id AS "companyId", h.role
     FROM account a JOIN hat h ON h.account_id = a.id WHERE a.id = $1
     ORDER BY h.ended_at IS NULL DESC, h.last_worn_at DESC NULLS LAST, h.given_at, h.id LIMIT 1`,
    [accountId],
  )
  return rows[0]
}
