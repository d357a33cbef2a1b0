import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { inTransaction } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { hashPassword } from '#platform/identity/passwords.ts'
import { newToken } from '#platform/identity/secrets.ts'
import { cluster, hat } from '#platform/identity/tables.ts'
import { newId } from '#platform/new-id.ts'
import { findOrMakeAccount } from './account.ts'

const input = z.object({
  slug: z
    .string('--slug is missing.')
    .regex(/^[a-z0-9-]{2,40}$/, '--slug takes small letters, digits and dashes.'),
  name: z.string('--name is missing.').min(1).max(200),
  country: z
    .string('--country is missing.')
    .regex(/^[A-Z]{2}$/, '--country is two capital letters, such as EE.'),
  email: z.email('--email must be the manager’s address.').toLowerCase(),
  manager: z.string('--manager (the manager’s name) is missing.').min(1).max(120),
})

/** Makes a cluster and its first manager; prints the one-use link (72 hours) with which they set their password. */
export async function addCluster(house: House, values: Record<string, unknown>): Promise<number> {
  const parsed = input.safeParse(values)
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? 'The command is not complete.')

  const { slug, name, country, email, manager } = parsed.data
  const passwordHash = await hashPassword(newToken())
  await inTransaction(house.pool, 'gate', async (tx) => {
    const [taken] = await tx.select({ id: cluster.id }).from(cluster).where(eq(cluster.slug, slug))
    if (taken) throw new Error(`There is a cluster ${slug} already.`)

    const clusterId = newId()
    await tx.insert(cluster).values({ id: clusterId, slug, name, country })
    const { accountId, link } = await findOrMakeAccount(tx, house, { email, name: manager }, passwordHash)
    await tx.insert(hat).values({ clusterId, id: newId(), accountId, role: 'cluster-manager' })
    console.log(
      link === undefined
        ? `${email} has an account already and now wears the manager’s hat too.`
        : `The cluster is made. Within 72 hours, ${manager} sets a password at\n  ${link}`,
    )
  })
  return 0
}
