type CsvValue = string | number | null | undefined

/** A column of a download: its head in the reader's language, and what stands under it. Several words share a cell. */
export type CsvColumn<Row> = { header: string; cell(row: Row): CsvValue | readonly string[] }

/**
 * A CSV download (RFC 4180) with a UTF-8 mark, so that Excel reads ä, õ and ü. In Estonian cells are parted by
 * semicolons and numbers have a decimal comma, as an Estonian Excel expects. A cell that a spreadsheet would run as a
 * formula gets a leading apostrophe (OWASP CSV injection).
 */
export function answerCsv<Row>(
  language: 'en' | 'et',
  fileName: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Response {
  const separator = language === 'et' ? ';' : ','
  const lines = [
    columns.map(({ header }) => quote(header, separator)),
    ...rows.map((row) => columns.map(({ cell }) => quote(cellOf(cell(row), language), separator))),
  ]
  return new Response(`\uFEFF${lines.map((line) => line.join(separator)).join('\r\n')}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  })
}

/** A cell no spreadsheet takes for a formula. Plain numbers stay as they are. */
export function safeCell(text: string): string {
  if (/^-?\d+([.,]\d+)?$/.test(text)) return text
  // Where the list separator is a semicolon (as in Estonia) a spreadsheet may begin a new cell inside the text.
  const inside = text.replaceAll(/;(?=[\s\0"]*[=+\-@|])/g, ";'")
  return /^[\s\0]*[=+\-@\t\r\n\0|]/.test(inside) ? `'${inside}` : inside
}

function quote(text: string, separator: string): string {
  const safe = safeCell(text)
  return /["\r\n]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function cellOf(value: CsvValue | readonly string[], language: 'en' | 'et'): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' && language === 'et') return String(value).replace('.', ',')
  return typeof value === 'object' ? value.join('; ') : String(value)
}
