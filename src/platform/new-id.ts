import { randomFillSync } from 'node:crypto'

const random = new Uint8Array(10)

/** A new UUIDv7 (RFC 9562): sorts by the time it was made. */
export function newId(now = Date.now()): string {
  randomFillSync(random)
  const time = now.toString(16).padStart(12, '0')
  const tail = Buffer.from(random)
  tail[0] = ((tail[0] ?? 0) & 0x0f) | 0x70
  tail[2] = ((tail[2] ?? 0) & 0x3f) | 0x80
  const hex = tail.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`
}
