import type { Label } from '../country.ts'

/** One entry of a starter list: a published code with our own short labels. The full official lists are loaded later. */
export type Term = { code: string; label: Label }

/** Rows of code, English, Estonian. */
export function terms(rows: readonly (readonly [code: string, en: string, et: string])[]): readonly Term[] {
  return rows.map(([code, en, et]) => ({ code, label: { en, et } }))
}
