import { type Code, type CodeList, type CodeListResult, codeListLimits, refuse } from './code-list.ts'
import { parseCsv } from './csv.ts'
import { parseGenericode } from './genericode.ts'
import { readTable, withParents } from './table.ts'

/**
 * Reads a published code list: Genericode XML, a table of comma-, semicolon- or tab-separated values, or JSON
 * `{ list: { code: { language: label } } }`. The file name only names a list that does not say what it is.
 */
export function parseCodeList(bytes: Uint8Array, fileName: string): CodeListResult {
  if (bytes.byteLength === 0) return refuse('code-lists/empty', 'This file is empty.')
  if (bytes.byteLength > codeListLimits.bytes)
    return refuse('code-lists/too-large', 'This file is too large for a code list.')
  const text = decode(bytes)
  if (text === undefined) {
    return refuse(
      'code-lists/encoding',
      'This file is not written in UTF-8 or UTF-16. Please save it as UTF-8.',
    )
  }
  const start = text.trimStart()[0]
  if (start === '<') return parseGenericode(text)
  if (start === '{') return parseJson(text)
  return parseTable(text, nameOf(fileName))
}

/** As `parseCodeList`, for a thread that is handed one thing. */
export function parseCodeListFile(file: { bytes: Uint8Array; name: string }): CodeListResult {
  return parseCodeList(file.bytes, file.name)
}

function parseTable(text: string, name: string): CodeListResult {
  const csv = parseCsv(text)
  if (!csv.ok) {
    const why =
      csv.reason === 'open-quote'
        ? 'a quotation mark is never closed'
        : 'text follows a closing quotation mark'
    return refuse('code-lists/bad-table', `Line ${csv.line}: ${why}.`, { line: csv.line })
  }
  const [first, ...rest] = csv.rows
  if (!first) return refuse('code-lists/empty', 'This file is empty.')
  const head = first.map((column) => column.trim())
  if (new Set(head).size !== head.length)
    return refuse('code-lists/same-columns', 'Two columns bear the same name.')
  const rows = rest.map((cells, at) => ({
    line: at + 2,
    cells: Object.fromEntries(head.map((column, index) => [column, cells[index] ?? ''])),
  }))
  return readTable(head, rows, name)
}

function parseJson(text: string): CodeListResult {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('code-lists/bad-json', 'This file is not valid JSON.')
  }
  if (!isRecord(value)) return refuse('code-lists/bad-json', 'This JSON does not hold lists of codes.')
  const lists: CodeList[] = []
  let total = 0
  for (const [list, entries] of Object.entries(value)) {
    if (!isRecord(entries))
      return refuse('code-lists/not-a-list', `“${list.slice(0, 60)}” is not a list of codes.`, {
        list: list.slice(0, 60),
      })
    const codes: Code[] = []
    for (const [code, labels] of Object.entries(entries)) {
      total += 1
      if (total > codeListLimits.codes)
        return refuse('code-lists/too-large', 'This file lists too many codes.')
      const clean = isRecord(labels) ? languageLabels(labels) : undefined
      if (!clean || code === '' || code.length > codeListLimits.codeLength) {
        return refuse(
          'code-lists/no-labels',
          `In “${list.slice(0, 60)}” the code “${code.slice(0, 60)}” has no labels.`,
          { list: list.slice(0, 60), code: code.slice(0, 60) },
        )
      }
      codes.push({ code, labels: clean })
    }
    lists.push(withParents({ list, codes }))
  }
  return total === 0 ? refuse('code-lists/empty', 'This file lists no codes.') : { ok: true, lists }
}

function languageLabels(labels: Record<string, unknown>): Record<string, string> | undefined {
  const clean: Record<string, string> = {}
  for (const [language, label] of Object.entries(labels)) {
    if (typeof label !== 'string' || !/^[a-z]{2}$/.test(language)) return undefined
    if (label.length > codeListLimits.labelLength) return undefined
    if (label.trim() !== '') clean[language] = label.trim()
  }
  return Object.keys(clean).length === 0 ? undefined : clean
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

/** `cpv-2008.en-et.csv` names the list `cpv-2008`; dots part the name from language and kind. */
function nameOf(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? ''
  const slug =
    last
      .toLowerCase()
      .split('.')[0]
      ?.replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') ?? ''
  return slug === '' ? 'codes' : slug.slice(0, 60)
}
