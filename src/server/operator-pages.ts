import type { House } from '#platform/house.ts'
import type { App } from '#platform/http/app.ts'
import { metrics } from '#platform/http/metrics.ts'

/** For whoever runs the installation: is the process alive, can it work, and its figures (loopback only). */
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

  app.get('/metrics', async (context) => {
    const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(context.get('address' as never))
    const throughProxy = context.req.header('x-forwarded-for') !== undefined
    if (!isLocal || throughProxy) return context.notFound()
    return context.body(await metrics.metrics(), 200, { 'content-type': metrics.contentType })
  })
}
