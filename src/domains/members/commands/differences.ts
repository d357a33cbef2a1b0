import { canonicalJson } from '#platform/journal/chain.ts'

type Fields = Record<string, unknown>

/** One field before and after, as the history shows it. */
export type Change = { field: string; before: unknown; after: unknown }

/** The fields of `after` that differ from `before`. */
export function differences(before: Fields, after: Fields): Change[] {
  return Object.entries(after)
    .filter(([field, value]) => canonicalJson(before[field]) !== canonicalJson(value))
    .map(([field, value]) => ({ field, before: before[field] ?? null, after: value ?? null }))
}
