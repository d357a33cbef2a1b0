import { timingSafeEqual } from 'node:crypto'
import { notFound } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { App } from '#platform/http/app.ts'
import { metrics } from '#platform/http/metrics.ts'
import { hashCode } from '#platform/identity/secrets.ts'

/** For whoever runs the installation: is the process alive, can it work, and its figures. */
export function serveOperatorPages(app: App, house: House): void {
  app.get('/health', (context) => context.json({ status: 'ok' }))

  // Anybody may ask: however many do, the database is asked at most four times a second.
  let latest = { at: 0, isReady: Promise.resolve(false) }
  app.get('/ready', async (context) => {
    const at = performance.now()
    if (latest.at === 0 || at - latest.at > 250) latest = { at, isReady: answersNow(house) }
    return (await latest.isReady)
      ? context.json({ status: 'ready' })
      : context.json({ status: 'database-away' }, 503)
  })

  // Where a request comes from proves nothing: behind a proxy on this machine everybody comes from this machine.
  app.get('/metrics', async (context) => {
    if (!showsToken(house, context.req.header('authorization') ?? '')) throw notFound()
    return context.body(await metrics.metrics(), 200, { 'content-type': metrics.contentType })
  })
}

async function answersNow(house: House): Promise<boolean> {
  return house.pool.query('SELECT 1').then(
    () => true,
    () => false,
  )
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
