import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export const metrics = new Registry()
collectDefaultMetrics({ register: metrics })

const seconds = new Histogram({
  name: 'talgud_request_seconds',
  help: 'Time to answer, by route and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [metrics],
})

/** Jobs done and failed, by queue. */
export const jobsDone = new Counter({
  name: 'talgud_jobs_total',
  help: 'Background jobs, by queue and outcome.',
  labelNames: ['queue', 'outcome'],
  registers: [metrics],
})

/** Counts one answered request; the route's pattern, never the address itself, so ids stay out of the figures. */
export function measureRequest(context: Context, milliseconds: number): void {
  seconds.observe(
    { method: context.req.method, route: routePath(context, -1), status: String(context.res.status) },
    milliseconds / 1000,
  )
}
