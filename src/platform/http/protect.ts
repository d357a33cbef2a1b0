import { randomBytes } from 'node:crypto'
import type { Context, Next } from 'hono'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'

/** Security headers on every answer, and no change from another site's page. */
export async function protect(house: House, context: Context, next: Next): Promise<void> {
  const nonce = randomBytes(16).toString('base64')
  context.set('nonce', nonce)
  try {
    refuseOtherSites(house, context)
    await next()
  } finally {
    const headers = context.res.headers
    // A kept file brings a stricter one of its own.
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', policyWith(nonce))
    headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('cross-origin-resource-policy', 'same-origin')
    headers.set('permissions-policy', 'camera=(self), microphone=(), geolocation=(), payment=()')
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  }
}

function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // React and Mantine set element styles through the DOM, which this does not govern; markup style attributes stay off.
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Browsers say where a request comes from; one from elsewhere never changes anything. Programs send neither header. */
function refuseOtherSites(house: House, context: Context): void {
  if (safeMethods.has(context.req.method)) return
  const site = context.req.header('sec-fetch-site')
  const origin = context.req.header('origin')
  const isOurs =
    origin === undefined || origin === house.config.publicUrl || origin === new URL(context.req.url).origin
  if ((site === undefined || site === 'same-origin' || site === 'none') && isOurs) return
  throw new Refusal('platform/other-site', 403, 'This request came from another site.')
}
