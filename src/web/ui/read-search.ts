type Reader<T> = (value: unknown) => T | undefined
type Read<Readers> = { [K in keyof Readers]?: Readers[K] extends Reader<infer T> ? T : never }

/**
 * Reads a page's address: `validateSearch: readSearch({ tab: readOneOf(tabs) })`. Nonsense is left out instead of
 * breaking the page. Written out rather than with zod, which every visitor would then fetch before the first page.
 */
export function readSearch<const Readers extends Record<string, Reader<unknown>>>(readers: Readers) {
  return (raw: Record<string, unknown>): Read<Readers> => {
    const read = Object.entries(readers).map(([name, reader]) => [name, reader(raw[name])] as const)
    // Each name was read by its own reader, which the types of Object.entries cannot say.
    return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as Read<Readers>
  }
}

/** One of these words. */
export function readOneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (value) => words.find((word) => word === value)
}

/** A word of this shape. */
export function readShaped(shape: RegExp): Reader<string> {
  return (value) => {
    // A word of digits alone may arrive as a number from a link written in code.
    const word = typeof value === 'number' ? String(value) : value
    return typeof word === 'string' && shape.test(word) ? word : undefined
  }
}
