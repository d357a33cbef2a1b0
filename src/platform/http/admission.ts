import { enterTransaction } from '#platform/db/transaction.ts'
import { forbidden, Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { addressBlock } from '#platform/identity/address-block.ts'
import { forgetSession, isKnownSession, rememberSession } from '#platform/identity/known-sessions.ts'
import { enterPass, type Pass } from '#platform/identity/pass.ts'
import { scopeOf } from '#platform/identity/rules.ts'
import { needsSecondFactor } from '#platform/identity/second-factor-rule.ts'
import type { Entered, Session } from '#platform/identity/session-check.ts'
import type { Endpoint } from './endpoint.ts'
import { chargeCaller, refundCaller } from './rate-limit.ts'

/** Passes of nobody that one address may show in a minute. */
const strangersPerMinute = 120

/**
 * The caller's pass, once it was found to be somebody's. One that this process does not know is charged to the address
 * it came from and looked up before anything else is done for it; who turns out to be known gets the charge back.
 */
export async function provePass(house: House, pass: Pass | undefined, address: string): Promise<Pass> {
  if (!pass) throw signInFirst()
  if (isKnownSession(pass.hash)) return pass

  const caller = `stranger:${addressBlock(address)}`
  chargeCaller(caller, strangersPerMinute, house.clock.now())
  if (!pass.isWellFormed) throw passDead(pass)

  const entered = await enterTransaction(
    house.pool,
    (client) => enterPass(client, pass),
    async (_, found) => found,
  )
  if (!entered) throw passDead(pass)
  refundCaller(caller, strangersPerMinute, house.clock.now())
  rememberSession(pass.hash)
  return pass
}

/** Deny by default: a live pass, a worn hat, the hat among those that may knock, and a token's scope for the door. */
export function admit(
  endpoint: Endpoint,
  house: House,
  pass: Pass,
  entered: Entered,
): { session: Session; actor: Actor } {
  if (!entered) {
    forgetSession(pass.hash)
    throw passDead(pass)
  }
  const { session, actor } = entered
  // A demo's doors are known to everybody; none of them opens in an installation that was turned into a real one.
  if (session.isDemoCluster && house.config.mode !== 'demo') throw passDead(pass)
  refuseBeyondScope(endpoint, session)
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

/** What a caller uses is counted for the person, or for the token, so that a program never uses up a person's share. */
export function chargeActor(endpoint: Endpoint, session: Session, now: Date): void {
  const most = endpoint.kind === 'long' ? 60 : 1_200
  if (session.token === null) {
    chargeCaller(`account:${session.accountId}`, endpoint.perMinute ?? most, now)
    return
  }
  chargeCaller(`token:${session.token.id}`, Math.min(endpoint.perMinute ?? most, tokenPerMinute), now)
}

/** Requests that one API token may send in a minute. */
const tokenPerMinute = 300

function refuseBeyondScope(endpoint: Endpoint, { token }: Session): void {
  if (token === null) return
  const needed = scopeOf(endpoint)
  if (needed !== undefined && token.scopes.includes(needed)) return
  throw new Refusal(
    'identity/token-scope',
    403,
    needed === undefined ? 'No API token opens this.' : `This API token does not have the right “${needed}”.`,
    needed === undefined ? undefined : { scope: needed },
  )
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

function passDead({ kind }: Pass): Refusal {
  if (kind === 'session') return signInFirst()
  return new Refusal(
    'identity/token-dead',
    401,
    'This API token is unknown, has run out or was revoked, or its role has ended.',
  )
}

function signInFirst(): Refusal {
  return new Refusal('identity/sign-in-first', 401, 'Please sign in first.')
}
