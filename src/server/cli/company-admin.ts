import * as z from 'zod'
import { applyScope, inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { tellCompany } from '#platform/identity/company-door.ts'
import { leaveGateFor } from '#platform/identity/gate.ts'
import { hashPassword } from '#platform/identity/passwords.ts'
import { newToken } from '#platform/identity/secrets.ts'
import { hat } from '#platform/identity/tables.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { findOrMakeAccount } from './account.ts'
import { findCluster } from './find-cluster.ts'

const input = z.object({
  cluster: z.string().optional(),
  company: z.string('--company (its name as registered, or its register code) is missing.').min(1),
  email: z.email('--email must be the new admin’s address.').toLowerCase(),
  name: z.string('--name (the new admin’s name) is missing.').min(1).max(120),
})

/**
 * Makes somebody a company's admin. For the day a company's last admin is gone: neither its people nor the cluster's
 * staff can then let one in. The company's people with that role, or the managers, are told by mail.
 */
export async function addCompanyAdmin(house: House, values: Record<string, unknown>): Promise<number> {
  const parsed = input.safeParse(values)
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? 'The command is not complete.')

  const { email, name } = parsed.data
  const home = await findCluster(house, parsed.data.cluster)
  const passwordHash = await hashPassword(newToken())
  await inTransaction(house.pool, 'gate', async (tx) => {
    const { accountId, link } = await findOrMakeAccount(tx, house, { email, name }, passwordHash)
    const actor = await leaveGateFor(tx, home.id)
    const company = await findCompany(tx, parsed.data.company)
    const id = newId()
    const given = { clusterId: home.id, role: 'company-admin' as const, companyId: company.id }
    const made = await tx
      .insert(hat)
      .values({ ...given, id, accountId })
      .onConflictDoNothing()
      .returning({ id: hat.id })
    if (made.length === 0) throw new Error(`${email} is an admin of ${company.name} already.`)
    await record(tx, actor, house.clock.now(), {
      action: 'identity/access-given',
      objectKind: 'hat',
      objectId: id,
      payload: { title: name, companyId: company.id },
    })
    await tellCompany(tx, house, { ...given, companyName: company.name }, { id: accountId, name, email })
    await applyScope(tx.client, 'gate')
    console.log(
      link === undefined
        ? `${email} has an account already and is now an admin of ${company.name} too.`
        : `Within 72 hours, ${name} sets a password at\n  ${link}`,
    )
  })
  return 0
}

/** The company of the present cluster that is called so. */
async function findCompany(tx: Tx, words: string): Promise<{ id: string; name: string }> {
  const { rows } = await tx.client.query<{ id: string; name: string }>(
    'SELECT id, legal_name AS name FROM company WHERE lower(legal_name) = lower($1) OR register_code = $1 LIMIT 2',
    [words],
  )
  const [found] = rows
  if (found && rows.length === 1) return found
  throw new Error(
    found
      ? `More than one company is called ${words}; give its register code.`
      : `There is no company ${words} in this cluster.`,
  )
}
