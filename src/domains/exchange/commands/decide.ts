import { eq, sql } from 'drizzle-orm'
import { readRecords } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { isChange } from '../queries/items.ts'
import type { DecisionInput, ItemPart, Outcome } from '../schema.ts'
import { memberImport, memberImportDecision, memberImportItem } from '../tables.ts'
import { lockImport, wantWork } from './plan-list.ts'

/**
 * Settles one row: which record it is, and what wins where the two differ. The row shows it at once; what hangs on it
 * elsewhere in the list is compared again before anything is taken.
 */
export async function decideRow(
  tx: Tx,
  actor: Actor,
  now: Date,
  importId: string,
  number: number,
  part: ItemPart,
  input: DecisionInput,
): Promise<void> {
  const found = await lockImport(tx, actor, importId, ['checked'])
  const rows = sql`${memberImportItem.importId} = ${importId} AND number = ${number}`
  const [item] = await tx.select().from(memberImportItem).where(sql`${rows} AND part = ${part}`)
  if (!item) throw notFound('This row')
  const candidate = item.candidates.find(({ id }) => id === input.targetId)
  if (input.verdict === 'same-as' && !candidate && item.targetId !== input.targetId) {
    throw new Refusal('exchange/no-candidate', 422, 'Choose one of the records the row may be the same as.')
  }
  if (input.verdict === 'new' && item.outcome === 'doubtful' && part !== 'company' && item.ownerId === null) {
    throw new Refusal('exchange/company-first', 422, 'Say first to which company it belongs.')
  }
  await keepDecision(tx, actor, importId, number, part, input)
  const next = await outcomeAfter(tx, importId, item, found.plan, input)
  await tx.update(memberImportItem).set(next).where(sql`${rows} AND part = ${part}`)
  if (part === 'company') await carryToContact(tx, importId, number, next.outcome)
  await tx.update(memberImport).set({ needsCheck: true }).where(eq(memberImport.id, importId))
  await record(tx, actor, now, {
    action: 'exchange/row-decided',
    objectKind: 'member-import',
    objectId: importId,
    payload: { title: found.name, number, part, verdict: input.verdict, partOf: importId },
  })
}

/** Settles every row that is still doubtful (all new, all the same as their likeliest, or all left out) and looks again. */
export async function decideDoubtful(
  tx: Tx,
  actor: Actor,
  now: Date,
  importId: string,
  verdict: 'new' | 'same-as' | 'leave-out',
): Promise<void> {
  const found = await lockImport(tx, actor, importId, ['checked'])
  // A person of a company that is open cannot be new: only a company says where. Those take their likeliest.
  const isSettled = sql`(${verdict} <> 'new' OR part = 'company' OR owner_id IS NOT NULL) AND (${verdict} <> 'same-as' OR candidates <> '[]')`
  await tx.execute(sql`
    INSERT INTO member_import_decision (cluster_id, import_id, number, part, verdict, target_id)
    SELECT cluster_id, import_id, number, part, ${verdict}, CASE WHEN ${verdict} = 'same-as' THEN (candidates -> 0 ->> 'id')::uuid END
    FROM member_import_item WHERE import_id = ${importId} AND outcome = 'doubtful' AND ${isSettled}
    ON CONFLICT (cluster_id, import_id, number, part)
    DO UPDATE SET verdict = EXCLUDED.verdict, target_id = EXCLUDED.target_id`)
  await tx
    .update(memberImport)
    .set({ status: 'checking', refusal: null, done: 0, version: found.version + 1 })
    .where(eq(memberImport.id, importId))
  await wantWork(tx, actor, importId, 'check')
  await record(tx, actor, now, {
    action: 'exchange/rows-decided',
    objectKind: 'member-import',
    objectId: importId,
    payload: { title: found.name, verdict, partOf: importId },
  })
}

async function keepDecision(
  tx: Tx,
  actor: Actor,
  importId: string,
  number: number,
  part: ItemPart,
  { verdict, targetId, choices }: DecisionInput,
): Promise<void> {
  const target = verdict === 'same-as' ? targetId : null
  const kept = Object.fromEntries(
    Object.entries(choices).flatMap(([field, choice]) => (choice ? [[field, choice]] : [])),
  )
  await tx
    .insert(memberImportDecision)
    .values({ clusterId: actor.clusterId, importId, number, part, verdict, targetId: target, choices: kept })
    .onConflictDoUpdate({
      target: [
        memberImportDecision.clusterId,
        memberImportDecision.importId,
        memberImportDecision.number,
        memberImportDecision.part,
      ],
      set: { verdict, targetId: target, choices: kept },
    })
}

type Item = typeof memberImportItem.$inferSelect

async function outcomeAfter(
  tx: Tx,
  importId: string,
  item: Item,
  plan: Parameters<typeof isChange>[2],
  input: DecisionInput,
): Promise<Pick<Item, 'outcome' | 'targetId' | 'before'>> {
  const { facts } = item
  if (input.verdict === 'leave-out') return { outcome: 'left-out', targetId: null, before: {} }
  if (input.verdict === 'new') return { outcome: 'new', targetId: null, before: {} }
  const targetId = input.verdict === 'same-as' ? input.targetId : item.targetId
  if (targetId === null) {
    // Taken back: it is as open as its candidates leave it.
    return { outcome: item.candidates.length > 0 ? 'doubtful' : item.outcome, targetId: null, before: {} }
  }
  const candidate = item.candidates.find(({ id }) => id === targetId)
  const before = await factsOf(tx, importId, item.part, targetId, candidate?.row ?? null)
  // Not a record of this kind: the company was named to which a person or product belongs.
  if (!before) return { outcome: 'new', targetId: null, before: {} }
  const compared = Object.fromEntries(
    Object.keys(facts).flatMap((field) => (before[field] === undefined ? [] : [[field, before[field]]])),
  )
  const choices = Object.fromEntries(
    Object.entries(input.choices).flatMap(([field, choice]) => (choice ? [[field, choice]] : [])),
  )
  return { targetId, before: compared, outcome: isChange(compared, facts, plan, choices) ? 'change' : 'same' }
}

async function factsOf(tx: Tx, importId: string, part: ItemPart, id: string, row: number | null) {
  const [stored] = await readRecords(tx, part, { ids: [id] })
  if (stored) return stored.facts
  if (row === null) return undefined
  const [other] = await tx
    .select({ facts: memberImportItem.facts })
    .from(memberImportItem)
    .where(sql`${memberImportItem.importId} = ${importId} AND number = ${row} AND part = ${part}`)
  return other?.facts
}

/** The contact person in a company's row goes where the company goes. */
async function carryToContact(tx: Tx, importId: string, number: number, company: Outcome): Promise<void> {
  const outcome: Outcome = company === 'left-out' || company === 'doubtful' ? company : 'new'
  await tx
    .update(memberImportItem)
    .set({ outcome })
    .where(
      sql`${memberImportItem.importId} = ${importId} AND number = ${number} AND part = 'person' AND outcome IN ('doubtful', 'left-out', 'new')`,
    )
}
