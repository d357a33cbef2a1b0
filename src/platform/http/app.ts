import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, Next } from 'hono'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { pathForLog } from '#platform/log.ts'
import type { Endpoint } from './endpoint.ts'
import { measureRequest } from './metrics.ts'
import { mount } from './mount.ts'
import { answerProblem } from './problem.ts'
import { protect } from './protect.ts'

export type App = OpenAPIHono

/** The bare app: request ids, log, metrics, security headers, problems; then the endpoints. */
export function buildApp(house: House, endpoints: readonly Endpoint[]): App {
  const app = new OpenAPIHono()
  app.use('*', (context, next) => beginRequest(house, context, next))
  app.use('*', (context, next) => protect(house, context, next))
  app.onError((error, context) => answerProblem(context, house.log, error))
  app.notFound((context) =>
    answerProblem(
      context,
      house.log,
      new Refusal('platform/not-found', 404, 'That page or record does not exist, or is not yours to see.'),
    ),
  )
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-talgud',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description:
      'An API token (tlg_…), made under Account and security. It never comes together with a session.',
  })
  mount(app, house, endpoints)
  // Written once: describing every shape anew takes half a second, and anybody may ask.
  let document: string | undefined
  app.get('/api/openapi.json', (context) => {
    document ??= JSON.stringify(app.getOpenAPI31Document(openApiFacts))
    return context.body(document, 200, { 'content-type': 'application/json' })
  })
  return app
}

/** What the API's document says about itself. */
export const openApiFacts = {
  openapi: '3.1.0',
  info: {
    title: 'Talgud',
    version: '1',
    description:
      'Every page of Talgud uses this API. Refusals are `application/problem+json`. Creates take an `Idempotency-Key`, changes an `If-Match`.',
  },
}

async function beginRequest(house: House, context: Context, next: Next): Promise<void> {
  const began = performance.now()
  context.set('requestId', randomBytes(9).toString('base64url'))
  context.set('address', addressOf(house, context))
  await next()
  context.res.headers.set('x-request-id', context.get('requestId'))
  const ms = performance.now() - began
  measureRequest(context, ms)
  house.log.debug(
    {
      requestId: context.get('requestId'),
      method: context.req.method,
      path: pathForLog(context.req.path),
      status: context.res.status,
      ms: Math.round(ms),
    },
    'request',
  )
}

/** The peer's address; the forwarding header counts only behind a proxy the operator named. */
function addressOf(house: House, context: Context): string {
  const forwarded = context.req.header('x-forwarded-for')
  if (house.config.trustProxy && forwarded) return plainAddress(forwarded.split(',').at(-1)?.trim() ?? '')
  const incoming: unknown = context.env?.incoming?.socket?.remoteAddress
  return typeof incoming === 'string' ? incoming : 'unknown'
}

/** Some proxies add the port, which is new with every connection and would make everybody a stranger each time. */
function plainAddress(text: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return isIP(bare) === 0 ? 'unknown' : bare
}
