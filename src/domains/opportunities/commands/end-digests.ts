import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { searchDigest } from '../tables/following.ts'

/** With a mailed link: ends one digest, or with `all` and the hat's company all of a person's. */
export async function endDigests(tx: Tx, actor: Actor, accountId: string, which: string): Promise<void> {
  const [word, companyId = ''] = which.split(' ')
  const ofHat = companyId === '' ? isNull(searchDigest.companyId) : eq(searchDigest.companyId, companyId)
  await tx
    .delete(searchDigest)
    .where(
      and(
        eq(searchDigest.clusterId, actor.clusterId),
        eq(searchDigest.accountId, accountId),
        word === 'all' ? ofHat : eq(searchDigest.id, which),
      ),
    )
}
