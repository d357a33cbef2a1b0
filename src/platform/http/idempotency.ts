import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { idempotencyKey } from './tables.ts'

/**
 * Runs a create at most once per key and person (draft-ietf-httpapi-idempotency-key-header): a repeat gets the first
 * answer, another body under the same key is refused with 422, a repeat while the first still runs with 409.
 */
export async function answerOnce(
  tx: Tx,
  actor: Actor,
  request: { key: string; path: string; body: unknown },
  create: () => Promise<Response>,
): Promise<Response> {
  const { key } = request
  if (!/^[\x21-\x7e]{8,128}$/.test(key)) {
    throw new Refusal('platform/bad-key', 400, 'An Idempotency-Key has 8 to 128 visible ASCII characters.')
  }
  const accountId = actor.accountId ?? ''
  const requestHash = createHash('sha256')
    .update(`${actor.role}\n${actor.companyId ?? ''}\n${request.path}\n${JSON.stringify(request.body)}`)
    .digest('hex')
  const lock = await tx.client.query<{ free: boolean }>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free',
    [`${accountId}:${key}`],
  )
  if (!lock.rows[0]?.free) {
    throw new Refusal('platform/in-flight', 409, 'The same request is still being worked on.')
  }

  const [known] = await tx
    .select()
    .from(idempotencyKey)
    .where(and(eq(idempotencyKey.accountId, accountId), eq(idempotencyKey.key, key)))
  if (known && known.requestHash !== requestHash) {
    throw new Refusal('platform/key-reused', 422, 'This Idempotency-Key was used for another request.')
  }
  if (known)
    return new Response(JSON.stringify(known.answer), { status: known.status, headers: replayHeaders })

  const response = await create()
  const answer: unknown = response.status === 204 ? null : await response.clone().json()
  await tx
    .insert(idempotencyKey)
    .values({ clusterId: actor.clusterId, accountId, key, requestHash, status: response.status, answer })
  return response
}

const replayHeaders = { 'content-type': 'application/json', 'idempotency-replayed': 'true' }
