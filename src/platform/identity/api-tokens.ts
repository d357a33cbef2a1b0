import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { record } from '#platform/journal/journal.ts'
import { sendMail } from '#platform/mail/send.ts'
import { newId } from '#platform/new-id.ts'
import type { Actor } from './actor.ts'
import { companyNames } from './company-names.ts'
import { tokenMadeLetter } from './letters.ts'
import { links } from './links.ts'
import { mayRevokeToken } from './policy.ts'
import type { TokenScope } from './rules.ts'
import { hashToken, newToken } from './secrets.ts'
import type { Session } from './session-check.ts'
import { account, apiToken, hat } from './tables.ts'

/** What a new token is to be: its name, what it opens, and for how many days. */
export type TokenWish = { name: string; scopes: string[]; days: number }

type TokenStatus = 'live' | 'expired' | 'revoked' | 'role-ended'

/** Living tokens that one hat may have. */
const mostTokens = 20

/** The tokens the hat may see: the own ones, a company's for its admins, all for staff. Newest first. */
export async function listTokens(tx: Tx, actor: Actor, now: Date) {
  const rows = await tx
    .select({
      id: apiToken.id,
      name: apiToken.name,
      scopes: apiToken.scopes,
      ending: apiToken.ending,
      accountId: apiToken.accountId,
      ownerName: account.name,
      role: hat.role,
      companyId: apiToken.companyId,
      createdAt: apiToken.createdAt,
      expiresAt: apiToken.expiresAt,
      lastUsedAt: apiToken.lastUsedAt,
      revokedAt: apiToken.revokedAt,
      hatEndedAt: hat.endedAt,
      deactivatedAt: account.deactivatedAt,
    })
    .from(apiToken)
    .innerJoin(hat, and(eq(hat.clusterId, apiToken.clusterId), eq(hat.id, apiToken.hatId)))
    .innerJoin(account, eq(account.id, apiToken.accountId))
    .where(eq(apiToken.clusterId, actor.clusterId))
    .orderBy(sql`${apiToken.createdAt} DESC`, apiToken.id)
    .limit(1_000)
  const visible = rows.filter((row) => mayRevokeToken(actor, row))
  const names = await companyNames(
    tx,
    visible.map((row) => row.companyId),
  )
  return visible.map(({ hatEndedAt, deactivatedAt, revokedAt, accountId, companyId, ...row }) => ({
    ...row,
    isOwn: accountId === actor.accountId,
    companyName: companyId === null ? null : (names.get(companyId) ?? null),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    status: statusOf({ ...row, revokedAt, hasLostHat: hatEndedAt !== null || deactivatedAt !== null }, now),
  }))
}

/**
 * Makes a token for the hat that is worn now, and tells its owner by mail. Answers the token, which is not kept. The
 * password was checked before, and `session` is one that lives.
 */
export async function makeToken(
  tx: Tx,
  actor: Actor,
  house: House,
  { session, offered, wish }: { session: Session; offered: readonly TokenScope[]; wish: TokenWish },
): Promise<{ id: string; token: string }> {
  const { accountId, clusterId, companyId } = actor
  const { hatId } = session
  if (accountId === null || hatId === null) throw notFound('That role')
  const scopes = offered.filter((scope) => wish.scopes.includes(scope))
  if (scopes.length !== new Set(wish.scopes).size) {
    throw new Refusal('identity/scope-not-offered', 422, 'Your role cannot give this right to a token.')
  }
  await refuseTooMany(tx, clusterId, hatId)

  const now = house.clock.now()
  const id = newId()
  const token = `tlg_${newToken()}`
  await tx.insert(apiToken).values({
    clusterId,
    id,
    accountId,
    hatId,
    companyId,
    name: wish.name,
    scopes,
    tokenHash: hashToken(token),
    ending: token.slice(-4),
    withSecondFactor: session.withSecondFactor,
    createdAt: now,
    expiresAt: new Date(now.getTime() + wish.days * 86_400_000),
  })
  await record(tx, actor, now, {
    action: 'identity/token-made',
    objectKind: 'api-token',
    objectId: id,
    payload: { title: wish.name, scopes, days: wish.days, ...(companyId === null ? {} : { companyId }) },
  })
  await sendMail(tx, clusterId, {
    to: session.email,
    template: tokenMadeLetter,
    language: actor.language,
    data: { name: actor.name, token: wish.name, at: now, url: links.account(house) },
  })
  return { id, token }
}

/** Ends a token at once: its owner, the admins of its company, and staff may. */
export async function revokeToken(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  const [found] = await tx
    .select()
    .from(apiToken)
    .where(and(eq(apiToken.clusterId, actor.clusterId), eq(apiToken.id, id), isNull(apiToken.revokedAt)))
    .for('update')
  if (!found || !mayRevokeToken(actor, found)) throw notFound('That token')
  await tx
    .update(apiToken)
    .set({ revokedAt: now, revokedBy: actor.accountId })
    .where(and(eq(apiToken.clusterId, actor.clusterId), eq(apiToken.id, id)))
  await record(tx, actor, now, {
    action: 'identity/token-revoked',
    objectKind: 'api-token',
    objectId: id,
    payload: { title: found.name, ...(found.companyId === null ? {} : { companyId: found.companyId }) },
  })
}

/** At the gate: the account may have been in other hands, so everything made in its name ends. */
export async function revokeTokensOf(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .update(apiToken)
    .set({ revokedAt: now })
    .where(and(eq(apiToken.accountId, accountId), isNull(apiToken.revokedAt)))
}

/** Two who make their last one at the same time would both find room; the hat is held meanwhile. */
async function refuseTooMany(tx: Tx, clusterId: string, hatId: string): Promise<void> {
  await tx.client.query('SELECT FROM hat WHERE cluster_id = $1 AND id = $2 FOR UPDATE', [clusterId, hatId])
  const { rows } = await tx.client.query<{ living: number }>(
    `SELECT count(*)::int AS living FROM api_token
     WHERE cluster_id = $1 AND hat_id = $2 AND revoked_at IS NULL AND expires_at > now()`,
    [clusterId, hatId],
  )
  if ((rows[0]?.living ?? 0) < mostTokens) return
  throw new Refusal(
    'identity/too-many-tokens',
    409,
    `A role has at most ${mostTokens} tokens. Revoke one first.`,
  )
}

function statusOf(
  token: { revokedAt: Date | null; expiresAt: Date; hasLostHat: boolean },
  now: Date,
): TokenStatus {
  if (token.revokedAt !== null) return 'revoked'
  if (token.hasLostHat) return 'role-ended'
  return token.expiresAt <= now ? 'expired' : 'live'
}
