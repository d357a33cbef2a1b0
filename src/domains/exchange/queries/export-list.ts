import { type Facts, readRecords } from '#domains/members/public.ts'
import { cellOfFact, exportFields, fieldNames } from '#engines/member-lists/export-headers.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { safeCell } from '#platform/http/csv.ts'
import { openThread } from '#platform/threads/thread.ts'
import type { ListField, ListKind } from '#values/member-list-fields.ts'

type Language = 'en' | 'et'
export type ExportDesk = { kind: 'rows'; rows: string[][] } | { kind: 'end'; sheet: string }

const portion = 1_000
const partOf = { companies: 'company', people: 'person', products: 'product' } as const

/** A whole list as lines of cells, the header first; read a thousand records at a time. */
export async function* exportRows(tx: Tx, kind: ListKind, language: Language): AsyncGenerator<string[][]> {
  const fields = exportFields[kind]
  yield [fields.map((field) => fieldNames[field][language])]
  for (let after: string | undefined; ; ) {
    const records = await readRecords(tx, partOf[kind], { after, limit: portion })
    if (records.length === 0) return
    yield records.map(({ id, companyId, companyName, facts }) =>
      fields.map((field) => cellOfFact(factFor(field, { id, companyId, companyName, facts }, partOf[kind]))),
    )
    after = records.at(-1)?.id
  }
}

/** CSV (RFC 4180) with a UTF-8 mark; no cell a spreadsheet would run. */
export async function exportCsv(tx: Tx, kind: ListKind, language: Language): Promise<Uint8Array> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = [encoder.encode('\uFEFF')]
  for await (const rows of exportRows(tx, kind, language)) {
    parts.push(encoder.encode(rows.map((row) => `${row.map(quote).join(',')}\r\n`).join('')))
  }
  return Buffer.concat(parts)
}

/** XLSX, made in a thread of its own; every cell is text, none a formula. */
export async function exportXlsx(tx: Tx, kind: ListKind, language: Language): Promise<Uint8Array> {
  const desk = openThread<ExportDesk, Uint8Array>(xlsxModule, 'openXlsxWriter', {
    timeoutMs: 120_000,
    memoryMb: 1_024,
    remembers: true,
  })
  try {
    for await (const rows of exportRows(tx, kind, language)) await desk.ask({ kind: 'rows', rows })
    return await desk.ask({ kind: 'end', sheet: fieldNames[sheetNames[kind]][language] })
  } finally {
    await desk.close()
  }
}

const xlsxModule = new URL('../../../platform/files/xlsx-writer.ts', import.meta.url)
const sheetNames: Record<ListKind, ListField> = {
  companies: 'company.legalName',
  people: 'person.name',
  products: 'product.name',
}

function factFor(
  field: ListField,
  record: { id: string; companyId: string; companyName: string; facts: Facts },
  part: string,
): Facts[string] | undefined {
  const [of = '', name = ''] = field.split('.')
  if (of === part) return name === 'id' ? record.id : record.facts[name]
  if (name === 'id') return record.companyId
  return name === 'legalName' ? record.companyName : undefined
}

function quote(text: string): string {
  const safe = safeCell(text)
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
