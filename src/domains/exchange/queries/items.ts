import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import { changesOf, effectiveChanges } from '../rules/merge.ts'
import type { FieldChoice, ItemPart, Outcome, PlanInput } from '../schema.ts'
import type { Candidate, Problem } from '../tables.ts'

const pageSize = 50
type Facts = Record<string, string | number | string[]>

type ItemRow = {
  number: number
  part: ItemPart
  outcome: Outcome
  label: string
  ownerLabel: string | null
  targetId: string | null
  facts: Facts
  before: Facts
  candidates: Candidate[]
  problems: Problem[]
  verdict: 'new' | 'same-as' | 'leave-out' | null
  choices: Record<string, FieldChoice> | null
}

/** The rows of a checked list, in its order, with what each would change. */
export async function listItems(
  tx: Tx,
  importId: string,
  query: { outcome?: Outcome | undefined; q?: string | undefined; page: number },
) {
  const plan = await planOf(tx, importId)
  const like = query.q ? `%${query.q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%` : null
  const where = sql`i.import_id = ${importId}
    AND (${query.outcome ?? null}::text IS NULL OR i.outcome = ${query.outcome ?? null})
    AND (${like}::text IS NULL OR lower(i.label) LIKE ${like} OR lower(c.legal_name) LIKE ${like})`
  const from = sql`FROM member_import_item i
    LEFT JOIN company c ON c.cluster_id = i.cluster_id AND c.id = i.owner_id AND i.part <> 'company'`
  const { rows } = await tx.execute<ItemRow>(sql`
    SELECT i.number, i.part, i.outcome, i.label, i.target_id AS "targetId", i.facts, i.before, i.candidates, i.problems,
      coalesce(c.legal_name, CASE WHEN i.part <> 'company' THEN (SELECT o.label FROM member_import_item o
        WHERE o.cluster_id = i.cluster_id AND o.import_id = i.import_id AND o.number = i.number AND o.part = 'company') END) AS "ownerLabel",
      d.verdict, d.choices
    ${from}
    LEFT JOIN member_import_decision d ON d.cluster_id = i.cluster_id AND d.import_id = i.import_id
      AND d.number = i.number AND d.part = i.part
    WHERE ${where} ORDER BY i.number, i.part LIMIT ${pageSize} OFFSET ${(query.page - 1) * pageSize}`)
  const total = await tx.execute<{ total: number }>(sql`SELECT count(*)::int AS total ${from} WHERE ${where}`)
  return { items: rows.map((row) => itemOf(row, plan)), total: total.rows[0]?.total ?? 0, pageSize }
}

function itemOf({ before, choices, ...row }: ItemRow, plan: PlanInput) {
  const isCompared = row.outcome === 'change' || row.outcome === 'same'
  return { ...row, changes: isCompared ? changesOf(before, row.facts, plan, choices ?? {}) : [] }
}

/** Whether a row still changes something under these choices. */
export function isChange(
  before: Facts,
  facts: Facts,
  plan: PlanInput,
  choices: Record<string, FieldChoice>,
): boolean {
  return effectiveChanges(changesOf(before, facts, plan, choices)).length > 0
}

async function planOf(tx: Tx, importId: string): Promise<PlanInput> {
  const { rows } = await tx.execute<{ plan: PlanInput }>(
    sql`SELECT plan FROM member_import WHERE id = ${importId} AND status <> 'discarded'`,
  )
  const plan = rows[0]?.plan
  if (!plan) throw notFound('This import')
  return plan
}
