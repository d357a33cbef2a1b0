/** One sheet of a workbook, or the only one of a CSV file; every cell as text, '' where it is empty. */
export type Sheet = { name: string; rows: string[][] }

/** Why a file was not taken. `message` is a sentence; the pages say it in their own language by `code`. */
export type SheetRefusal = {
  code: `exchange/${string}`
  message: string
  values?: Record<string, string | number>
}

export type SheetsResult =
  | { ok: true; sheets: Sheet[]; encoding: string }
  | { ok: false; refused: SheetRefusal }

/** What a list of members may reach; beyond it a file is no list of members, or is built to do harm. */
export const sheetLimits = {
  rows: 50_000,
  columns: 200,
  cellCharacters: 10_000,
  sheets: 50,
} as const

/** A refusal thrown from deep inside a reader; `readable` turns it back into a value. */
export class Unreadable extends Error {
  readonly refusal: SheetRefusal

  constructor(refusal: SheetRefusal) {
    super(refusal.message)
    this.name = 'Unreadable'
    this.refusal = refusal
  }
}

export function tooManyRows(): Unreadable {
  return new Unreadable({
    code: 'exchange/too-many-rows',
    message: `The file holds more than ${sheetLimits.rows} rows. Please split it.`,
    values: { most: sheetLimits.rows },
  })
}

export function tooManyColumns(): Unreadable {
  return new Unreadable({
    code: 'exchange/too-many-columns',
    message: `A row holds more than ${sheetLimits.columns} columns. Please remove those that are not needed.`,
    values: { most: sheetLimits.columns },
  })
}

/** `row` as the spreadsheet numbers it, from 1. */
export function cellTooLong(row: number): Unreadable {
  return new Unreadable({
    code: 'exchange/cell-too-long',
    message: `A cell in row ${row} holds more than ${sheetLimits.cellCharacters} characters.`,
    values: { row, most: sheetLimits.cellCharacters },
  })
}
