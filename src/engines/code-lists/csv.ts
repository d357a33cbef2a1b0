/** A table of cells, or the line where it stops making sense. */
export type CsvResult =
  | { ok: true; rows: string[][] }
  | { ok: false; line: number; reason: 'open-quote' | 'after-quote' }

/**
 * Reads comma-separated values after RFC 4180: cells in quotes may hold separators, doubled quotes and line breaks.
 * Takes comma, semicolon or tab, told apart by the first line; rows end in CR LF, LF or CR. Blank lines are dropped.
 */
export function parseCsv(text: string): CsvResult {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  const separator = findSeparator(source)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  let line = 1
  for (;;) {
    const cell = source[at] === '"' ? quotedCell(source, at) : plainCell(source, at, separator)
    if (!cell) return { ok: false, line, reason: 'open-quote' }
    row.push(cell.value)
    line += cell.lines
    at = cell.end
    const mark = source[at]
    if (mark === separator) {
      at += 1
      continue
    }
    if (mark !== undefined && mark !== '\r' && mark !== '\n')
      return { ok: false, line, reason: 'after-quote' }
    if (row.length > 1 || row[0] !== '') rows.push(row)
    if (mark === undefined) return { ok: true, rows }
    row = []
    line += 1
    at += mark === '\r' && source[at + 1] === '\n' ? 2 : 1
  }
}

type Cell = { value: string; end: number; lines: number }

function quotedCell(source: string, start: number): Cell | undefined {
  let from = start + 1
  let value = ''
  for (;;) {
    const quote = source.indexOf('"', from)
    if (quote < 0) return undefined
    value += source.slice(from, quote)
    if (source[quote + 1] !== '"') return { value, end: quote + 1, lines: countLines(value) }
    value += '"'
    from = quote + 2
  }
}

function plainCell(source: string, start: number, separator: string): Cell {
  let end = start
  while (end < source.length) {
    const mark = source[end]
    if (mark === separator || mark === '\n' || mark === '\r') break
    end += 1
  }
  return { value: source.slice(start, end), end, lines: 0 }
}

/** The separator that stands most often in the first line outside quotes; a comma when none does. */
function findSeparator(source: string): string {
  const counts: Record<string, number> = { ',': 0, ';': 0, '\t': 0 }
  let isQuoted = false
  for (const mark of source) {
    if (mark === '"') isQuoted = !isQuoted
    else if (!isQuoted && (mark === '\n' || mark === '\r')) break
    else if (!isQuoted && mark in counts) counts[mark] = (counts[mark] ?? 0) + 1
  }
  const [best] = Object.entries(counts).sort(([, a], [, b]) => b - a)
  return best && best[1] > 0 ? best[0] : ','
}

function countLines(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0
}
