import { Refusal } from '#platform/errors.ts'

type Bucket = { tokens: number; at: number }

const buckets = new Map<string, Bucket>()
const mostBuckets = 50_000

/** Takes one token from the caller's bucket (`perMinute` a minute, refilled evenly) or refuses with 429. */
export function chargeCaller(caller: string, perMinute: number, now: Date): void {
  const key = `${caller}:${perMinute}`
  const at = now.getTime()
  const bucket = buckets.get(key) ?? { tokens: perMinute, at }
  bucket.tokens = Math.min(perMinute, bucket.tokens + ((at - bucket.at) / 60_000) * perMinute)
  bucket.at = at
  if (bucket.tokens < 1) {
    const retryAfter = Math.ceil(((1 - bucket.tokens) / perMinute) * 60)
    throw new Refusal('platform/too-many', 429, 'Too many requests in a short time. Please wait a moment.', {
      retryAfter,
    })
  }
  bucket.tokens -= 1
  if (!buckets.has(key) && buckets.size >= mostBuckets) forgetOldest()
  buckets.set(key, bucket)
}

/** Forgets all callers; for tests. */
export function forgetCallers(): void {
  buckets.clear()
}

function forgetOldest(): void {
  const oldest = buckets.keys().next()
  if (!oldest.done) buckets.delete(oldest.value)
}
