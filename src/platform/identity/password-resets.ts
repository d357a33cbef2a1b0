import * as z from 'zod'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import type { QueueWork } from '#platform/jobs/work.ts'
import { sendMail } from '#platform/mail/send.ts'
import { storePassword } from './accounts.ts'
import { addressBlock } from './address-block.ts'
import { revokeTokensOf } from './api-tokens.ts'
import { type Credentials, findCredentials } from './credentials.ts'
import { leaveGateFor } from './gate.ts'
import { passwordChangedLetter, resetLetter } from './letters.ts'
import { links } from './links.ts'
import { changeFacts, lastHatOf, tellOwner } from './owner-notice.ts'
import { checkStrength, hashPassword } from './passwords.ts'
import { hashToken, newToken, seal, unseal } from './secrets.ts'
import { passwordReset } from './tables.ts'
import { countTry, forgetTries } from './tries.ts'

export const resetQueue = 'identity.reset-mail'
const resetHours = 1

/**
 * Somebody forgot a password. Known or not, the address only goes into a job, sealed: the answer and its time are the
 * same for everybody, and the job decides whether there is anyone to write to.
 */
export async function askForReset(house: House, address: string, email: string): Promise<void> {
  await countTry(house, [{ key: `reset-from:${addressBlock(address)}`, most: 20 }])
  await inTransaction(house.pool, 'gate', (tx) =>
    enqueue(tx, resetQueue, { sealed: seal(house.config.secret, email) }),
  )
}

/** Writes the mails that were asked for. */
export function resetMailWork(house: House): QueueWork {
  const job = z.object({ sealed: z.string() })
  return {
    queue: resetQueue,
    work: async (data) => sendReset(house, unseal(house.config.secret, job.parse(data).sealed)),
  }
}

/** A new password by way of a mailed link. It neither signs in nor touches the second factor. */
export async function resetPassword(
  house: House,
  address: string,
  token: string,
  password: string,
): Promise<void> {
  await countTry(house, [{ key: `reset-to:${addressBlock(address)}`, most: 30 }])
  const tokenHash = hashToken(token)
  const account = await inTransaction(house.pool, 'gate', (tx) =>
    accountOfReset(tx, tokenHash, house.clock.now()),
  )
  if (!account) throw linkGone()
  checkStrength(password, account)
  const passwordHash = await hashPassword(password)

  await inTransaction(house.pool, 'gate', async (tx) => {
    const now = house.clock.now()
    const { rowCount } = await tx.client.query(
      'UPDATE password_reset SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2',
      [tokenHash, now],
    )
    if (rowCount !== 1) throw linkGone()

    await storePassword(tx, account.id, passwordHash, now)
    await tx.client.query('DELETE FROM session WHERE account_id = $1', [account.id])
    await revokeTokensOf(tx, account.id, now)
    await tx.client.query('DELETE FROM password_reset WHERE account_id = $1 AND token_hash <> $2', [
      account.id,
      tokenHash,
    ])
    // Whoever reads the owner's mail is the owner: an attack on the old password no longer keeps them out.
    await forgetTries(tx, house.config.secret, [`account:${account.email}`, `confirm:${account.id}`])
    await tellOwner(tx, house, account.id, 'identity/password-changed', passwordChangedLetter, (name) =>
      changeFacts(house, address, name),
    )
  })
}

async function sendReset(house: House, email: string): Promise<void> {
  const isWelcome = await countTry(house, [{ key: `reset:${email}`, most: 3 }]).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refusal) return false
      throw error
    },
  )
  if (!isWelcome) return

  await inTransaction(house.pool, 'gate', async (tx) => {
    const account = await findCredentials(tx, { email })
    const owner = account && (await lastHatOf(tx, account.id))
    if (!account || !owner) return

    const token = newToken()
    const now = house.clock.now()
    await tx.insert(passwordReset).values({
      tokenHash: hashToken(token),
      accountId: account.id,
      createdAt: now,
      expiresAt: new Date(now.getTime() + resetHours * 3_600_000),
    })
    await leaveGateFor(tx, owner.clusterId)
    await sendMail(tx, owner.clusterId, {
      to: account.email,
      template: resetLetter,
      language: account.language,
      data: { name: account.name, url: links.reset(house, token) },
      hasSecret: true,
    })
  })
}

async function accountOfReset(tx: Tx, tokenHash: string, now: Date): Promise<Credentials | undefined> {
  const { rows } = await tx.client.query<{ account_id: string }>(
    'SELECT account_id FROM password_reset WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2',
    [tokenHash, now],
  )
  return rows[0] && findCredentials(tx, { id: rows[0].account_id })
}

function linkGone(): Refusal {
  return new Refusal(
    'identity/link-gone',
    410,
    'This link was used already or has run out. Please ask for a new one.',
  )
}
