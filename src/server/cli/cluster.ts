import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { nameCodeListKeeper } from '#domains/vocabulary/public.ts'
import { type Connection, openPool } from '#platform/db/pool.ts'
import { inTransaction } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { hashPassword } from '#platform/identity/passwords.ts'
import { newToken } from '#platform/identity/secrets.ts'
import { cluster, hat } from '#platform/identity/tables.ts'
import { openLog } from '#platform/log.ts'
import { newId } from '#platform/new-id.ts'
import { findOrMakeAccount } from './account.ts'
import { findCluster } from './find-cluster.ts'

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
export async function addCluster(
  house: House,
  owner: Connection,
  values: Record<string, unknown>,
): Promise<number> {
  const parsed = input.safeParse(values)
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? 'The command is not complete.')

  const { slug, name, country, email, manager } = parsed.data
  const passwordHash = await hashPassword(newToken())
  const made = await inTransaction(house.pool, 'gate', async (tx) => {
    const [earlier] = await tx.select({ id: cluster.id }).from(cluster).limit(1)
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
    return { clusterId, isFirst: earlier === undefined }
  })
  // What one cluster loads all would read: beyond the first, the operator says whom to trust with it.
  if (made.isFirst) await setKeeper(owner, made.clusterId, true)
  return 0
}

/** Lets the staff of a cluster load code lists for the whole installation, or no longer. */
export async function keepCodeLists(
  house: House,
  owner: Connection,
  slug: string | undefined,
  isKeeper: boolean,
): Promise<number> {
  const { id, name } = await findCluster(house, slug)
  await setKeeper(owner, id, isKeeper)
  console.log(
    isKeeper
      ? `The staff of ${name} may now load code lists, which every cluster here reads.`
      : `The staff of ${name} may no longer load code lists.`,
  )
  return 0
}

async function setKeeper(owner: Connection, clusterId: string, isKeeper: boolean): Promise<void> {
  const pool = openPool(owner, openLog('warn'), { max: 1 })
  try {
    await inTransaction(pool, 'gate', (tx) => nameCodeListKeeper(tx, clusterId, isKeeper))
  } finally {
    await pool.end()
  }
}
