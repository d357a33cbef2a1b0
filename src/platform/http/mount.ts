import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { PoolClient } from 'pg'
import type * as z from 'zod'
import { enterTransaction } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { addressBlock } from '#platform/identity/address-block.ts'
import { enterPass, readPass } from '#platform/identity/pass.ts'
import { admit, chargeActor, provePass, refuseOtherHat } from './admission.ts'
import { readBody, refuseNul } from './body.ts'
import { describeRoute } from './describe.ts'
import type { Call, Endpoint } from './endpoint.ts'
import { answerOnce } from './idempotency.ts'
import { noteMarkedTry } from './marked-try.ts'
import { chargeCaller } from './rate-limit.ts'

/** Puts the endpoints on the app: sign-in, knock, limits, validation, transaction, answer — in that order. */
export function mount(app: OpenAPIHono, house: House, endpoints: readonly Endpoint[]): void {
  for (const each of endpoints) {
    app.openAPIRegistry.registerPath(describeRoute(each))
    app.on(each.method.toUpperCase(), each.path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) =>
      serve(each, endpoints, house, context).catch(async (error: unknown) => {
        await noteMarkedTry(house, context, error)
        throw error
      }),
    )
  }
}

async function serve(
  endpoint: Endpoint,
  endpoints: readonly Endpoint[],
  house: House,
  context: Context,
): Promise<Response> {
  const address: string = context.get('address')
  const requestId: string = context.get('requestId')
  const read = async () => (endpoint.body ? readBody(context, endpoint.bodyLimit) : undefined)
  const checked = (sent: unknown): Call<unknown, unknown, unknown> => ({
    house,
    endpoints,
    context,
    requestId,
    address,
    params: check(endpoint.params, context.req.param(), 'address'),
    query: check(endpoint.query, queryOf(context), 'query'),
    body: check(endpoint.body, sent, 'body'),
  })

  const shown = readPass(context)
  if (endpoint.kind === 'open') {
    chargeCaller(`address:${addressBlock(address)}`, endpoint.perMinute ?? 120, house.clock.now())
    return answer(endpoint, context, await endpoint.handle(checked(await read())))
  }

  const pass = await provePass(house, shown, address)
  const enter = (client: PoolClient) => enterPass(client, pass)

  if (endpoint.kind === 'long') {
    const { session, actor } = await enterTransaction(house.pool, enter, async (_, entered) =>
      admit(endpoint, house, pass, entered),
    )
    chargeActor(endpoint, session, house.clock.now())
    return answer(
      endpoint,
      context,
      await endpoint.handle({
        ...checked(await read()),
        actor,
        session,
        // A body may take minutes: whoever sent it must still be who they were when it began.
        inTransaction: (work) =>
          enterTransaction(house.pool, enter, async (tx, entered) => {
            const present = admit(endpoint, house, pass, entered)
            refuseOtherHat(session, present.session)
            return work(tx, present.actor)
          }),
      }),
    )
  }

  // Read before the transaction opens, as a slow sender must not hold a connection; checked only once the caller is
  // let in, as what is wrong with a request is nobody else's business.
  const sent = await read()
  return enterTransaction(house.pool, enter, async (tx, entered) => {
    const { session, actor } = admit(endpoint, house, pass, entered)
    chargeActor(endpoint, session, house.clock.now())
    const call = checked(sent)
    const version = endpoint.needsVersion ? readVersion(context) : 0
    const handle = () => endpoint.handle({ ...call, tx, actor, session, version })
    const key = context.req.header('idempotency-key')
    if (endpoint.method === 'post' && key !== undefined && actor.clusterId !== '') {
      return answerOnce(tx, actor, { key, path: context.req.path, body: call.body }, async () =>
        answer(endpoint, context, await handle()),
      )
    }
    return answer(endpoint, context, await handle())
  })
}

function answer(endpoint: Endpoint, context: Context, value: unknown): Response {
  if (value instanceof Response) return value
  if (value === undefined || !endpoint.answer) {
    return context.body(null, endpoint.status === 202 ? 202 : 204)
  }

  // Parsing strips whatever the declared shape does not name: an answer can never say more than its contract.
  const parsed = endpoint.answer.parse(value)
  const version = versionOf(parsed)
  if (version !== undefined) context.header('etag', `"${version}"`)
  return context.json(parsed as object, endpoint.status === 204 ? 200 : (endpoint.status ?? 200))
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined
  return typeof value.version === 'number' ? value.version : undefined
}

function readVersion(context: Context): number {
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(context.req.header('if-match') ?? '')
  if (match) return Number(match[1])
  throw new Refusal('platform/version-needed', 428, 'Say which version you are changing (If-Match).')
}

function queryOf(context: Context): Record<string, string | string[]> {
  const all = context.req.queries()
  for (const value of Object.values(all).flat()) refuseNul(value)
  return Object.fromEntries(
    Object.entries(all).map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

function check(shape: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!shape) return undefined
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data

  const issues = parsed.error.issues
    .slice(0, 20)
    .map((issue) => ({ ...limitsOf(issue), path: issue.path.map(String).join('.'), message: issue.message }))
  const first = issues[0]
  const missing = where === 'address'
  if (missing)
    throw new Refusal(
      'platform/not-found',
      404,
      'That page or record does not exist, or is not yours to see.',
    )
  throw new Refusal(
    'platform/invalid',
    422,
    `Please check ${first?.path || where}: ${first?.message ?? 'it is not valid'}.`,
    { issues },
  )
}

/** What a page needs to say the complaint in its reader's language; never the value that was sent. */
function limitsOf(issue: z.core.$ZodIssue): Record<string, unknown> {
  const named = Object.entries(issue).filter(([name]) => limitNames.has(name))
  return Object.fromEntries(named.filter(([, value]) => ['string', 'number'].includes(typeof value)))
}

const limitNames = new Set(['code', 'origin', 'minimum', 'maximum', 'format'])
