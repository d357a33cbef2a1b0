import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  type VerifiedRegistrationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { COSEALG } from '@simplewebauthn/server/helpers'
import { and, desc, eq, ne } from 'drizzle-orm'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { newId } from '#platform/new-id.ts'
import { confirmPassword, holdSession } from './credentials.ts'
import { passkeyLetter } from './letters.ts'
import { changeFacts, tellOwner } from './owner-notice.ts'
import { giveChallenge, takeChallenge } from './passkey-challenges.ts'
import { partyOf } from './passkey-party.ts'
import type { Session } from './session-check.ts'
import type { Caller } from './sign-in.ts'
import { passkey, session } from './tables.ts'

type Person = Caller & { session: Session }

/** What every authenticator can do; the library's own list depends on what the present Node tries out. */
const algorithms = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256]

/** Passkeys that one account may have. */
const mostPasskeys = 20
/** So soon after signing in nobody has to prove again who they are. */
const recentMinutes = 5

/** The account's passkeys, newest first. The transaction is at the gate. */
export async function listPasskeys(tx: Tx, accountId: string) {
  const rows = await tx
    .select()
    .from(passkey)
    .where(eq(passkey.accountId, accountId))
    .orderBy(desc(passkey.createdAt), passkey.id)
  return {
    items: rows.map(({ id, name, createdAt, lastUsedAt, backedUp, deviceType }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      isSynced: deviceType === 'multiDevice',
      isBackedUp: backedUp,
    })),
  }
}

/** Begins to add a passkey: what the browser hands its authenticator. Nothing changes until that answers. */
export async function beginPasskey(house: House, person: Person, password: string | undefined) {
  const own = person.session
  await proveOwner(house, own, password)
  return inTransaction(house.pool, 'gate', async (tx) => {
    await holdSession(tx, own.id)
    const held = await tx.select().from(passkey).where(eq(passkey.accountId, own.accountId))
    if (held.length >= mostPasskeys) {
      throw new Refusal(
        'identity/too-many-passkeys',
        409,
        `An account has at most ${mostPasskeys} passkeys. Remove one first.`,
      )
    }
    return generateRegistrationOptions({
      rpName: 'Talgud',
      rpID: partyOf(house).id,
      userName: own.email,
      userDisplayName: own.email,
      userID: userHandle(own.accountId),
      challenge: Buffer.from(
        await giveChallenge(tx, person.context, house.clock.now(), { kind: 'register', sessionId: own.id }),
        'base64url',
      ),
      supportedAlgorithmIDs: algorithms,
      attestationType: 'none',
      excludeCredentials: held.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      // It stands for both factors, so it must name its owner and ask for finger, face or PIN.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  })
}

/** Ends adding a passkey. The session it was made in has now shown both factors. */
export async function addPasskey(
  house: House,
  person: Person,
  { name, response }: { name: string; response: RegistrationResponseJSON },
): Promise<{ id: string }> {
  const { session: own, context, address } = person
  const now = house.clock.now()
  // A transaction of its own: the challenge is gone even when the answer turns out to be wrong.
  const challenge = await inTransaction(house.pool, 'gate', (tx) =>
    takeChallenge(tx, context, now, { kind: 'register', sessionId: own.id }),
  )
  const made = challenge === undefined ? undefined : await verifyAnswer(house, challenge, response)
  if (!made?.verified) throw refused()

  const { credential, aaguid, credentialDeviceType, credentialBackedUp } = made.registrationInfo
  const id = newId()
  await inTransaction(house.pool, 'gate', async (tx) => {
    await holdSession(tx, own.id)
    const added = await tx
      .insert(passkey)
      .values({
        id,
        accountId: own.accountId,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: credential.transports ?? [],
        deviceType: credentialDeviceType,
        backedUp: credentialBackedUp,
        aaguid,
        name,
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: passkey.id })
    if (added.length === 0) throw refused()
    await tx.update(session).set({ withSecondFactor: true }).where(eq(session.id, own.id))
    await tellOwner(tx, house, own.accountId, 'identity/passkey-added', passkeyLetter, (owner) => ({
      ...changeFacts(house, address, owner),
      passkey: name,
      isAdded: true,
    }))
  })
  return { id }
}

/** Calls a passkey something else. The transaction is at the gate. */
export async function renamePasskey(tx: Tx, accountId: string, id: string, name: string): Promise<void> {
  const renamed = await tx
    .update(passkey)
    .set({ name })
    .where(and(eq(passkey.accountId, accountId), eq(passkey.id, id)))
    .returning({ id: passkey.id })
  if (renamed.length === 0) throw notFound('That passkey')
}

/** Removes a passkey and ends the sessions it opened elsewhere. */
export async function removePasskey(
  house: House,
  person: Person,
  id: string,
  password: string | undefined,
): Promise<void> {
  const { session: own, address } = person
  await proveOwner(house, own, password)
  await inTransaction(house.pool, 'gate', async (tx) => {
    await holdSession(tx, own.id)
    await tx
      .delete(session)
      .where(and(eq(session.accountId, own.accountId), eq(session.passkeyId, id), ne(session.id, own.id)))
    const removed = await tx
      .delete(passkey)
      .where(and(eq(passkey.accountId, own.accountId), eq(passkey.id, id)))
      .returning({ name: passkey.name })
    const [gone] = removed
    if (!gone) throw notFound('That passkey')
    await tellOwner(tx, house, own.accountId, 'identity/passkey-removed', passkeyLetter, (owner) => ({
      ...changeFacts(house, address, owner),
      passkey: gone.name,
      isAdded: false,
    }))
  })
}

/**
 * Outside a demo, staff who have a passkey change nothing about their factors after signing in with the password alone:
 * else the password, which a mailbox can replace, would be worth as much as the passkey.
 */
export async function refuseWeakSession(house: House, own: Session): Promise<void> {
  if (house.config.mode === 'demo' || own.withSecondFactor) return
  const isStronger = await inTransaction(house.pool, 'gate', async (tx) => {
    const { rowCount } = await tx.client.query(
      `SELECT FROM passkey p JOIN hat h ON h.account_id = p.account_id
       WHERE p.account_id = $1 AND h.ended_at IS NULL AND h.role IN ('cluster-manager', 'cluster-staff') LIMIT 1`,
      [own.accountId],
    )
    return rowCount === 1
  })
  if (!isStronger) return
  throw new Refusal('identity/passkey-first', 403, 'Please sign in with your passkey first.')
}

/** The owner signed in a moment ago, or shows the password. */
async function proveOwner(house: House, own: Session, password: string | undefined): Promise<void> {
  await refuseWeakSession(house, own)
  const age = house.clock.now().getTime() - own.signedInAt.getTime()
  if (age < recentMinutes * 60_000) return
  if (password === undefined) {
    throw new Refusal('identity/password-needed', 403, 'Please enter your password as well.')
  }
  await confirmPassword(house, own.accountId, password)
}

async function verifyAnswer(
  house: House,
  challenge: string,
  response: RegistrationResponseJSON,
): Promise<VerifiedRegistrationResponse | undefined> {
  const { id, origin } = partyOf(house)
  try {
    return await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      supportedAlgorithmIDs: algorithms,
      requireUserVerification: true,
    })
  } catch (error) {
    // The library throws for every way in which an answer can be wrong.
    house.log.warn({ event: 'passkey not added', reason: String(error).slice(0, 300) }, 'identity')
    return undefined
  }
}

/** How authenticators name the account: its id, which says nothing about the person. */
export function userHandle(accountId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(accountId.replaceAll('-', ''), 'hex'))
}

function refused(): Refusal {
  return new Refusal('identity/passkey-not-added', 422, 'This passkey could not be added. Please try again.')
}
