/** UUID version 7 (RFC 9562, 5.7): begins with the time it was made, so rows lie in the order they came. */

/** Makes an id from a time in milliseconds and ten random bytes, both handed in. */
export function makeId(timeMs: number, random: Uint8Array): string {
  if (!Number.isInteger(timeMs) || timeMs < 0 || timeMs >= 2 ** 48) {
    throw new RangeError(`timeMs must be a whole number of 48 bits, got ${timeMs}`)
  }
  if (random.length !== 10) throw new RangeError(`random must be 10 bytes, got ${random.length}`)
  const tail = Uint8Array.from(random)
  tail[0] = ((tail[0] ?? 0) & 0x0f) | 0x70
  tail[2] = ((tail[2] ?? 0) & 0x3f) | 0x80
  const time = timeMs.toString(16).padStart(12, '0')
  const hex = Array.from(tail, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`
}

/** Whether the text is an id as `makeId` writes it. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)
}

/** The time an id was made, in milliseconds. */
export function idTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}
