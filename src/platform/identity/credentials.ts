import { and, eq, isNull } from 'drizzle-orm'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { demoPassword } from './demo.ts'
import { verifyPassword } from './passwords.ts'
import { account, accountSecret } from './tables.ts'
import { countTry, forgiveTry } from './tries.ts'

/** What an account is proved with. Never leaves this folder. */
export type Credentials = {
  id: string
  email: string
  name: string
  language: 'en' | 'et'
  passwordHash: string
  secondFactorSealed: string | null
  secondFactorOnAt: Date | null
}

const columns = {
  id: account.id,
  email: account.email,
  name: account.name,
  language: account.language,
  passwordHash: accountSecret.passwordHash,
  secondFactorSealed: accountSecret.secondFactorSealed,
  secondFactorOnAt: accountSecret.secondFactorOnAt,
}

/** The credentials of a living account. The transaction is at the gate. */
export async function findCredentials(
  tx: Tx,
  by: { email: string } | { id: string },
): Promise<Credentials | undefined> {
  const [found] = await tx
    .select(columns)
    .from(account)
    .innerJoin(accountSecret, eq(accountSecret.accountId, account.id))
    .where(
      and('id' in by ? eq(account.id, by.id) : eq(account.email, by.email), isNull(account.deactivatedAt)),
    )
  return found
}

/**
 * Holds the account still and makes sure that what was proved a moment ago, outside any transaction, is still so.
 * Answers the credentials as they are now.
 */
export async function holdCredentials(tx: Tx, proved: Credentials): Promise<Credentials> {
  await tx.client.query('SELECT FROM account_secret WHERE account_id = $1 FOR UPDATE', [proved.id])
  const now = await findCredentials(tx, { id: proved.id })
  const isSame =
    now?.passwordHash === proved.passwordHash &&
    now.secondFactorOnAt?.getTime() === proved.secondFactorOnAt?.getTime()
  if (!isSame)
    throw new Refusal(
      'identity/changed-meanwhile',
      409,
      'Your account was changed just now. Please try again.',
    )
  return now
}

/** Makes sure that the session a change began under was not ended meanwhile. The transaction is at the gate. */
export async function holdSession(tx: Tx, sessionId: string): Promise<void> {
  const { rowCount } = await tx.client.query('SELECT FROM session WHERE id = $1 FOR UPDATE', [sessionId])
  if (rowCount !== 1) throw new Refusal('identity/sign-in-first', 401, 'Please sign in first.')
}

/** A signed-in person proves once more who they are, before a change of what the account is proved with. */
export async function confirmPassword(
  house: House,
  accountId: string,
  password: string,
): Promise<Credentials> {
  const tried = await countTry(house, [{ key: `confirm:${accountId}`, most: 10 }])
  const found = await inTransaction(house.pool, 'gate', (tx) => findCredentials(tx, { id: accountId }))
  const isRight = await verifyPassword(password, found?.passwordHash)
  if (!found || !isRight) {
    house.log.warn({ accountId, event: 'wrong password at confirmation' }, 'identity')
    throw new Refusal('identity/wrong-password', 403, 'This is not your present password.')
  }
  await inTransaction(house.pool, 'gate', (tx) => forgiveTry(tx, tried))
  return found
}

/** Outside a demo, its password and the accounts that only a demo knows open nothing. */
export async function isShutOut(tx: Tx, house: House, accountId: string, password: string): Promise<boolean> {
  if (house.config.mode === 'demo') return false
  const { rows } = await tx.client.query<{ only_demo: boolean | null }>(
    `SELECT bool_and(c.is_demo) AS only_demo FROM hat h JOIN cluster c ON c.id = h.cluster_id
     WHERE h.account_id = $1 AND h.ended_at IS NULL`,
    [accountId],
  )
  return password === demoPassword || rows[0]?.only_demo === true
}
