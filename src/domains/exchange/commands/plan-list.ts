import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { record } from '#platform/journal/journal.ts'
import { fieldsOf, type ListKind } from '#values/member-list-fields.ts'
import { mayImport } from '../policy.ts'
import { readHead } from '../queries/imports.ts'
import { importQueue } from '../rules.ts'
import type { ImportStatus, PlanInput } from '../schema.ts'
import { memberImport, memberImportColumns } from '../tables.ts'
import { headersHash, planFor } from './stage-list.ts'

/** The import, locked for a change; refuses when it is not in one of the states. */
export async function lockImport(tx: Tx, actor: Actor, id: string, states: readonly ImportStatus[]) {
  if (!mayImport(actor)) throw forbidden()
  const [found] = await tx.select().from(memberImport).where(eq(memberImport.id, id)).for('update')
  if (!found || found.status === 'discarded') throw notFound('This import')
  if (!states.includes(found.status)) {
    throw new Refusal('exchange/not-now', 409, 'This list is being worked on, or was taken already.', {
      status: found.status,
    })
  }
  return found
}

/** Looks at another sheet, header row or kind, and proposes its columns anew. */
export async function changeSheet(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  input: { sheet: number; headerRow: number | null; kind: ListKind | null },
): Promise<void> {
  const found = await lockImport(tx, actor, id, ['columns', 'checked', 'failed'])
  if (found.sheets[input.sheet] === undefined)
    throw new Refusal('exchange/no-sheet', 422, 'There is no such sheet.')
  const head = await readHead(tx, id, input.sheet, headRows)
  const proposed = await planFor(tx, head, { ...input, country: found.plan.country })
  const { dateOrder, rule } = found.plan
  await tx
    .update(memberImport)
    .set({
      plan: { ...proposed, dateOrder, rule },
      status: 'columns',
      refusal: null,
      version: found.version + 1,
    })
    .where(eq(memberImport.id, id))
  await record(tx, actor, now, {
    action: 'exchange/list-sheet-chosen',
    objectKind: 'member-import',
    objectId: id,
    payload: { title: found.name, partOf: id },
  })
}

/** Settles how the list is read, remembers the columns for the next list with these headers, and has it checked. */
export async function planList(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  version: number,
  input: PlanInput,
): Promise<void> {
  const found = await lockImport(tx, actor, id, ['columns', 'checked', 'failed'])
  if (found.version !== version) throw stale(found.version)
  refuseColumns(input, found.plan.headers.length)
  const { headers, samples } = found.plan
  await tx
    .insert(memberImportColumns)
    .values({
      clusterId: actor.clusterId,
      kind: input.kind,
      headersHash: headersHash(headers),
      columns: input.columns,
      usedAt: now,
    })
    .onConflictDoUpdate({
      target: [memberImportColumns.clusterId, memberImportColumns.kind, memberImportColumns.headersHash],
      set: { columns: input.columns, usedAt: now },
    })
  const plan = { ...input, headers, samples, isRemembered: found.plan.isRemembered }
  await tx
    .update(memberImport)
    .set({ plan, status: 'checking', refusal: null, done: 0, version: version + 1 })
    .where(eq(memberImport.id, id))
  await wantWork(tx, actor, id, 'check')
  await record(tx, actor, now, {
    action: 'exchange/list-columns-chosen',
    objectKind: 'member-import',
    objectId: id,
    payload: { title: found.name, partOf: id },
  })
}

/** Hands the import to the background, in the name and under the hat of whoever asked. */
export async function wantWork(
  tx: Tx,
  actor: Actor,
  importId: string,
  task: 'check' | 'commit' | 'undo',
  leaveChanged = false,
): Promise<void> {
  const { clusterId, accountId, role } = actor
  await enqueue(tx, importQueue, { clusterId, importId, task, leaveChanged, accountId, role })
}

/** Throws the staged rows away. */
export async function discardList(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  const found = await lockImport(tx, actor, id, ['reading', 'columns', 'checked', 'failed'])
  await forgetRows(tx, id)
  await tx
    .update(memberImport)
    .set({ status: 'discarded', plan: withoutSamples(found.plan) })
    .where(eq(memberImport.id, id))
  await record(tx, actor, now, {
    action: 'exchange/list-discarded',
    objectKind: 'member-import',
    objectId: id,
    payload: { title: found.name },
  })
}

/** Staged rows name people: nothing of them stays longer than it is needed. */
export async function forgetRows(tx: Tx, id: string): Promise<void> {
  for (const table of ['member_import_row', 'member_import_item', 'member_import_decision']) {
    await tx.execute(sql`DELETE FROM ${sql.identifier(table)} WHERE import_id = ${id}`)
  }
}

export function withoutSamples<P extends { samples: string[][] }>(plan: P): P {
  return { ...plan, samples: [] }
}

const headRows = 600

function refuseColumns(input: PlanInput, width: number): void {
  const chosen = input.columns.filter((field) => field !== null)
  const foreign = chosen.find((field) => !fieldsOf[input.kind].includes(field))
  if (foreign !== undefined) {
    throw new Refusal(
      'exchange/field-of-another-kind',
      422,
      `A list of ${input.kind} has no field ${foreign}.`,
      { field: foreign },
    )
  }
  if (new Set(chosen).size < chosen.length) {
    throw new Refusal(
      'exchange/field-twice',
      422,
      'Two columns are read as the same field. Choose one of them.',
    )
  }
  if (input.columns.length !== width) {
    throw new Refusal(
      'exchange/columns-changed',
      409,
      'The columns of the list are others by now. Please look again.',
    )
  }
}
