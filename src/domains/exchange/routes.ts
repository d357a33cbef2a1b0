import * as z from 'zod'
import { safeEntryName } from '#platform/files/entry-name.ts'
import { readBytes } from '#platform/http/body.ts'
import { type Endpoint, endpoint, longEndpoint } from '#platform/http/endpoint.ts'
import type { Role } from '#platform/identity/actor.ts'
import { listKinds } from '#values/member-list-fields.ts'
import { wantCommit } from './commands/commit-list.ts'
import { decideDoubtful, decideRow } from './commands/decide.ts'
import { noteExport } from './commands/note-export.ts'
import { changeSheet, discardList, planList } from './commands/plan-list.ts'
import { stageList } from './commands/stage-list.ts'
import { wantUndo } from './commands/undo-list.ts'
import { exportCsv, exportXlsx } from './queries/export-list.ts'
import { listImports, readImport } from './queries/imports.ts'
import { listItems } from './queries/items.ts'
import {
  bulkDecisionInput,
  decisionInput,
  exportQuery,
  importList,
  importShape,
  itemList,
  itemParts,
  itemQuery,
  planInput,
  sheetInput,
  undoInput,
} from './schema.ts'

const staff: Role[] = ['cluster-manager', 'cluster-staff']
const importId = z.object({ id: z.uuid() })
const rowId = z.object({
  id: z.uuid(),
  number: z.coerce.number().int().min(1).max(2_000_000),
  part: z.enum(itemParts),
})
const tag = 'Lists of members'
const largestList = 30 * 1024 * 1024

export const exchangeEndpoints: Endpoint[] = [
  longEndpoint({
    method: 'post',
    path: '/api/member-imports',
    summary:
      'Bring in a list of companies, people or products (the body is the CSV or XLSX file, X-File-Name its name)',
    tag,
    knock: staff,
    perMinute: 20,
    answer: importShape,
    status: 201,
    async handle({ actor, house, context, inTransaction }) {
      const name = fileName(context.req.header('x-file-name'))
      const bytes = await readBytes(context, largestList)
      const now = () => house.clock.now()
      const id = await stageList(inTransaction, actor, now, { name, bytes, source: 'page', kind: null })
      return inTransaction((tx) => readImport(tx, id))
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/member-imports',
    summary: 'The newest lists and what became of them',
    tag,
    knock: staff,
    answer: importList,
    handle: ({ tx }) => listImports(tx),
  }),
  endpoint({
    method: 'get',
    path: '/api/member-imports/{id}',
    summary: 'One list: how it is read and what its rows came to',
    tag,
    knock: staff,
    params: importId,
    answer: importShape,
    handle: ({ tx, params }) => readImport(tx, params.id),
  }),
  endpoint({
    method: 'delete',
    path: '/api/member-imports/{id}',
    summary: 'Throw away a list that was not taken',
    tag,
    knock: staff,
    params: importId,
    async handle({ tx, actor, house, params }) {
      await discardList(tx, actor, house.clock.now(), params.id)
      return undefined
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/member-imports/{id}/sheet',
    summary: 'Look at another sheet, header row or kind; the columns are proposed anew',
    tag,
    knock: staff,
    params: importId,
    body: sheetInput,
    answer: importShape,
    async handle({ tx, actor, house, params, body }) {
      await changeSheet(tx, actor, house.clock.now(), params.id, body)
      return readImport(tx, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/member-imports/{id}/plan',
    summary:
      'Settle which column is which field, and have every row compared; nothing of the members changes',
    tag,
    knock: staff,
    needsVersion: true,
    params: importId,
    body: planInput,
    answer: importShape,
    async handle({ tx, actor, house, params, version, body }) {
      await planList(tx, actor, house.clock.now(), params.id, version, body)
      return readImport(tx, params.id)
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/member-imports/{id}/rows',
    summary: 'What each row would do: new, changed (before and after), the same, doubtful, with problems',
    tag,
    knock: staff,
    params: importId,
    query: itemQuery,
    answer: itemList,
    handle: ({ tx, params, query }) => listItems(tx, params.id, query),
  }),
  endpoint({
    method: 'put',
    path: '/api/member-imports/{id}/rows/{number}/{part}',
    summary: 'Decide who a row is, and what wins where it differs from the record',
    tag,
    knock: staff,
    params: rowId,
    body: decisionInput,
    async handle({ tx, actor, house, params, body }) {
      await decideRow(tx, actor, house.clock.now(), params.id, params.number, params.part, body)
      return undefined
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/member-imports/{id}/doubtful-rows',
    summary: 'Decide about all doubtful rows at once',
    tag,
    knock: staff,
    params: importId,
    body: bulkDecisionInput,
    answer: importShape,
    async handle({ tx, actor, house, params, body }) {
      await decideDoubtful(tx, actor, house.clock.now(), params.id, body.verdict)
      return readImport(tx, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/member-imports/{id}/commitment',
    summary: 'Take the list: all of it or nothing',
    tag,
    knock: staff,
    needsVersion: true,
    params: importId,
    answer: importShape,
    async handle({ tx, actor, house, params, version }) {
      await wantCommit(tx, actor, house.clock.now(), params.id, version)
      return readImport(tx, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/member-imports/{id}/undoing',
    summary: 'Take a taken list back; what was changed since refuses it, or is left as it is',
    tag,
    knock: staff,
    params: importId,
    body: undoInput,
    answer: importShape,
    async handle({ tx, actor, house, params, body }) {
      await wantUndo(tx, actor, house.clock.now(), params.id, body.leaveChanged)
      return readImport(tx, params.id)
    },
  }),
  longEndpoint({
    method: 'get',
    path: '/api/member-exports/{kind}',
    summary: 'All companies, people or products as CSV or XLSX; the file can be brought in again',
    tag,
    knock: staff,
    perMinute: 20,
    params: z.object({ kind: z.enum(listKinds) }),
    query: exportQuery,
    async handle({ actor, house, params: { kind }, query: { format, language }, inTransaction }) {
      await inTransaction((tx) => noteExport(tx, actor, house.clock.now(), kind, format))
      const write = format === 'csv' ? exportCsv : exportXlsx
      return download(`${kind}.${format}`, format, await inTransaction((tx) => write(tx, kind, language)))
    },
  }),
]

function fileName(header: string | undefined): string {
  const safe = safeEntryName(
    decoded(header ?? '')
      .split(/[\\/]/)
      .at(-1) ?? '',
  )
  return safe.ok ? safe.name : 'list'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

function download(name: string, format: 'csv' | 'xlsx', bytes: Uint8Array): Response {
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'content-type': mediaTypes[format],
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}
