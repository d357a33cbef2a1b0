/**
 * A CSV download (RFC 4180) with a UTF-8 mark, so that Excel reads ä, õ and ü. A cell that a spreadsheet would run as
 * a formula gets a leading apostrophe (OWASP CSV injection).
 */
export function answerCsv<Row extends Record<string, unknown>>(
  fileName: string,
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Response {
  const lines = [
    columns.map(quote),
    ...rows.map((row) => columns.map((column) => quote(cellOf(row[column])))),
  ]
  return new Response(`\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`, {
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

function quote(text: string): string {
  const safe = safeCell(text)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(cellOf).join('; ')
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}
