import { cellTooLong, sheetLimits, tooManyColumns, tooManyRows, Unreadable } from './sheet.ts'

const separators = [';', ',', '\t', '|'] as const
type Separator = (typeof separators)[number]

/**
 * Reads separated values the way people's programs write them: RFC 4180, but with any of `;` `,` tab or `|`, Excel's
 * `sep=` line, any line ends, and stray text after a closing quote. Blank lines stay, so that row numbers are the
 * reader's.
 */
export function parseCsv(text: string): string[][] {
  const stated = /^sep=([;,\t|])\r?\n/i.exec(text)
  const source = stated ? text.slice(stated[0].length) : text
  const separator = stated ? (stated[1] as Separator) : findSeparator(source)
  const rows = [...readRows(source, separator, Number.POSITIVE_INFINITY)]
  return stated ? [[], ...rows] : rows
}

/** The separator that splits the first lines most evenly into most columns. */
function findSeparator(text: string): Separator {
  const head = text.slice(0, 64_000)
  let best: { separator: Separator; score: number } = { separator: ',', score: 0 }
  for (const separator of separators) {
    const score = evenness(head, separator)
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}

function evenness(head: string, separator: Separator): number {
  const widths = new Map<number, number>()
  let lines = 0
  try {
    for (const row of readRows(head, separator, 40)) {
      if (row.every((cell) => cell === '')) continue
      lines += 1
      widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
    }
  } catch {
    // A head cut in the middle of a quoted cell, or a separator that is none: what was counted so far decides.
  }
  let score = 0
  for (const [width, count] of widths) {
    if (width > 1) score = Math.max(score, (count / lines) * Math.min(width, 30))
  }
  return score
}

function* readRows(source: string, separator: Separator, most: number): Generator<string[]> {
  let row: string[] = []
  let number = 1
  let at = 0
  while (at <= source.length) {
    const cell =
      source[at] === '"' ? quotedCell(source, at, separator, number) : plainCell(source, at, separator)
    if (cell.value.length > sheetLimits.cellCharacters) throw cellTooLong(number)
    row.push(cell.value)
    if (row.length > sheetLimits.columns) throw tooManyColumns()
    at = cell.end
    if (source[at] === separator) {
      at += 1
      continue
    }
    const isLast = at >= source.length
    if (!(isLast && row.length === 1 && row[0] === '')) yield row.length === 1 && row[0] === '' ? [] : row
    if (number >= most) return
    number += 1
    // Title rows and blank lines are few; twice the limit of real rows is already too much.
    if (number > sheetLimits.rows + 1_000) throw tooManyRows()
    row = []
    at += source[at] === '\r' && source[at + 1] === '\n' ? 2 : 1
  }
}

type Cell = { value: string; end: number }

function plainCell(source: string, start: number, separator: Separator): Cell {
  let end = start
  while (end < source.length) {
    const character = source[end]
    if (character === separator || character === '\n' || character === '\r') break
    end += 1
  }
  return { value: source.slice(start, end), end }
}

function quotedCell(source: string, start: number, separator: Separator, row: number): Cell {
  let value = ''
  let at = start + 1
  for (;;) {
    const quote = source.indexOf('"', at)
    if (quote < 0) {
      throw new Unreadable({
        code: 'exchange/open-quote',
        message: `A quotation mark opened in row ${row} is never closed.`,
        values: { row },
      })
    }
    value += source.slice(at, quote)
    if (value.length > sheetLimits.cellCharacters) throw cellTooLong(row)
    if (source[quote + 1] !== '"') {
      const rest = plainCell(source, quote + 1, separator)
      return { value: value + rest.value, end: rest.end }
    }
    value += '"'
    at = quote + 2
  }
}
