import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { hashCode } from './secrets.ts'

// After OWASP "device cookies": whoever signed in from a device before is counted apart from strangers, so an
// attack on the account cannot keep its owner out. It proves nothing else and never replaces a password or code.
const name = '__Host-talgud-device'
const days = 400

/** Marks the device as one the account was signed in from. */
export function putDeviceCookie(context: Context, secret: string, accountId: string): void {
  const nonce = randomBytes(16).toString('base64url')
  setCookie(context, name, `${nonce}.${sign(secret, accountId, nonce)}`, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: days * 24 * 60 * 60,
  })
}

/** The device's own key when the account was signed in from it before, else undefined. */
export function knownDevice(context: Context, secret: string, accountId: string): string | undefined {
  const [nonce = '', signature = ''] = (getCookie(context, name) ?? '').split('.')
  const given = Buffer.from(signature)
  const expected = Buffer.from(sign(secret, accountId, nonce))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return nonce
}

function sign(secret: string, accountId: string, nonce: string): string {
  return hashCode(secret, `device:${accountId}:${nonce}`)
}
