import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** The prefix makes the browser insist on Secure, Path=/ and no Domain. */
export const sessionCookie = '__Host-talgud'

/** How long a session lives at most, however much it is used. */
export const sessionDays = 7

const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

export function putSessionCookie(context: Context, token: string): void {
  setCookie(context, sessionCookie, token, { ...attributes, maxAge: sessionDays * 24 * 60 * 60 })
}

export function clearSessionCookie(context: Context): void {
  deleteCookie(context, sessionCookie, attributes)
}

export function readSessionCookie(context: Context): string | undefined {
  return getCookie(context, sessionCookie)
}
