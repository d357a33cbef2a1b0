import { eq, sql } from 'drizzle-orm'
import { nextStatuses, readRecords, readTierNames } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { openThread, type Thread, ThreadFailure } from '#platform/threads/thread.ts'
import { itemParts } from '../schema.ts'
import { memberImport } from '../tables.ts'
import type { CheckedItem, CheckQuestion, Decided } from './check-desk.ts'
import type { Run } from './stage-list.ts'

const portion = 1_000

/**
 * Compares a staged list with what is here, a thousand rows at a time: a thread keeps the names to compare with, this
 * process only one portion. Nothing of the members changes. Answers false when the list is not to be checked (any more).
 */
export async function checkList(run: Run, actor: Actor, importId: string): Promise<boolean> {
  const plan = await run((tx) => beginCheck(tx, importId))
  if (plan === undefined) return false
  const desk = openThread<CheckQuestion, CheckedItem[]>(checkDeskModule, 'openCheckDesk', {
    timeoutMs: 120_000,
    memoryMb: 1_024,
    remembers: true,
  })
  try {
    const tiers = await run(readTierNames)
    await ask(desk, { kind: 'begin', importId, plan, house: { nextStatuses, tiers } })
    await tellKnown(run, desk, plan.kind)
    let after = plan.headerRow + 1
    for (let done = 0; ; ) {
      const { rows, decisions } = await run((tx) => readPortion(tx, importId, plan.sheet, after))
      if (rows.length === 0) break
      const items = await ask(desk, { kind: 'rows', rows, decisions })
      done += rows.length
      after = rows.at(-1)?.number ?? after
      await run((tx) => keepItems(tx, actor, importId, items, done))
    }
  } finally {
    await desk.close()
  }
  return true
}

const checkDeskModule = new URL('./check-desk.ts', import.meta.url)

async function ask(
  desk: Thread<CheckQuestion, CheckedItem[]>,
  question: CheckQuestion,
): Promise<CheckedItem[]> {
  try {
    return await desk.ask(question)
  } catch (error) {
    if (!(error instanceof ThreadFailure) || error.reason !== 'too-slow') throw error
    throw new Refusal('exchange/too-slow', 422, 'Comparing this list takes too long. Please split it.')
  }
}

async function beginCheck(tx: Tx, importId: string) {
  const [found] = await tx.select().from(memberImport).where(eq(memberImport.id, importId)).for('update')
  if (!found || !['checking', 'committing'].includes(found.status)) return undefined
  await tx.execute(sql`DELETE FROM member_import_item WHERE import_id = ${importId}`)
  const { rows } = await tx.execute<{ total: number }>(sql`
    SELECT count(*)::int AS total FROM member_import_row
    WHERE import_id = ${importId} AND sheet = ${found.plan.sheet} AND number > ${found.plan.headerRow + 1}`)
  await tx
    .update(memberImport)
    .set({ done: 0, total: rows[0]?.total ?? 0 })
    .where(eq(memberImport.id, importId))
  return found.plan
}

/** Everything rows may be the same as. A list of companies may bring their contact persons along. */
async function tellKnown(run: Run, desk: Thread<CheckQuestion, CheckedItem[]>, kind: string): Promise<void> {
  const wanted = itemParts.filter((part) => part !== (kind === 'products' ? 'person' : 'product'))
  for (const part of wanted) {
    for (let after: string | undefined; ; ) {
      const records = await run((tx) => readRecords(tx, part, { after, limit: portion }))
      if (records.length === 0) break
      await ask(desk, { kind: 'known', part, records })
      after = records.at(-1)?.id
    }
  }
}

async function readPortion(tx: Tx, importId: string, sheet: number, after: number) {
  const { rows } = await tx.execute<{ number: number; cells: string[] }>(sql`
    SELECT number, cells FROM member_import_row
    WHERE import_id = ${importId} AND sheet = ${sheet} AND number > ${after} ORDER BY number LIMIT ${portion}`)
  const last = rows.at(-1)?.number ?? after
  const decided = await tx.execute<Decided>(sql`
    SELECT number, part, verdict, target_id AS "targetId", choices FROM member_import_decision
    WHERE import_id = ${importId} AND number > ${after} AND number <= ${last}`)
  return { rows, decisions: decided.rows }
}

async function keepItems(
  tx: Tx,
  actor: Actor,
  importId: string,
  items: readonly CheckedItem[],
  done: number,
) {
  await tx.execute(sql`
    INSERT INTO member_import_item (cluster_id, import_id, number, part, outcome, label, target_id, owner_id, target_version,
      facts, before, candidates, problems)
    SELECT ${actor.clusterId}, ${importId}, n.number, n.part, n.outcome, n.label, n."targetId", n."ownerId", n."targetVersion",
      n.facts, n.before, n.candidates, n.problems
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS n(number integer, part text, outcome text, label text,
      "targetId" uuid, "ownerId" uuid, "targetVersion" integer, facts jsonb, before jsonb, candidates jsonb, problems jsonb)`)
  await tx.update(memberImport).set({ done }).where(eq(memberImport.id, importId))
}
