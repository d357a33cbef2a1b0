import type { Context } from 'hono'
import type * as z from 'zod'
import type { Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import type { Actor, Role } from '#platform/identity/actor.ts'
import type { Session } from '#platform/identity/session-check.ts'

/** Who may knock at an endpoint. What they then see or may do is decided by query, command and policy. */
export type Knock = 'anyone' | 'signed-in' | readonly Role[]

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What every handler is given. */
export type Call<P, Q, B> = {
  house: House
  /** Every endpoint of this app. */
  endpoints: readonly Endpoint[]
  params: P
  query: Q
  body: B
  requestId: string
  /** The caller's network address, as trusted by configuration. */
  address: string
  context: Context
}

/** The usual handler: inside the request's one transaction, scoped to the caller's hat. */
export type ActorCall<P, Q, B> = Call<P, Q, B> & {
  tx: Tx
  actor: Actor
  session: Session
  /** The version the caller saw (`If-Match`); only where the endpoint asks for one. */
  version: number
}

/**
 * For uploads and streams: the handler opens its transactions when it needs them. In each the caller is looked up anew
 * and handed on, as a body may take minutes and a hat can end meanwhile; `actor` is who began.
 */
export type LongCall<P, Q, B> = Call<P, Q, B> & {
  actor: Actor
  session: Session
  inTransaction<T>(work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T>
}

type Shape = z.ZodType | undefined
type Value<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined

type Facts<P extends Shape, Q extends Shape, B extends Shape, A extends Shape> = {
  method: Method
  /** As OpenAPI writes it: `/api/companies/{id}`. */
  path: string
  summary: string
  tag: string
  params?: P
  query?: Q
  body?: B
  /** The shape of the answer; without one the endpoint answers 204 or, when it returns a Response, that. */
  answer?: A
  status?: 200 | 201 | 202 | 204
  /** Largest body, in bytes; JSON bodies default to 256 KiB. */
  bodyLimit?: number
  /** Requests a minute, per person or (for `anyone`) per address. */
  perMinute?: number
}

/** An endpoint with its types worn off, as the app mounts it and the access-table test lists it. */
export type Endpoint = Facts<Shape, Shape, Shape, Shape> & {
  knock: Knock
  needsVersion: boolean
  isReadOnly: boolean
} & (
    | { kind: 'open'; handle(call: Call<unknown, unknown, unknown>): Promise<unknown> }
    | { kind: 'actor'; handle(call: ActorCall<unknown, unknown, unknown>): Promise<unknown> }
    | { kind: 'long'; handle(call: LongCall<unknown, unknown, unknown>): Promise<unknown> }
  )

/** An endpoint for callers wearing one of the `knock` hats, inside one transaction. */
export function endpoint<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
>(
  definition: Facts<P, Q, B, A> & {
    knock: readonly Role[] | 'signed-in'
    needsVersion?: boolean
    handle(
      call: ActorCall<Value<P>, Value<Q>, Value<B>>,
    ): Promise<A extends z.ZodType ? z.input<A> | Response : Response | undefined>
  },
): Endpoint {
  const isReadOnly = definition.method === 'get'
  return { needsVersion: false, ...definition, isReadOnly, kind: 'actor' } as unknown as Endpoint
}

/** An endpoint anyone may call, signed in or not; it opens what it needs itself. */
export function openEndpoint<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
>(
  definition: Facts<P, Q, B, A> & {
    handle(
      call: Call<Value<P>, Value<Q>, Value<B>>,
    ): Promise<A extends z.ZodType ? z.input<A> | Response : Response | undefined>
  },
): Endpoint {
  return {
    ...definition,
    knock: 'anyone',
    needsVersion: false,
    isReadOnly: false,
    kind: 'open',
  } as unknown as Endpoint
}

/**
 * An endpoint that reads a large body, streams its answer or checks a password, so it may not hold a transaction
 * throughout. Its answer is never kept for a repeat, so it may hold a secret.
 */
export function longEndpoint<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
>(
  definition: Facts<P, Q, B, A> & {
    knock: readonly Role[] | 'signed-in'
    handle(
      call: LongCall<Value<P>, Value<Q>, Value<B>>,
    ): Promise<A extends z.ZodType ? z.input<A> | Response : Response | undefined>
  },
): Endpoint {
  return { ...definition, needsVersion: false, isReadOnly: false, kind: 'long' } as unknown as Endpoint
}
