import { fieldsOf, type ListField, type ListKind } from '#values/member-list-fields.ts'
import { cleanCell, isNothing } from './cell.ts'
import { countryNamed } from './country-names.ts'
import { fold } from './fold.ts'
import { fieldNamed, isKnownHeader } from './header-words.ts'
import { isEstonianCode } from './read-codes.ts'
import { readEmail, readPhone, readWebsite } from './read-contacts.ts'
import { isBlank } from './read-row.ts'

const searchedRows = 30

/** The row (from 0) that most likely names the columns: title rows and blank lines may stand above it. */
export function findHeaderRow(rows: readonly string[][]): number {
  let best = { row: 0, score: Number.NEGATIVE_INFINITY }
  for (let row = 0; row < Math.min(rows.length, searchedRows); row++) {
    const filled = (rows[row] ?? []).map((cell) => cell.trim()).filter((cell) => cell !== '')
    if (filled.length === 0) continue
    const known = filled.filter(isKnownHeader).length
    const words = filled.filter(
      (cell) => /\p{L}/u.test(cell) && cell.length <= 80 && !/[@]|https?:/.test(cell),
    ).length
    const isDistinct = new Set(filled.map(fold)).size === filled.length
    // Known words weigh most; among rows without any, the first that is as wide as the table.
    const score = known * 10 + words + (isDistinct ? 1 : 0) - row * 0.5
    if (score > best.score) best = { row, score }
  }
  return best.row
}

/** A list's columns as its header names them; headers of two rows or empty ones get their letter. */
export function headersOf(rows: readonly string[][], headerRow: number): string[] {
  const width = Math.max(0, ...rows.slice(headerRow, headerRow + 200).map((row) => row.length))
  return Array.from({ length: width }, (_, column) =>
    (rows[headerRow]?.[column] ?? '').replace(/\s+/g, ' ').trim(),
  )
}

/** Up to three different values of each column, for people to see what it holds. */
export function samplesOf(rows: readonly string[][], headerRow: number, width: number): string[][] {
  return Array.from({ length: width }, (_, column) => {
    const seen = new Set<string>()
    for (const row of rows.slice(headerRow + 1, headerRow + 500)) {
      const cell = (row[column] ?? '').replace(/\s+/g, ' ').trim()
      if (cell !== '') seen.add(cell.slice(0, 60))
      if (seen.size === 3) break
    }
    return [...seen]
  })
}

/** Which sheet holds the list: the one with most cells under known headers. */
export function findSheet(sheets: readonly { rows: string[][] }[]): number {
  const weights = sheets.map(({ rows }) => {
    const header = findHeaderRow(rows)
    const known = (rows[header] ?? []).filter((cell) => cell.trim() !== '' && isKnownHeader(cell)).length
    return known * Math.min(rows.filter((row) => !isBlank(row)).length, 1_000)
  })
  return Math.max(0, weights.indexOf(Math.max(...weights)))
}

/** What the list is about, judged by its headers; companies when they do not say. */
export function findKind(headers: readonly string[]): ListKind {
  const count = (kind: ListKind, marks: RegExp) =>
    headers.filter((header) => marks.test(fieldNamed(header, kind) ?? '')).length
  const companies = count(
    'companies',
    /^company\.(registerCode|vatNumber|employees|sizeClass|foundedYear|status|tier|startsOn|endsOn|exportCountries|nuts|ncage|clearance|id)$/,
  )
  const people = count('people', /^person\.(firstName|lastName|jobTitle|roles|language|id)$/)
  // Words that mean a product in any list. "Type" alone says nothing.
  const isNamed = count('companies', /^product\.(id|name)$/) > 0
  const products = count('companies', /^product\./)
  if ((isNamed || products >= 2) && products > companies && products >= people) return 'products'
  return people > companies ? 'people' : 'companies'
}

/** Proposes a field for each column: by its header, else by what its cells look like. No field is given twice. */
export function proposeColumns(
  headers: readonly string[],
  samples: readonly string[][],
  kind: ListKind,
): (ListField | null)[] {
  const allowed = new Set<ListField>(fieldsOf[kind])
  const taken = new Set<ListField>()
  const give = (field: ListField | undefined) => {
    if (field === undefined || !allowed.has(field) || taken.has(field)) return null
    taken.add(field)
    return field
  }
  const named = headers.map((header) => give(header === '' ? undefined : fieldNamed(header, kind)))
  return named.map((field, column) => field ?? give(guess(samples[column] ?? [], taken, allowed, kind)))
}

function guess(
  sample: readonly string[],
  taken: ReadonlySet<ListField>,
  allowed: ReadonlySet<ListField>,
  kind: ListKind,
): ListField | undefined {
  const cells = sample.map(cleanCell).filter((cell) => !isNothing(cell))
  if (cells.length === 0) return undefined
  const every = (test: (cell: string) => boolean) => cells.every(test)
  const looks: [ListField, (cell: string) => boolean][] = [
    ['person.email', (cell) => cell.includes('@') && 'value' in readEmail(cell)],
    ['company.website', (cell) => /^(https?:|www\.)/i.test(cell) && 'value' in readWebsite(cell)],
    ['company.registerCode', (cell) => /^\d{8}$/.test(cell) && isEstonianCode(cell)],
    ['company.vatNumber', (cell) => /^(EE\d{9}|FI\d{8}|LV\d{11}|DE\d{9}|SE\d{12})$/i.test(cell)],
    ['company.country', (cell) => cell.length > 3 && countryNamed(cell) !== undefined],
    ['person.phone', (cell) => /^\+\d/.test(cell) && 'value' in readPhone(cell)],
    [
      'company.legalName',
      (cell) =>
        kind !== 'people' &&
        /(^|\s)(OÜ|AS|MTÜ|SA|Oy|Oyj|Ab|AB|GmbH|SIA|UAB|Ltd\.?|LLC|A\/S)($|\s)/.test(cell),
    ],
  ]
  return looks.find(([field, test]) => allowed.has(field) && !taken.has(field) && every(test))?.[0]
}
