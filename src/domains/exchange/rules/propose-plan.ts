import {
  findHeaderRow,
  findKind,
  headersOf,
  proposeColumns,
  samplesOf,
} from '#engines/member-lists/propose.ts'
import type { ListKind } from '#values/member-list-fields.ts'
import type { StoredPlan } from '../schema.ts'

/** How a sheet is probably meant. What the caller knows already (header row, kind) is not guessed. */
export function proposePlan(
  rows: readonly string[][],
  known: { sheet: number; headerRow: number | null; kind: ListKind | null; country: string | null },
): StoredPlan {
  const headerRow = known.headerRow ?? findHeaderRow(rows)
  const headers = headersOf(rows, headerRow)
  const samples = samplesOf(rows, headerRow, headers.length)
  const kind = known.kind ?? findKind(headers)
  return {
    kind,
    sheet: known.sheet,
    headerRow,
    columns: proposeColumns(headers, samples, kind),
    country: known.country,
    dateOrder: 'dmy',
    rule: 'take',
    fieldRules: {},
    headers,
    samples,
    isRemembered: false,
  }
}
