import type { Context } from 'hono'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { newId } from '#platform/new-id.ts'
import { addressBlock } from './address-block.ts'
import { spendCode } from './codes.ts'
import { type Credentials, findCredentials, holdCredentials, isShutOut } from './credentials.ts'
import { knownDevice, putDeviceCookie } from './device-cookie.ts'
import { rememberSession } from './known-sessions.ts'
import { recoveryCodeLetter } from './letters.ts'
import { changeFacts, tellOwner } from './owner-notice.ts'
import { verifyPassword } from './passwords.ts'
import { hashToken, newToken } from './secrets.ts'
import { putSessionCookie, readSessionCookie, sessionDays } from './session-cookie.ts'
import { session } from './tables.ts'
import { type CountedTries, countTry, forgiveTry, type TryLimit } from './tries.ts'

/** Where a request comes from. */
export type Caller = { context: Context; address: string }

export type Proof = { email: string; password: string; code?: string | undefined }

/** Signs in and answers the new session's id. Unknown account, wrong password and shut-out account look the same. */
export async function signIn(house: House, caller: Caller, proof: Proof): Promise<string> {
  const { account, tried } = await provePassword(house, caller, proof)
  return inTransaction(house.pool, 'gate', async (tx) => {
    const held = await proveCode(tx, house, caller, account, tried, proof.code)
    return openSession(tx, house, caller, held, held.secondFactorOnAt !== null)
  })
}

/**
 * The first factor. Counts the try, hashes for everybody alike, and only then looks at who it is. When the account
 * has a second factor, counts a try at that as well, so that codes cannot be guessed with a known password.
 */
export async function provePassword(
  house: House,
  caller: Caller,
  { email, password, code }: Proof,
): Promise<{ account: Credentials; tried: CountedTries[] }> {
  const found = await inTransaction(house.pool, 'gate', async (tx) => {
    const account = await findCredentials(tx, { email })
    const isShut = await isShutOut(tx, house, account?.id ?? newId(), password)
    return { account, isShut }
  })
  const tried = [await countTry(house, limitsFor(house, caller, email, found.account?.id))]
  const isRight = await verifyPassword(password, found.account?.passwordHash)
  if (!found.account || !isRight || found.isShut) {
    house.log.warn({ event: 'wrong credentials', address: caller.address }, 'identity')
    throw new Refusal(
      'identity/wrong-credentials',
      401,
      'This e-mail address and password do not belong together.',
    )
  }

  const { account } = found
  if (account.secondFactorOnAt !== null) {
    if (code === undefined || code === '') {
      await inTransaction(house.pool, 'gate', (tx) => forgiveAll(tx, tried))
      throw new Refusal('identity/code-needed', 401, 'Please enter the code of your authenticator app.')
    }
    tried.push(await countTry(house, [{ key: `code:${account.id}`, most: 10 }]))
  }
  return { account, tried }
}

/** The second factor, where the account has one; takes the counted tries back when everything was right. */
export async function proveCode(
  tx: Tx,
  house: House,
  caller: Caller,
  account: Credentials,
  tried: readonly CountedTries[],
  code: string | undefined,
): Promise<Credentials> {
  const held = await holdCredentials(tx, account)
  if (held.secondFactorOnAt !== null) {
    const spent = await spendCode(tx, house.config.secret, held, code ?? '', house.clock.now())
    if (spent === undefined) {
      house.log.warn({ event: 'wrong code', accountId: held.id, address: caller.address }, 'identity')
      throw new Refusal('identity/wrong-code', 401, 'This code is wrong or was used before.')
    }
    if (spent === 'recovery') await tellRecovery(tx, house, caller, held.id)
  }
  await forgiveAll(tx, tried)
  return held
}

/** A new session under a new token, never the one the browser came with. The transaction is at the gate. */
export async function openSession(
  tx: Tx,
  house: House,
  caller: Caller,
  account: { id: string; passkeyId?: string },
  withSecondFactor: boolean,
  hat?: { clusterId: string; id: string },
): Promise<string> {
  const { context, address } = caller
  const now = house.clock.now()
  const former = readSessionCookie(context)
  if (former !== undefined) {
    await tx.client.query('DELETE FROM session WHERE token_hash = $1', [hashToken(former)])
  }

  const worn = hat ?? (await lastHat(tx, house, account.id))
  const token = newToken()
  const id = newId()
  await tx.insert(session).values({
    tokenHash: hashToken(token),
    id,
    accountId: account.id,
    clusterId: worn?.clusterId ?? null,
    hatId: worn?.id ?? null,
    withSecondFactor,
    passkeyId: account.passkeyId ?? null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + sessionDays * 86_400_000),
    userAgent: (context.req.header('user-agent') ?? '').slice(0, 300),
    address,
  })
  if (worn) await markWorn(tx, worn, now)
  rememberSession(hashToken(token))
  putSessionCookie(context, token)
  putDeviceCookie(context, house.config.secret, account.id)
  house.log.info({ event: 'signed in', accountId: account.id, address, session: id }, 'identity')
  return id
}

/** Remembers that the hat was put on, for the next sign-in. */
export async function markWorn(tx: Tx, hat: { clusterId: string; id: string }, now: Date): Promise<void> {
  await tx.client.query('UPDATE hat SET last_worn_at = $3 WHERE cluster_id = $1 AND id = $2', [
    hat.clusterId,
    hat.id,
    now,
  ])
}

/** Ends the browser's session, if it has one. */
export async function signOut(house: House, caller: Caller): Promise<void> {
  const token = readSessionCookie(caller.context)
  if (token === undefined) return
  await inTransaction(house.pool, 'gate', async (tx) => {
    await tx.client.query('DELETE FROM session WHERE token_hash = $1', [hashToken(token)])
  })
}

/** From a device the owner used before, a count of its own; from elsewhere one for the account. Both per address. */
function limitsFor(house: House, caller: Caller, email: string, accountId: string | undefined): TryLimit[] {
  const device = knownDevice(caller.context, house.config.secret, accountId ?? '')
  return [
    { key: `address:${addressBlock(caller.address)}`, most: 60 },
    device !== undefined && accountId !== undefined
      ? { key: `device:${device}`, most: 10 }
      : { key: `account:${email}`, most: 10 },
  ]
}

async function lastHat(
  tx: Tx,
  house: House,
  accountId: string,
): Promise<{ clusterId: string; id: string } | undefined> {
  const { rows } = await tx.client.query<{ cluster_id: string; id: string }>(
    `SELECT h.cluster_id, h.id FROM hat h JOIN cluster c ON c.id = h.cluster_id
     WHERE h.account_id = $1 AND h.ended_at IS NULL AND (NOT c.is_demo OR $2)
     ORDER BY h.last_worn_at DESC NULLS LAST, h.given_at, h.id LIMIT 1`,
    [accountId, house.config.mode === 'demo'],
  )
  return rows[0] && { clusterId: rows[0].cluster_id, id: rows[0].id }
}

async function forgiveAll(tx: Tx, tried: readonly CountedTries[]): Promise<void> {
  for (const each of tried) await forgiveTry(tx, each)
}

async function tellRecovery(tx: Tx, house: House, caller: Caller, accountId: string): Promise<void> {
  const { rows } = await tx.client.query<{ left: number }>(
    'SELECT count(*)::int AS left FROM recovery_code WHERE account_id = $1 AND used_at IS NULL',
    [accountId],
  )
  await tellOwner(tx, house, accountId, 'identity/recovery-code-used', recoveryCodeLetter, (name) => ({
    ...changeFacts(house, caller.address, name),
    left: rows[0]?.left ?? 0,
  }))
}
