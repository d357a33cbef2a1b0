/** Gathers a stream into one piece, or gives up (undefined) as soon as it grows over `maxBytes`. */
export async function collect(
  stream: AsyncIterable<unknown>,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of stream) {
    if (!(part instanceof Uint8Array)) throw new TypeError(`stream gave ${typeof part} instead of bytes`)
    size += part.byteLength
    if (size > maxBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts, size)
}
