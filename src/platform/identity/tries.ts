import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { hashCode } from './secrets.ts'

/** Something that is tried, and how often it may be within one window. */
export type TryLimit = { key: string; most: number }

/** Tries that were counted and may be taken back when they turn out to be right. */
export type CountedTries = { keys: string[]; windowStart: Date }

const windowMinutes = 15

/**
 * Counts one try under every key, before anything is checked, so that trying in parallel gains nothing. Refuses with
 * 429 once a key is over its limit. Windows are fixed and short: nobody is locked out for longer than one of them.
 */
export async function countTry(house: House, limits: readonly TryLimit[]): Promise<CountedTries> {
  const now = house.clock.now()
  const windowMs = windowMinutes * 60_000
  const windowStart = new Date(Math.floor(now.getTime() / windowMs) * windowMs)
  const hashed = limits.map(({ key, most }) => ({ key: hashCode(house.config.secret, key), most }))
  // In one order for everybody: two people behind one address would otherwise wait for each other.
  const keys = hashed.map(({ key }) => key).sort()

  const counts = await inTransaction(house.pool, 'gate', async (tx) => {
    const { rows } = await tx.client.query<{ key: string; tries: number }>(countSql, [keys, windowStart])
    return new Map(rows.map((row) => [row.key, row.tries]))
  })
  if (hashed.some(({ key, most }) => (counts.get(key) ?? 0) > most)) {
    const retryAfter = Math.ceil((windowStart.getTime() + windowMs - now.getTime()) / 1000)
    throw new Refusal('identity/too-many-tries', 429, 'Too many tries. Please wait a few minutes.', {
      retryAfter,
    })
  }
  return { keys, windowStart }
}

/** Takes a counted try back: it was right. */
export async function forgiveTry(tx: Tx, { keys, windowStart }: CountedTries): Promise<void> {
  await tx.client.query(
    'UPDATE sign_in_try SET tries = tries - 1 WHERE key = ANY($1) AND window_start = $2 AND tries > 0',
    [keys, windowStart],
  )
}

/** Forgets what was tried under these keys: the owner has shown who they are in another way. */
export async function forgetTries(tx: Tx, secret: string, keys: readonly string[]): Promise<void> {
  await tx.client.query('DELETE FROM sign_in_try WHERE key = ANY($1)', [
    keys.map((key) => hashCode(secret, key)),
  ])
}

const countSql = `INSERT INTO sign_in_try (key, window_start, tries)
  SELECT key, $2, 1 FROM unnest($1::text[]) AS key
  ON CONFLICT (key, window_start) DO UPDATE SET tries = sign_in_try.tries + 1
  RETURNING key, tries`
