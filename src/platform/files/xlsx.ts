import { zipSync } from 'fflate'
import readWorkbook from 'read-excel-file/universal'
import type { UploadLimits } from './limits.ts'
import type { FileRefusal } from './upload.ts'
import { readZip } from './zip.ts'

/** Sheets of a workbook as texts, cell by cell; or why the file was not taken. */
export type WorkbookResult =
  | { ok: true; sheets: { name: string; rows: string[][] }[] }
  | { ok: false; refused: FileRefusal | WorkbookRefusal }

type WorkbookRefusal = {
  code: `workbook/${string}`
  message: string
  values?: Record<string, string | number>
}

export type WorkbookLimits = { rows: number; columns: number; cellCharacters: number; sheets: number }

const MB = 1024 * 1024
const packing: UploadLimits = {
  packedBytes: 30 * MB,
  entries: 500,
  entryBytes: 120 * MB,
  totalBytes: 200 * MB,
  ratio: 100,
  ratioFromBytes: 8 * MB,
  zipDirectoryBytes: MB,
}

/**
 * Reads an XLSX workbook. Its zip is judged and unpacked by our own reader first; the library is handed only the parts
 * it needs, each already within limits. Formulas are never calculated: their last value counts. Run it in a thread.
 */
export async function readXlsx(bytes: Uint8Array, limits: WorkbookLimits): Promise<WorkbookResult> {
  const parts = await unpack(bytes)
  if ('refused' in parts) return { ok: false, refused: parts.refused }
  const refused = refuseParts(parts.files, limits)
  if (refused) return { ok: false, refused }
  const merged = mergedRanges(parts.files)
  const repacked = zipSync(Object.fromEntries([...parts.files].map(([name, text]) => [name, encode(text)])), {
    level: 0,
  })
  // The longest-lived copies go before the library makes its own.
  parts.files.clear()
  try {
    const { buffer, byteOffset, byteLength } = repacked
    const whole =
      byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)
    const sheets = await readWorkbook(whole as ArrayBuffer, { parseNumber: plainNumber, trim: true })
    return {
      ok: true,
      sheets: sheets.map(({ sheet, data }, at) => ({
        name: sheet.slice(0, 100),
        rows: fillMerged(
          data.map((row) => row.map(textOf)),
          merged[at] ?? [],
        ),
      })),
    }
  } catch (error) {
    const place = /\b([A-Z]{1,3}\d{1,7})\b/.exec(error instanceof Error ? error.message : '')?.[1]
    return { ok: false, refused: damagedWorkbook(place) }
  }
}

async function unpack(bytes: Uint8Array): Promise<{ files: Map<string, string> } | { refused: FileRefusal }> {
  const files = new Map<string, string>()
  const text = new TextDecoder()
  for await (const file of readZip({ name: 'workbook', bytes }, packing)) {
    if (file.name === 'workbook' && 'refused' in file) return { refused: file.refused }
    if (!neededPart.test(file.name)) continue
    if ('refused' in file) return { refused: file.refused }
    files.set(file.name, readableFormulas(file.name, text.decode(file.bytes)))
  }
  return { files }
}

// What the library reads; pictures, macros, comments and whatever else lies in the zip stay unread.
const neededPart =
  /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[\w-]+\.xml)$/i

/**
 * The library gives up at a formula nobody has calculated yet, and passes over one that failed in silence: to us the
 * first is an empty cell, and the second says what the spreadsheet shows (#REF!).
 */
function readableFormulas(name: string, xml: string): string {
  if (!name.startsWith('xl/worksheets/')) return xml
  const shown = xml.replaceAll(/<c\b([^>]*)\st="e"([^>]*)>(?!<\/c>)/g, '<c$1 t="str"$2>')
  if (!shown.includes('<f')) return shown
  return shown
    .replaceAll(/<c\b([^>]*)>(?:<f\b[^>]*\/>|<f\b[^>]*>[^<]*<\/f>)(?:<v\s*\/>|<v><\/v>)?<\/c>/g, '<c$1/>')
    .replaceAll(/<c\b([^>]*?)\st="(?:str|s|b)"([^>]*)\/>/g, '<c$1$2/>')
}

function refuseParts(
  files: ReadonlyMap<string, string>,
  limits: WorkbookLimits,
): WorkbookRefusal | undefined {
  if (!files.has('xl/workbook.xml') || !files.has('xl/_rels/workbook.xml.rels')) {
    return {
      code: 'workbook/none',
      message: 'This zip is not an XLSX workbook. Please save the list as XLSX or CSV.',
    }
  }
  let sheets = 0
  for (const [name, xml] of files) {
    // No spreadsheet program writes a document type; it is there for entities that swell or fetch.
    if (/<!(DOCTYPE|ENTITY)/i.test(xml)) {
      return {
        code: 'workbook/unsafe',
        message: 'The workbook holds definitions that no spreadsheet program writes.',
      }
    }
    if (!name.startsWith('xl/worksheets/')) continue
    sheets += 1
    if (sheets > limits.sheets) return tooMany('sheets', limits.sheets)
    const refused = refuseSheet(xml, limits)
    if (refused) return refused
  }
  return refuseStrings(files.get('xl/sharedStrings.xml') ?? '', limits)
}

/** A sheet may name a cell at the far end of its grid, and the library would build every row and column up to it. */
function refuseSheet(xml: string, limits: WorkbookLimits): WorkbookRefusal | undefined {
  let rows = 0
  for (const [, letters = '', digits = '', rowDigits = ''] of xml.matchAll(
    /<(?:\w+:)?c\b[^>]*?\sr="([A-Za-z]*)([^"]*)"|<(?:\w+:)?row\b[^>]*?\sr="([^"]*)"/g,
  )) {
    const row = Number(rowDigits === '' ? digits : rowDigits)
    if (!Number.isInteger(row) || row < 1 || /[a-z]/.test(letters)) return damagedWorkbook(undefined)
    if (letters !== '' && columnOf(letters) > limits.columns) return tooMany('columns', limits.columns)
    if (row > limits.rows + 1_000) return tooMany('rows', limits.rows)
  }
  let columns = 0
  for (const { 1: tag } of xml.matchAll(/<(?:\w+:)?(row|c)\b/g)) {
    if (tag === 'row') {
      rows += 1
      columns = 0
    } else columns += 1
    if (columns > limits.columns) return tooMany('columns', limits.columns)
    if (rows > limits.rows + 1_000) return tooMany('rows', limits.rows)
  }
  return tooLong(xml, limits)
}

function refuseStrings(xml: string, limits: WorkbookLimits): WorkbookRefusal | undefined {
  return tooLong(xml, limits)
}

/** A run of text between two tags longer than a cell may be. */
function tooLong(xml: string, limits: WorkbookLimits): WorkbookRefusal | undefined {
  let from = 0
  for (;;) {
    const start = xml.indexOf('>', from)
    if (start < 0) return undefined
    const end = xml.indexOf('<', start)
    if ((end < 0 ? xml.length : end) - start > limits.cellCharacters * 6) {
      return {
        code: 'workbook/cell-too-long',
        message: `A cell holds more than ${limits.cellCharacters} characters.`,
        values: { most: limits.cellCharacters },
      }
    }
    if (end < 0) return undefined
    from = end
  }
}

function columnOf(letters: string): number {
  return [...letters.slice(0, 6)].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function tooMany(what: 'rows' | 'columns' | 'sheets', most: number): WorkbookRefusal {
  return {
    code: `workbook/too-many-${what}`,
    message: `The workbook holds more than ${most} ${what}. Please split it.`,
    values: { most },
  }
}

function damagedWorkbook(place: string | undefined): WorkbookRefusal {
  return {
    code: 'workbook/damaged',
    message:
      place === undefined
        ? 'The workbook is damaged. Please open it in a spreadsheet program and save it again.'
        : `The workbook is damaged at cell ${place}. Please open it in a spreadsheet program and save it again.`,
    values: { place: place ?? '' },
  }
}

type Range = { top: number; left: number; bottom: number; right: number }

/** The merged cells of each sheet, in the order of the workbook. */
function mergedRanges(files: ReadonlyMap<string, string>): Range[][] {
  const targets = new Map(
    [...(files.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  )
  return [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet\b[^>]*>/g)].map(([tag]) => {
    const xml = files.get(targets.get(attribute(tag, 'r:id')) ?? '') ?? ''
    return [...xml.matchAll(/<mergeCell\b[^>]*?\sref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g)]
      .slice(0, 5_000)
      .map(([, left = '', top, right = '', bottom]) => ({
        top: Number(top) - 1,
        left: columnOf(left) - 1,
        bottom: Number(bottom) - 1,
        right: columnOf(right) - 1,
      }))
  })
}

/** A company's name merged over the rows of its people stands in each of them; sideways a title stays one cell. */
function fillMerged(rows: string[][], ranges: readonly Range[]): string[][] {
  for (const { top, left, bottom } of ranges) {
    const value = rows[top]?.[left] ?? ''
    if (value === '') continue
    for (let at = top + 1; at <= Math.min(bottom, rows.length - 1); at++) {
      const row = rows[at]
      if (row && left < row.length) row[left] = value
    }
  }
  return rows
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return String(value)
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const iso = date.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
}

/** `1.2345678E7` is how a workbook may write a register code. */
function plainNumber(text: string): string {
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  return Number.isInteger(number) ? number.toLocaleString('en', { useGrouping: false }) : String(number)
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
