import { fieldNamed } from '#engines/member-lists/header-words.ts'
import { findHeaderRow, findSheet } from '#engines/member-lists/propose.ts'
import { readCsv } from '#engines/member-lists/read-csv.ts'
import { isBlank } from '#engines/member-lists/read-row.ts'
import { type Sheet, type SheetRefusal, sheetLimits } from '#engines/member-lists/sheet.ts'
import { readXlsx } from '#platform/files/xlsx.ts'
import { findMarkings, isClassified } from '#values/markings.ts'

export type ReadQuestion =
  | { kind: 'open'; name: string; bytes: Uint8Array }
  | { kind: 'head'; sheet: number }
  | { kind: 'rows'; from: number; limit: number }
export type StagedRow = { sheet: number; number: number; cells: string[] }
export type ReadAnswer =
  | { kind: 'refused'; refused: SheetRefusal }
  | {
      kind: 'opened'
      encoding: string
      sheets: { name: string; rows: number }[]
      sheet: number
      /** A cell that carries a classified marking. */
      marked: string | null
    }
  | { kind: 'head'; rows: string[][] }
  | { kind: 'rows'; rows: StagedRow[] }

/** Reads one file in a thread of its own and hands its rows out in portions, so that only one portion leaves at a time. */
export function openReadDesk(): (question: ReadQuestion) => Promise<ReadAnswer> {
  let sheets: Sheet[] = []
  let places: { sheet: number; row: number }[] = []
  return async (question) => {
    if (question.kind === 'head') {
      return { kind: 'head', rows: (sheets[question.sheet]?.rows ?? []).slice(0, headRows) }
    }
    if (question.kind === 'rows') {
      const some = places.slice(question.from, question.from + question.limit)
      return {
        kind: 'rows',
        rows: some.map(({ sheet, row }) => ({
          sheet,
          number: row + 1,
          cells: sheets[sheet]?.rows[row] ?? [],
        })),
      }
    }
    const read = await readFile(question.name, question.bytes)
    if ('refused' in read) return { kind: 'refused', refused: read.refused }
    sheets = read.sheets.map(({ name, rows }) => ({ name, rows: rows.map(trimRow) }))
    places = sheets.flatMap(({ rows }, sheet) =>
      rows.flatMap((cells, row) => (isBlank(cells) ? [] : [{ sheet, row }])),
    )
    const refused = refuse(sheets, places.length)
    if (refused) return { kind: 'refused', refused }
    return {
      kind: 'opened',
      encoding: read.encoding,
      sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.filter((row) => !isBlank(row)).length })),
      sheet: findSheet(sheets),
      marked: findMarked(sheets),
    }
  }
}

/** Rows that are enough to find the header and show samples. */
export const headRows = 600

async function readFile(
  name: string,
  bytes: Uint8Array,
): Promise<{ sheets: Sheet[]; encoding: string } | { refused: SheetRefusal }> {
  const magic = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (magic.startsWith('\xd0\xcf\x11\xe0')) {
    const message =
      'This is an old Excel workbook (.xls), or one locked with a password. Please save it as .xlsx without a password.'
    return { refused: { code: 'exchange/old-workbook', message } }
  }
  if (magic.startsWith('PK')) {
    const read = await readXlsx(bytes, sheetLimits)
    if (read.ok) return { sheets: read.sheets, encoding: 'xlsx' }
    const { code, message, ...rest } = read.refused
    return {
      refused: {
        code: `exchange/${code.replace('/', '-')}`,
        message,
        ...('values' in rest && rest.values ? { values: rest.values } : {}),
      },
    }
  }
  const read = readCsv(bytes, name)
  return read.ok ? read : { refused: read.refused }
}

function refuse(sheets: readonly Sheet[], filled: number): SheetRefusal | undefined {
  if (filled === 0) return { code: 'exchange/empty', message: 'The file holds no rows.' }
  if (filled > sheetLimits.rows + 100) {
    return {
      code: 'exchange/too-many-rows',
      message: `The file holds more than ${sheetLimits.rows} rows. Please split it.`,
      values: { most: sheetLimits.rows },
    }
  }
  for (const { rows } of sheets) {
    const long = rows.findIndex((row) => row.some((cell) => cell.length > sheetLimits.cellCharacters))
    if (long >= 0) {
      return {
        code: 'exchange/cell-too-long',
        message: `A cell in row ${long + 1} holds more than ${sheetLimits.cellCharacters} characters.`,
        values: { row: long + 1, most: sheetLimits.cellCharacters },
      }
    }
  }
  return undefined
}

/** A column of clearances names levels and carries none; anywhere else a level alone in a cell is a marking. */
function findMarked(sheets: readonly Sheet[]): string | null {
  for (const { rows } of sheets) {
    const header = rows[findHeaderRow(rows)] ?? []
    const cleared = header.map((word) => fieldNamed(word, 'companies') === 'company.clearance')
    for (const row of rows) {
      const marked = row.find((cell, column) => !cleared[column] && findMarkings(cell).some(isClassified))
      if (marked !== undefined) return marked
    }
  }
  return null
}

/** Without the empty cells at its end, and with nothing PostgreSQL cannot hold. */
function trimRow(cells: readonly string[]): string[] {
  let end = cells.length
  while (end > 0 && (cells[end - 1] ?? '').trim() === '') end -= 1
  return cells.slice(0, end).map((cell) => cell.replaceAll('\0', '').toWellFormed())
}
