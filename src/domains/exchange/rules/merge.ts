import { listFields } from '#values/member-list-fields.ts'
import type { FieldChoice, MergeRule } from '../schema.ts'

export type Fact = string | number | string[]
export type FieldChange = {
  field: string
  before: Fact | null
  theirs: Fact
  after: Fact | null
  choice: FieldChoice
  mayBoth: boolean
}

type Merging = { rule: MergeRule; fieldRules: Readonly<Record<string, FieldChoice | undefined>> }

/**
 * What a row would do to a record, field by field; only fields where the two differ. An empty cell never empties a
 * field. `choices` are those of the row, `merging` those of the whole list.
 */
export function changesOf(
  before: Readonly<Record<string, Fact>>,
  facts: Readonly<Record<string, Fact>>,
  merging: Merging,
  choices: Readonly<Record<string, FieldChoice | undefined>>,
): FieldChange[] {
  const stated = Object.entries(facts).sort(([a], [b]) => placeOf(a) - placeOf(b))
  return stated.flatMap(([field, theirs]) => {
    if (field === 'id') return []
    const ours = before[field] ?? null
    if (isSame(field, ours, theirs)) return []
    const mayBoth = ours !== null && bothOf(field, ours, theirs) !== undefined
    const choice = choices[field] ?? merging.fieldRules[field] ?? choiceOf(merging.rule, ours, mayBoth)
    return [{ field, before: ours, theirs, after: merge(field, ours, theirs, choice), choice, mayBoth }]
  })
}

/** The changes that change something. */
export function effectiveChanges(changes: readonly FieldChange[]): FieldChange[] {
  return changes.filter(({ field, before, after }) => after !== null && !isSame(field, before, after))
}

const order: readonly string[] = listFields.map((field) => field.split('.')[1] ?? field)

/** Fields come in the order people know them from, not in that of the database. */
function placeOf(field: string): number {
  return order.indexOf(field)
}

function choiceOf(rule: MergeRule, ours: Fact | null, mayBoth: boolean): FieldChoice {
  if (ours === null) return 'take'
  if (rule === 'both') return mayBoth ? 'both' : 'keep'
  return rule === 'take' ? 'take' : 'keep'
}

function merge(field: string, ours: Fact | null, theirs: Fact, choice: FieldChoice): Fact | null {
  if (ours === null) return choice === 'keep' ? null : theirs
  if (choice === 'take') return theirs
  return choice === 'both' ? (bothOf(field, ours, theirs) ?? ours) : ours
}

/** Lists join, and descriptions follow one another; of anything else there can be only one. */
function bothOf(field: string, ours: Fact, theirs: Fact): Fact | undefined {
  if (Array.isArray(ours) && Array.isArray(theirs)) return [...new Set([...ours, ...theirs])].sort()
  if (!/^(summary|description)/.test(field) || typeof ours !== 'string' || typeof theirs !== 'string')
    return undefined
  const joined = ours.includes(theirs) ? ours : `${ours}\n\n${theirs}`
  return joined.length <= 8_000 ? joined : undefined
}

/** Whether two values mean the same: blanks, the dress of codes and the scheme of a website make no difference. */
export function isSame(field: string, a: Fact | null | undefined, b: Fact | null | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.toSorted().join('|') === b.toSorted().join('|')
  }
  if (typeof a === 'string' && typeof b === 'string') return plain(field, a) === plain(field, b)
  return (a ?? null) === (b ?? null)
}

function plain(field: string, text: string): string {
  if (field === 'registerCode' || field === 'vatNumber')
    return text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  if (field === 'website')
    return text
      .replace(/^https?:\/\/(www\.)?/i, '')
      .replace(/\/$/, '')
      .toLowerCase()
  if (field === 'phone') return text.replace(/[^\d+]/g, '')
  return text.replace(/\s+/g, ' ').trim()
}
