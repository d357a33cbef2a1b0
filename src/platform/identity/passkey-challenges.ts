import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Tx } from '#platform/db/transaction.ts'
import { hashToken, newToken } from './secrets.ts'

/** Adding one belongs to the session it was begun in, whose owner was proved then; signing in to none. */
type Purpose = { kind: 'register'; sessionId: string } | { kind: 'sign-in' }

const cookie = '__Host-talgud-passkey'
const minutes = 5

/** A fresh challenge for this browser, instead of any before. The transaction is at the gate. */
export async function giveChallenge(tx: Tx, context: Context, now: Date, purpose: Purpose): Promise<string> {
  const browser = newToken()
  const challenge = randomBytes(32).toString('base64url')
  await tx.client.query(
    'INSERT INTO passkey_challenge (browser_hash, purpose, challenge, expires_at) VALUES ($1, $2, $3, $4)',
    [keyOf(browser, purpose), purpose.kind, challenge, new Date(now.getTime() + minutes * 60_000)],
  )
  setCookie(context, cookie, browser, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: minutes * 60,
  })
  return challenge
}

/** Takes this browser's challenge: whatever becomes of the answer, it is gone. The transaction is at the gate. */
export async function takeChallenge(
  tx: Tx,
  context: Context,
  now: Date,
  purpose: Purpose,
): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ challenge: string }>(
    `DELETE FROM passkey_challenge WHERE browser_hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING challenge`,
    [keyOf(getCookie(context, cookie) ?? '', purpose), purpose.kind, now],
  )
  return rows[0]?.challenge
}

function keyOf(browser: string, purpose: Purpose): string {
  return hashToken(purpose.kind === 'register' ? `${browser} ${purpose.sessionId}` : browser)
}
