import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, Refusal } from '#platform/errors.ts'
import { sha256Of } from '#platform/files/store.ts'
import { refuseMarkedName, refuseMarkedText } from '#platform/http/marked.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { cluster } from '#platform/identity/tables.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { openThread, type Thread, ThreadFailure } from '#platform/threads/thread.ts'
import type { ListKind } from '#values/member-list-fields.ts'
import { mayImport } from '../policy.ts'
import { rememberedColumns } from '../queries/columns.ts'
import { proposePlan } from '../rules/propose-plan.ts'
import type { StoredPlan } from '../schema.ts'
import { memberImport } from '../tables.ts'
import type { ReadAnswer, ReadQuestion, StagedRow } from './read-desk.ts'

export type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
type Opened = Extract<ReadAnswer, { kind: 'opened' }>

/**
 * Reads a file in a thread with limits of time and memory and stages its rows. The file itself is kept nowhere: it
 * names people, and its rows go once they are taken or a month has passed. Answers the id of the import.
 */
export async function stageList(
  run: Run,
  actor: Actor,
  now: () => Date,
  upload: { name: string; bytes: Uint8Array; source: 'page' | 'command-line'; kind: ListKind | null },
): Promise<string> {
  if (!mayImport(actor)) throw forbidden()
  refuseMarkedName(upload.name)
  const desk = openThread<ReadQuestion, ReadAnswer>(readDeskModule, 'openReadDesk', {
    timeoutMs: 60_000,
    memoryMb: 768,
    remembers: true,
  })
  try {
    const opened = await ask(desk, { kind: 'open', name: upload.name, bytes: upload.bytes })
    if (opened.kind === 'refused') throw refusalOf(opened.refused)
    if (opened.kind !== 'opened') throw new Error(`the desk answered ${opened.kind}`)
    // Said as everywhere: what carries a classified marking is refused, and the managers hear of it.
    if (opened.marked !== null) refuseMarkedText(opened.marked)
    const head = await ask(desk, { kind: 'head', sheet: opened.sheet })
    const importId = await run((tx) =>
      begin(tx, actor, now(), upload, opened, head.kind === 'head' ? head.rows : []),
    )
    try {
      await stageRows(run, actor, desk, importId)
      await run((tx) =>
        tx.update(memberImport).set({ status: 'columns' }).where(eq(memberImport.id, importId)),
      )
    } catch (error) {
      // Half a list is none.
      await run((tx) => throwAway(tx, importId))
      throw error
    }
    return importId
  } finally {
    await desk.close()
  }
}

const readDeskModule = new URL('./read-desk.ts', import.meta.url)
const portion = 1_000

async function ask(desk: Thread<ReadQuestion, ReadAnswer>, question: ReadQuestion): Promise<ReadAnswer> {
  try {
    return await desk.ask(question)
  } catch (error) {
    if (!(error instanceof ThreadFailure)) throw error
    const sentence =
      'This file takes too much time or memory to read. Please save only the list itself, as XLSX or CSV.'
    if (error.reason === 'too-slow') throw new Refusal('exchange/too-slow', 422, sentence)
    throw new Refusal('exchange/broken', 422, sentence)
  }
}

function refusalOf(refused: { code: string; message: string; values?: object }): Refusal {
  return new Refusal(refused.code, 422, refused.message, { ...refused.values })
}

async function begin(
  tx: Tx,
  actor: Actor,
  now: Date,
  upload: { name: string; source: 'page' | 'command-line'; kind: ListKind | null },
  opened: Opened,
  head: string[][],
): Promise<string> {
  const { clusterId } = actor
  const [home] = await tx.select({ country: cluster.country }).from(cluster).where(eq(cluster.id, clusterId))
  const plan = await planFor(tx, head, {
    sheet: opened.sheet,
    headerRow: null,
    kind: upload.kind,
    country: home?.country ?? null,
  })
  const id = newId(now.getTime())
  await tx.insert(memberImport).values({
    clusterId,
    id,
    name: upload.name.slice(0, 300),
    source: upload.source,
    status: 'reading',
    encoding: opened.encoding,
    sheets: opened.sheets,
    plan,
    startedBy: actor.accountId,
    startedAt: now,
  })
  await record(tx, actor, now, {
    action: 'exchange/list-received',
    objectKind: 'member-import',
    objectId: id,
    payload: { title: upload.name },
  })
  return id
}

/** Proposes how to read a sheet, with the columns somebody chose before where the headers are the same. */
export async function planFor(
  tx: Tx,
  head: readonly string[][],
  known: { sheet: number; headerRow: number | null; kind: ListKind | null; country: string | null },
): Promise<StoredPlan> {
  const plan = proposePlan(head, known)
  const columns = await rememberedColumns(tx, plan.kind, headersHash(plan.headers))
  return columns === undefined ? plan : { ...plan, columns, isRemembered: true }
}

export function headersHash(headers: readonly string[]): string {
  return sha256Of(new TextEncoder().encode(JSON.stringify(headers)))
}

async function stageRows(
  run: Run,
  actor: Actor,
  desk: Thread<ReadQuestion, ReadAnswer>,
  importId: string,
): Promise<void> {
  for (let from = 0; ; from += portion) {
    const answer = await ask(desk, { kind: 'rows', from, limit: portion })
    const rows: StagedRow[] = answer.kind === 'rows' ? answer.rows : []
    if (rows.length === 0) return
    await run((tx) =>
      tx.execute(sql`
        INSERT INTO member_import_row (cluster_id, import_id, sheet, number, cells)
        SELECT ${actor.clusterId}, ${importId}, r.sheet, r.number, ARRAY(SELECT jsonb_array_elements_text(r.cells))
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(sheet smallint, number integer, cells jsonb)`),
    )
  }
}

async function throwAway(tx: Tx, importId: string): Promise<void> {
  await tx.execute(sql`DELETE FROM member_import_row WHERE import_id = ${importId}`)
  await tx.update(memberImport).set({ status: 'discarded' }).where(eq(memberImport.id, importId))
}
