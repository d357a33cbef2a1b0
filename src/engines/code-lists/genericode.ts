import { ParseOption, XmlDocument, XmlElement } from 'libxml2-wasm'
import { type CodeListResult, refuse } from './code-list.ts'
import { collectCodes, type Layout, languageOf, type Row } from './table.ts'

/** The languages a column of labels may be in, and what else the head of a Genericode file says. */
type Column = { id: string; shortName: string; language?: string }

/**
 * Reads OASIS Genericode 1.0, as the eForms SDK publishes its lists: columns `code`, `parentCode` and one of labels
 * for each language (`est_label`); older lists have `code` and `name`. A document type is refused: it is the door
 * to entity bombs and foreign files, and no code list needs one.
 */
export function parseGenericode(text: string): CodeListResult {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    return refuse('code-lists/doctype', 'This XML declares a document type, which is not allowed here.')
  }
  let document: XmlDocument
  try {
    // The text is already decoded, so whatever encoding the declaration states no longer holds.
    const option = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE
    document = XmlDocument.fromString(text.replace(/^\s*<\?xml[^>]*\?>/, ''), { option })
  } catch {
    return refuse('code-lists/bad-xml', 'This XML is damaged and could not be read.')
  }
  try {
    return readCodeList(document.root)
  } finally {
    document.dispose()
  }
}

function readCodeList(root: XmlElement): CodeListResult {
  if (root.name !== 'CodeList' || !/genericode/.test(root.namespaceUri)) {
    return refuse('code-lists/not-genericode', 'This XML is not a code list in Genericode.')
  }
  const columns = readColumns(root)
  const layout = layoutOf(columns, listName(root))
  if (!layout) return refuse('code-lists/no-code-column', 'This Genericode list has no column of codes.')
  const rows: Row[] = []
  let line = 0
  for (const list of elements(root, 'SimpleCodeList')) {
    for (const row of elements(list, 'Row')) {
      line += 1
      rows.push({ line, cells: readRow(row, columns) })
    }
  }
  return collectCodes(
    layout,
    columns.map((column) => column.language ?? column.id),
    rows,
  )
}

function readColumns(root: XmlElement): Column[] {
  const columns: Column[] = []
  for (const set of elements(root, 'ColumnSet')) {
    for (const column of elements(set, 'Column')) {
      const id = column.attr('Id')?.value ?? ''
      const shortName = textOf(column, 'ShortName')
      columns.push({ id, shortName, language: languageOf(id) ?? languageOf(shortName) })
    }
  }
  return columns
}

function layoutOf(columns: readonly Column[], list: string): Layout | undefined {
  const code = columns.find((column) => /^code$/i.test(column.id) || /^code$/i.test(column.shortName))
  if (!code) return undefined
  const parent = columns.find((column) => /^parent_?code$/i.test(column.id))?.id
  const base = { code: code.id, parent, list: () => list }
  if (columns.some((column) => column.language)) return base
  const name = columns.find((column) => /^(name|label|description)$/i.test(column.id))
  return name && { ...base, labels: (cells) => ({ en: (cells[name.id] ?? '').trim() }) }
}

/** The eForms lists carry a short name of their own; it is the name eForms fields refer to. */
function listName(root: XmlElement): string {
  for (const identification of elements(root, 'Identification')) {
    const name = textOf(identification, 'ShortName')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
    if (name !== '') return name.slice(0, 60)
  }
  return 'codes'
}

/** A value without a column reference belongs to the column after the one before it (Genericode 1.0, 5.2). */
function readRow(row: XmlElement, columns: readonly Column[]): Record<string, string> {
  const cells: Record<string, string> = {}
  let at = -1
  for (const value of elements(row, 'Value')) {
    const reference = value.attr('ColumnRef')?.value
    at = reference === undefined ? at + 1 : columns.findIndex((column) => column.id === reference)
    const column = columns[at]
    if (column) cells[column.language ?? column.id] = textOf(value, 'SimpleValue')
  }
  return cells
}

function* elements(parent: XmlElement, name: string): Generator<XmlElement> {
  for (let node = parent.firstChild; node; node = node.next) {
    if (node instanceof XmlElement && node.name === name) yield node
  }
}

function textOf(parent: XmlElement, name: string): string {
  for (const element of elements(parent, name)) return element.content.trim()
  return ''
}
