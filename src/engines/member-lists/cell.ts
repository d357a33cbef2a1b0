/** What a cell means, or why it means nothing. A `note` says what was done to a value that was taken. */
export type Reading<T> = { value: T; note?: CellNote } | { wrong: WrongCell }

export type WrongCell =
  | 'too-long'
  | 'country'
  | 'register-code'
  | 'register-check'
  | 'vat-form'
  | 'vat-check'
  | 'website'
  | 'email'
  | 'phone'
  | 'date'
  | 'year'
  | 'number'
  | 'choice'
  | 'cpv'
  | 'nuts'
  | 'ncage'
  | 'formula-error'
export type CellNote =
  | 'first-of-several'
  | 'formula-as-text'
  | 'date-order'
  | 'country-added'
  | 'parts-left-out'

export type DateOrder = 'dmy' | 'mdy'

/** A value that is there. */
export function read<T>(value: T, note?: CellNote): Reading<T> {
  return note === undefined ? { value } : { value, note }
}

export function wrong(code: WrongCell): { wrong: WrongCell } {
  return { wrong: code }
}

/**
 * The text of a cell as it was meant: an export's apostrophe before a formula sign comes off, Excel's `="00123"` is
 * its content, and blanks of every kind become one space. A formula is never more than its text.
 */
export function cleanCell(raw: string): string {
  const text = raw.replace(/[\u00a0\u2007\u202f\u200b\ufeff]/g, ' ').trim()
  const literal = /^="([^"]*)"$/.exec(text)
  if (literal) return (literal[1] ?? '').trim()
  // Every place an export may have put its apostrophe before; see platform/http/csv.ts.
  const bare = /^'\s*[=+\-@|\t]/.test(text) ? text.slice(1) : text
  return bare.replaceAll(/;'(?=[\s"]*[=+\-@|])/g, ';').trim()
}

/** What a spreadsheet shows where its formula failed. */
export function isFormulaError(text: string): boolean {
  return /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/i.test(text)
}

/** Nothing, in the ways people write it. */
export function isNothing(text: string): boolean {
  return text === '' || /^([-–—.?]+|n\/?a|null|none|puudub|k\.?a\.?|keine angabe|ei ole|#n\/a)$/i.test(text)
}

/** Pieces of a cell that holds a list; a comma parts them only where nothing stronger does. */
export function piecesOf(text: string): string[] {
  const parts = /[;|\n\r•]/.test(text) ? text.split(/[;|\n\r•]+/) : text.split(/,/)
  return parts.map((part) => part.replace(/^[-–*]\s+/, '').trim()).filter((part) => part !== '')
}
