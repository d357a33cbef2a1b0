import { eq } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { hashToken, newToken } from '#platform/identity/secrets.ts'
import { account, accountSecret, passwordReset } from '#platform/identity/tables.ts'
import { newId } from '#platform/new-id.ts'

/**
 * The account of an address; a new one gets a password nobody knows (`passwordHash`) and the one-use link, good for
 * 72 hours, with which its owner sets another. The transaction is at the gate.
 */
export async function findOrMakeAccount(
  tx: Tx,
  house: House,
  person: { email: string; name: string },
  passwordHash: string,
): Promise<{ accountId: string; link: string | undefined }> {
  const [known] = await tx.select({ id: account.id }).from(account).where(eq(account.email, person.email))
  if (known) return { accountId: known.id, link: undefined }

  const accountId = newId()
  const token = newToken()
  const expiresAt = new Date(house.clock.now().getTime() + 72 * 3_600_000)
  await tx.insert(account).values({ id: accountId, ...person })
  await tx.insert(accountSecret).values({ accountId, passwordHash })
  await tx.insert(passwordReset).values({ tokenHash: hashToken(token), accountId, expiresAt })
  return { accountId, link: `${house.config.publicUrl}/password-reset/${token}` }
}
