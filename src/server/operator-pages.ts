import { timingSafeEqual } from 'node:crypto'
import { notFound } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { App } from '#platform/http/app.ts'
import { metrics } from '#platform/http/metrics.ts'
import { hashCode } from '#platform/identity/secrets.ts'

/** For whoever runs the installation: is the process alive, can it work, and its figures. */
export function serveOperatorPages(app: App, house: House): void {
  app.get('/health', (context) => context.json({ status: 'ok' }))

  app.get('/ready', async (context) => {
    try {
      await house.pool.query('SELECT 1')
      return context.json({ status: 'ready' })
    } catch {
      return context.json({ status: 'database-away' }, 503)
    }
  })

  // Where a request comes from proves nothing: behind a proxy on this machine everybody comes from this machine.
  app.get('/metrics', async (context) => {
    if (!showsToken(house, context.req.header('authorization') ?? '')) throw notFound()
    return context.body(await metrics.metrics(), 200, { 'content-type': metrics.contentType })
  })
}

function showsToken(house: House, header: string): boolean {
  const { metricsToken, secret } = house.config
  if (metricsToken === undefined) return false
  // Hashed, both have one length, and comparing them takes one time.
  const [given, expected] = [header, `Bearer ${metricsToken}`].map((text) =>
    Buffer.from(hashCode(secret, text)),
  )
  return given !== undefined && expected !== undefined && timingSafeEqual(given, expected)
}
