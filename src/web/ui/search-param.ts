/**
 * Reads one word of an address against the words it may be: `{ tab: oneOf(companyTabs, raw.tab) }` in a route's
 * `validateSearch`. Routes are fetched before the first page, so they do without zod.
 */
export function oneOf<Word extends string>(words: readonly Word[], value: unknown): Word | undefined {
  return words.find((word) => word === value)
}
