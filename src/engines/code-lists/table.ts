import { cpvAncestors, isCpvForm } from '#values/cpv.ts'
import { readLanguage } from '#values/vocabulary/languages.ts'
import { type Code, type CodeList, type CodeListResult, codeListLimits, refuse } from './code-list.ts'

/** A row already split into named columns; `line` says where it stood. */
export type Row = { line: number; cells: Record<string, string> }

/** Turns a table with a head row into code lists; the head row says which published table it is. */
export function readTable(
  head: readonly string[],
  rows: readonly Row[],
  nameFromFile: string,
): CodeListResult {
  const columns = new Set(head)
  const shape = shapes.find((one) => one.needs.every((column) => columns.has(column)))
  const layout = shape ?? openLayout(head, nameFromFile)
  if (!layout) {
    return refuse(
      'code-lists/unknown-columns',
      `This table has no column of codes with labels; it has ${namesOf(head)}.`,
      { columns: namesOf(head) },
    )
  }
  return collectCodes(layout, head, rows)
}

/** Collects codes into lists, and refuses the whole file when one row is at fault: half a list misleads. */
export function collectCodes(layout: Layout, head: readonly string[], rows: readonly Row[]): CodeListResult {
  const lists = new Map<string, Map<string, Code>>()
  const languageColumns = head.flatMap((column) => {
    const language = languageOf(column)
    return language ? [{ column, language }] : []
  })
  if (rows.length > codeListLimits.codes)
    return refuse('code-lists/too-large', 'This file lists too many codes.')
  for (const row of rows) {
    if (Object.values(row.cells).every((cell) => cell.trim() === '')) continue
    const code = (row.cells[layout.code] ?? '').trim()
    if (code === '') return refuse('code-lists/no-code', `Row ${row.line} has no code.`, { line: row.line })
    const labels = layout.labels ? layout.labels(row.cells) : labelsOf(row.cells, languageColumns)
    const fault = faultOf(code, labels)
    if (fault) return refuse('code-lists/bad-row', `Row ${row.line}: ${fault}`, { line: row.line })
    const name = layout.list(row.cells)
    const codes = lists.get(name) ?? new Map<string, Code>()
    lists.set(name, codes)
    if (codes.has(code))
      return refuse('code-lists/duplicate-code', `Row ${row.line} repeats the code ${code}.`, {
        line: row.line,
        code,
      })
    const parent = layout.parent ? (row.cells[layout.parent] ?? '').trim() : ''
    codes.set(code, parent === '' || parent === 'TOTAL' ? { code, labels } : { code, parent, labels })
  }
  if (lists.size === 0) return refuse('code-lists/empty', 'This file lists no codes.')
  return {
    ok: true,
    lists: [...lists].map(([list, codes]) =>
      withParents({ list: nameByCodes(list, codes), codes: [...codes.values()] }),
    ),
  }
}

export type Layout = {
  code: string
  parent?: string
  list: (cells: Record<string, string>) => string
  /** Where the columns of labels are not named after a language. */
  labels?: (cells: Record<string, string>) => Record<string, string>
}

const english = (column: string) => (cells: Record<string, string>) => ({ en: (cells[column] ?? '').trim() })

/** The tables NATO, the EU and the UN publish, told by the columns only they have. */
const shapes: readonly (Layout & { needs: string[] })[] = [
  {
    needs: ['class', 'group', 'label'],
    code: 'class',
    parent: 'group',
    list: () => 'fsc',
    labels: english('label'),
  },
  { needs: ['group', 'label'], code: 'group', list: () => 'fsg', labels: english('label') },
  { needs: ['code', 'heading_en'], code: 'code', list: () => 'military-list' },
  {
    needs: ['kind', 'code', 'label_en'],
    code: 'code',
    list: (cells) => (cells.kind === 'category' ? 'dual-use-categories' : 'dual-use-groups'),
  },
  { needs: ['trl', 'label_en'], code: 'trl', list: () => 'readiness-levels' },
  {
    needs: ['nispid', 'tag', 'title'],
    code: 'nispid',
    list: () => 'interface-standards',
    labels: (cells) => ({ en: `${(cells.tag ?? '').trim()}: ${(cells.title ?? '').trim()}` }),
  },
  {
    needs: ['hscode', 'description', 'parent'],
    code: 'hscode',
    parent: 'parent',
    list: () => 'hs',
    labels: english('description'),
  },
  {
    needs: ['category', 'title', 'latest_edition_here'],
    code: 'category',
    list: () => 'asterix',
    labels: english('title'),
  },
  {
    needs: ['id', 'parent', 'level', 'title'],
    code: 'id',
    parent: 'parent',
    list: () => 'c3-taxonomy',
    labels: english('title'),
  },
]

/** Any other table with a column `code` and labels by language, such as a list a cluster keeps itself. */
function openLayout(head: readonly string[], nameFromFile: string): Layout | undefined {
  if (!head.includes('code')) return undefined
  const list = () => nameFromFile
  const parent = head.includes('parent') ? 'parent' : undefined
  if (head.some((column) => languageOf(column))) return { code: 'code', parent, list }
  return head.includes('label') ? { code: 'code', parent, list, labels: english('label') } : undefined
}

/** `et`, `label_et`, `heading_en`, `est_label` and `eng` all name a language. */
export function languageOf(column: string): string | undefined {
  const bare = column
    .toLowerCase()
    .replace(/^(label|heading|name)[_-]/, '')
    .replace(/[_-](label|name)$/, '')
  return /^[a-z]{2,3}$/.test(bare) ? readLanguage(bare) : undefined
}

function labelsOf(
  cells: Record<string, string>,
  columns: readonly { column: string; language: string }[],
): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const { column, language } of columns) {
    const label = (cells[column] ?? '').trim()
    if (label !== '') labels[language] = label
  }
  return labels
}

function faultOf(code: string, labels: Record<string, string>): string | undefined {
  if (code.length > codeListLimits.codeLength) return 'the code is too long.'
  if (/\p{Cc}/u.test(code)) return 'the code holds invisible control characters.'
  const all = Object.values(labels)
  if (all.length === 0) return `the code ${code} has no label.`
  if (all.some((label) => label.length > codeListLimits.labelLength)) return `a label of ${code} is too long.`
  return undefined
}

/** A file may be called anything; eight-digit codes are the CPV, and country codes that grow letter by letter are NUTS. */
function nameByCodes(list: string, codes: ReadonlyMap<string, Code>): string {
  const all = [...codes.keys()]
  if (all.length >= 100 && all.every(isCpvForm) && list.includes('cpv')) return 'cpv'
  if (all.length >= 100 && all.every((code) => /^[A-Z]{2}[0-9A-Z]{0,3}$/.test(code)) && list.includes('nuts'))
    return 'nuts'
  return list
}

/** CPV and NUTS carry their tree in the code: the parent is the nearest shorter code that exists. */
export function withParents(list: CodeList): CodeList {
  if (list.list !== 'cpv' && list.list !== 'nuts') return list
  const known = new Set(list.codes.map((code) => code.code))
  const wider = list.list === 'cpv' ? cpvAncestors : shorterCodes
  return {
    list: list.list,
    codes: list.codes.map((code) => {
      const parent = code.parent ?? wider(code.code).find((candidate) => known.has(candidate))
      return parent === undefined ? code : { ...code, parent }
    }),
  }
}

function shorterCodes(code: string): string[] {
  return code.length <= 2 ? [] : [code.slice(0, -1), ...shorterCodes(code.slice(0, -1))]
}

function namesOf(head: readonly string[]): string {
  return head
    .slice(0, 8)
    .map((column) => `“${column.slice(0, 40)}”`)
    .join(', ')
}
