import type { Context } from 'hono'
import type { PoolClient } from 'pg'
import { Refusal } from '#platform/errors.ts'
import { enterToken } from './api-token-check.ts'
import { hashToken } from './secrets.ts'
import { type Entered, enterSession } from './session-check.ts'
import { readSessionCookie } from './session-cookie.ts'

/** What a request shows at the door: the cookie of a session, or an API token. */
export type Pass = { kind: 'session' | 'token'; hash: string; isWellFormed: boolean }

/**
 * The request's pass, if it shows one. Both at once is refused: a page of another site could lend a browser's cookie to
 * a token, or a token to a cookie, and nobody could say afterwards who acted.
 */
export function readPass(context: Context): Pass | undefined {
  const cookie = readSessionCookie(context)
  // Other schemes belong to a proxy in front of us.
  const bearer = /^Bearer(?: +(.*))?$/i.exec(context.req.header('authorization') ?? '')
  if (bearer && cookie !== undefined) {
    throw new Refusal('identity/two-passes', 400, 'Please send either a session or an API token, not both.')
  }
  if (bearer) return passOf('token', bearer[1] ?? '')
  return cookie ? passOf('session', cookie) : undefined
}

/** Finds who shows this pass and puts their scope on the transaction, which must be at the gate. */
export function enterPass(client: PoolClient, { kind, hash }: Pass): Promise<Entered> {
  return kind === 'token' ? enterToken(client, hash) : enterSession(client, hash)
}

function passOf(kind: Pass['kind'], secret: string): Pass {
  return { kind, hash: hashToken(secret), isWellFormed: forms[kind].test(secret) }
}

// Nothing of another form was ever given out.
const forms = { session: /^[\w-]{43}$/, token: /^tlg_[\w-]{43}$/ }
