import { eq } from 'drizzle-orm'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { confirmPassword, holdCredentials, holdSession } from './credentials.ts'
import { passwordChangedLetter } from './letters.ts'
import { changeFacts, tellOwner } from './owner-notice.ts'
import { checkStrength, hashPassword } from './passwords.ts'
import type { Session } from './session-check.ts'
import { endOtherSessions } from './sessions.ts'
import { account, accountSecret } from './tables.ts'

/** Changes the password of the signed-in person, signs out their other devices and tells them by mail. */
export async function changePassword(
  house: House,
  person: { session: Session; address: string },
  { current, next }: { current: string; next: string },
): Promise<void> {
  const held = await confirmPassword(house, person.session.accountId, current)
  checkStrength(next, held)
  const passwordHash = await hashPassword(next)

  await inTransaction(house.pool, 'gate', async (tx) => {
    await holdCredentials(tx, held)
    await holdSession(tx, person.session.id)
    await storePassword(tx, held.id, passwordHash, house.clock.now())
    await endOtherSessions(tx, person.session)
    // A link that somebody had mailed before must not undo it.
    await tx.client.query('DELETE FROM password_reset WHERE account_id = $1', [held.id])
    await tellOwner(tx, house, held.id, 'identity/password-changed', passwordChangedLetter, (name) =>
      changeFacts(house, person.address, name),
    )
  })
}

/** At the gate: the account's new password, and nothing else about it. */
export async function storePassword(
  tx: Tx,
  accountId: string,
  passwordHash: string,
  now: Date,
): Promise<void> {
  await tx
    .update(accountSecret)
    .set({ passwordHash, passwordChangedAt: now })
    .where(eq(accountSecret.accountId, accountId))
}

/** Changes how the person is called and addressed. */
export async function changeProfile(
  tx: Tx,
  accountId: string,
  change: { name?: string | undefined; language?: 'en' | 'et' | undefined },
): Promise<void> {
  if (change.name === undefined && change.language === undefined) return
  await tx.update(account).set(change).where(eq(account.id, accountId))
}
