import { and, eq, isNull } from 'drizzle-orm'
import { applyScope, type Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { abilitiesOf } from './abilities.ts'
import { companyNames } from './company-names.ts'
import { leaveGateFor } from './gate.ts'
import { needsSecondFactor } from './second-factor-rule.ts'
import { account, accountSecret, cluster, hat, session } from './tables.ts'

/**
 * Who is signed in, with all their hats. Walks through the clusters of those hats, so it is the last thing its
 * transaction does.
 */
export async function describeSession(tx: Tx, house: House, sessionId: string) {
  await applyScope(tx.client, 'gate')
  const [row] = await tx
    .select({
      session,
      id: account.id,
      email: account.email,
      name: account.name,
      language: account.language,
      secondFactorOnAt: accountSecret.secondFactorOnAt,
    })
    .from(session)
    .innerJoin(account, eq(account.id, session.accountId))
    .innerJoin(accountSecret, eq(accountSecret.accountId, account.id))
    .where(eq(session.id, sessionId))
  if (!row) throw new Refusal('identity/sign-in-first', 401, 'Please sign in first.')

  const hats = await hatsOf(tx, house, row.id)
  const worn = hats.find((each) => each.id === row.session.hatId) ?? null
  const isHalfWay = worn !== null && needsSecondFactor(house.config.mode, worn, row.session)
  const { id, email, name, language } = row
  return {
    account: { id, email, name, language, hasSecondFactor: row.secondFactorOnAt !== null },
    hats,
    hat: worn,
    mode: house.config.mode,
    abilities: worn === null || isHalfWay ? [] : abilitiesOf(worn.role),
    needsSecondFactor: isHalfWay,
  }
}

async function hatsOf(tx: Tx, house: House, accountId: string) {
  const rows = await tx
    .select({
      id: hat.id,
      role: hat.role,
      clusterId: hat.clusterId,
      clusterName: cluster.name,
      companyId: hat.companyId,
      isDemo: cluster.isDemo,
    })
    .from(hat)
    .innerJoin(cluster, eq(cluster.id, hat.clusterId))
    .where(and(eq(hat.accountId, accountId), isNull(hat.endedAt)))
    .orderBy(cluster.name, hat.givenAt, hat.id)
  const open = rows.filter((row) => !row.isDemo || house.config.mode === 'demo')

  const names = new Map<string, string>()
  for (const clusterId of new Set(open.filter((row) => row.companyId !== null).map((row) => row.clusterId))) {
    await leaveGateFor(tx, clusterId)
    const ids = open.filter((row) => row.clusterId === clusterId).map((row) => row.companyId)
    for (const [id, name] of await companyNames(tx, ids)) names.set(id, name)
  }
  return open.map(({ isDemo: _, ...row }) => ({
    ...row,
    companyName: row.companyId === null ? null : (names.get(row.companyId) ?? null),
  }))
}
