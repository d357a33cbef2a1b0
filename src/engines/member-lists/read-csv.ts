import { parseCsv } from './csv.ts'
import { decodeText } from './decode-text.ts'
import { type SheetsResult, Unreadable } from './sheet.ts'

/** Reads a file of separated values in any of the usual encodings. */
export function readCsv(bytes: Uint8Array, name: string): SheetsResult {
  try {
    const { text, encoding } = decodeText(bytes)
    return { ok: true, encoding, sheets: [{ name, rows: parseCsv(text) }] }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, refused: error.refusal }
    throw error
  }
}
