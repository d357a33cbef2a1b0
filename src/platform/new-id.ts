import { randomFillSync } from 'node:crypto'
import { makeId } from '#values/ids.ts'

const random = new Uint8Array(10)

/** A new UUIDv7 (RFC 9562): sorts by the time it was made. */
export function newId(now = Date.now()): string {
  randomFillSync(random)
  return makeId(now, random)
}
