import type { Context } from 'hono'
import { enterTransaction } from '#platform/db/transaction.ts'
import { forbidden, Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { addressBlock } from '#platform/identity/address-block.ts'
import { forgetSession, isKnownSession, rememberSession } from '#platform/identity/known-sessions.ts'
import { needsSecondFactor } from '#platform/identity/second-factor-rule.ts'
import { hashToken } from '#platform/identity/secrets.ts'
import { type Entered, enterSession, type Session } from '#platform/identity/session-check.ts'
import { readSessionCookie } from '#platform/identity/session-cookie.ts'
import type { Endpoint } from './endpoint.ts'
import { chargeCaller, refundCaller } from './rate-limit.ts'

/** Cookies of no live session that one address may show in a minute. */
const strangersPerMinute = 120

/**
 * The hash of the caller's session token. One that this process does not know is charged to the address it came from
 * and looked up before anything else is done for it; who turns out to be signed in gets the charge back.
 */
export async function proveSession(house: House, context: Context, address: string): Promise<string> {
  const token = readSessionCookie(context)
  if (!token) throw signInFirst()

  const tokenHash = hashToken(token)
  if (isKnownSession(tokenHash)) return tokenHash

  const caller = `stranger:${addressBlock(address)}`
  chargeCaller(caller, strangersPerMinute, house.clock.now())
  // Nothing of another form was ever given out.
  if (!/^[\w-]{43}$/.test(token)) throw signInFirst()

  const entered = await enterTransaction(
    house.pool,
    (client) => enterSession(client, tokenHash),
    async (_, found) => found,
  )
  if (!entered) throw signInFirst()
  refundCaller(caller, strangersPerMinute, house.clock.now())
  rememberSession(tokenHash)
  return tokenHash
}

/** Deny by default: a live session, a worn hat, and the hat among those that may knock. */
export function admit(
  endpoint: Endpoint,
  house: House,
  tokenHash: string,
  entered: Entered,
): { session: Session; actor: Actor } {
  if (!entered) {
    forgetSession(tokenHash)
    throw signInFirst()
  }
  const { session, actor } = entered
  // A demo's doors are known to everybody; none of them opens in an installation that was turned into a real one.
  if (session.isDemoCluster && house.config.mode !== 'demo') throw signInFirst()
  if (endpoint.knock === 'signed-in') {
    return { session, actor: actor ?? hatless(session) }
  }
  if (!actor) throw forbidden('You have no role in a cluster yet.')
  if (needsSecondFactor(house.config.mode, actor, session)) {
    throw new Refusal(
      'identity/second-factor-needed',
      403,
      'Your role needs a second factor. Please set one up first.',
    )
  }
  const mayKnock = endpoint.knock !== 'anyone' && endpoint.knock.some((role) => role === actor.role)
  if (!mayKnock) throw forbidden()
  return { session, actor }
}

/** What was begun under one hat is not ended under another. */
export function refuseOtherHat(began: Session, present: Session): void {
  if (began.hatId === present.hatId) return
  throw new Refusal('identity/other-role', 409, 'Your role changed meanwhile. Please try again.')
}

/** A person without any role still manages the own account. */
function hatless(session: Session): Actor {
  return {
    accountId: session.accountId,
    name: '',
    language: 'en',
    role: 'outside-contact',
    clusterId: '',
    companyId: null,
  }
}

function signInFirst(): Refusal {
  return new Refusal('identity/sign-in-first', 401, 'Please sign in first.')
}
