import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type VerifiedAuthenticationResponse,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'
import { eq } from 'drizzle-orm'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { addressBlock } from './address-block.ts'
import { findCredentials, isShutOut } from './credentials.ts'
import { giveChallenge, takeChallenge } from './passkey-challenges.ts'
import { partyOf } from './passkey-party.ts'
import { userHandle } from './passkeys.ts'
import { type Caller, openSession } from './sign-in.ts'
import { passkey } from './tables.ts'
import { countTry, forgiveTry } from './tries.ts'

/** What the browser hands to whichever authenticator its owner picks: no account is named. */
export async function beginPasskeySignIn(house: House, { context }: Caller) {
  const challenge = await inTransaction(house.pool, 'gate', (tx) =>
    giveChallenge(tx, context, house.clock.now(), { kind: 'sign-in' }),
  )
  return generateAuthenticationOptions({
    rpID: partyOf(house).id,
    challenge: Buffer.from(challenge, 'base64url'),
    userVerification: 'required',
  })
}

/**
 * Signs in with a passkey, which stands for both factors: the device is one, the finger, face or PIN it asked for the
 * other. Whatever is wrong with the answer looks the same from outside.
 */
export async function signInWithPasskey(
  house: House,
  caller: Caller,
  response: AuthenticationResponseJSON,
): Promise<string> {
  const now = house.clock.now()
  const tried = await countTry(house, [{ key: `address:${addressBlock(caller.address)}`, most: 60 }])
  // A transaction of its own: the challenge is gone even when the answer turns out to be wrong.
  const challenge = await inTransaction(house.pool, 'gate', (tx) =>
    takeChallenge(tx, caller.context, now, { kind: 'sign-in' }),
  )
  if (challenge === undefined) throw refuse(house, caller, 'no challenge was given to this browser')

  return inTransaction(house.pool, 'gate', async (tx) => {
    // Held, so that of two answers of one authenticator the second meets the counter of the first.
    const [held] = await tx.select().from(passkey).where(eq(passkey.credentialId, response.id)).for('update')
    if (!held) throw refuse(house, caller, 'unknown passkey')
    const account = await findCredentials(tx, { id: held.accountId })
    if (!account || (await isShutOut(tx, house, account.id, ''))) {
      throw refuse(house, caller, 'account is closed')
    }
    if (response.response.userHandle !== Buffer.from(userHandle(account.id)).toString('base64url')) {
      throw refuse(house, caller, 'passkey of another account')
    }

    const proved = await verifyAnswer(house, challenge, response, held)
    if (typeof proved === 'string') throw refuse(house, caller, proved)
    await noteUse(tx, held.id, now, proved)
    await forgiveTry(tx, tried)
    return openSession(tx, house, caller, { id: account.id, passkeyId: held.id }, true)
  })
}

async function noteUse(
  tx: Tx,
  id: string,
  now: Date,
  { authenticationInfo }: VerifiedAuthenticationResponse,
): Promise<void> {
  const { newCounter, credentialBackedUp, credentialDeviceType } = authenticationInfo
  await tx
    .update(passkey)
    .set({
      counter: newCounter,
      backedUp: credentialBackedUp,
      deviceType: credentialDeviceType,
      lastUsedAt: now,
    })
    .where(eq(passkey.id, id))
}

/** What was proved, or why nothing was. */
async function verifyAnswer(
  house: House,
  challenge: string,
  response: AuthenticationResponseJSON,
  held: typeof passkey.$inferSelect,
): Promise<VerifiedAuthenticationResponse | string> {
  const { id, origin } = partyOf(house)
  try {
    const answer = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      credential: {
        id: held.credentialId,
        publicKey: new Uint8Array(held.publicKey),
        counter: held.counter,
        transports: held.transports,
      },
    })
    return answer.verified ? answer : 'the signature is wrong'
  } catch (error) {
    // The library throws for every way in which an answer can be wrong.
    return String(error).slice(0, 300)
  }
}

function refuse(house: House, { address }: Caller, reason: string): Refusal {
  house.log.warn({ event: 'passkey refused', address, reason }, 'identity')
  return new Refusal('identity/passkey-refused', 401, 'This passkey does not open an account here.')
}
