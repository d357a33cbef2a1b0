import type { Tx } from '#platform/db/transaction.ts'
import { forbidden } from '#platform/errors.ts'
import { type Actor, isStaff } from '#platform/identity/actor.ts'
import { newId } from '#platform/new-id.ts'
import type { RecordKind } from '../schema.ts'
import { type FactColumn, factColumns, membershipFactColumns } from '../tables/fact-columns.ts'

// Lists write many records at once: a few statements for a thousand of them. The caller writes the journal, because a
// list is one deed; and calls refreshCompanies for the companies it touched.

/** Null empties the field. */
export type FactChange = Record<string, string | number | string[] | null>

/** Adds records with the given ids; `companyId` is the company of a person or product. */
export async function addRecords(
  tx: Tx,
  actor: Actor,
  now: Date,
  kind: RecordKind,
  added: readonly { id: string; companyId: string; facts: FactChange }[],
): Promise<void> {
  if (!isStaff(actor)) throw forbidden()
  if (added.length === 0) return
  const columns = columnsOf(factColumns[kind])
  const isCompany = kind === 'company'
  await tx.client.query(
    `INSERT INTO ${kind} (cluster_id, id, ${isCompany ? 'created_at, updated_at' : 'company_id'}, ${columns.map(([column]) => column).join(', ')})
     SELECT $2, n.id, ${isCompany ? '$3::timestamptz, $3::timestamptz' : 'n."companyId"'}, ${columns.map(([, facts]) => newValue(facts)).join(', ')}
     FROM jsonb_to_recordset($1) AS n(id uuid, "companyId" uuid, facts jsonb)`,
    [JSON.stringify(added), actor.clusterId, ...(isCompany ? [now.toISOString()] : [])],
  )
  if (isCompany) await setMemberships(tx, actor, now, added)
}

/** Changes the given facts of records, and nothing else of them. */
export async function changeRecords(
  tx: Tx,
  actor: Actor,
  now: Date,
  kind: RecordKind,
  changed: readonly { id: string; facts: FactChange }[],
): Promise<void> {
  if (!isStaff(actor)) throw forbidden()
  if (changed.length === 0) return
  const sets = columnsOf(factColumns[kind]).map(
    ([column, facts]) => `${column} = ${changedValue(column, facts)}`,
  )
  const isCompany = kind === 'company'
  // A company whose membership alone changes keeps its own version.
  const own = factColumns[kind].map(({ fact }) => `'${fact}'`).join(', ')
  await tx.client.query(
    `UPDATE ${kind} t SET ${sets.join(', ')}, version = t.version + 1 ${isCompany ? ', updated_at = $2::timestamptz' : ''}
     FROM jsonb_to_recordset($1) AS n(id uuid, facts jsonb)
     WHERE t.id = n.id AND n.facts ?| ARRAY[${own}]`,
    [JSON.stringify(changed), ...(isCompany ? [now.toISOString()] : [])],
  )
  if (isCompany) await setMemberships(tx, actor, now, changed)
}

/** Takes records away; a foreign key that holds one back refuses them all. */
export async function removeRecords(
  tx: Tx,
  actor: Actor,
  kind: RecordKind,
  ids: readonly string[],
): Promise<void> {
  if (!isStaff(actor)) throw forbidden()
  if (kind === 'company') {
    await tx.client.query('DELETE FROM membership WHERE company_id = ANY ($1::uuid[])', [ids])
  }
  await tx.client.query(`DELETE FROM ${kind} WHERE id = ANY ($1::uuid[])`, [ids])
}

/** Takes one record away, or answers false and leaves it when something else hangs on it. */
export async function removeRecord(tx: Tx, actor: Actor, kind: RecordKind, id: string): Promise<boolean> {
  await tx.client.query('SAVEPOINT removal')
  try {
    await removeRecords(tx, actor, kind, [id])
    await tx.client.query('RELEASE SAVEPOINT removal')
    return true
  } catch (error) {
    // 23503: a foreign key. Whatever it is, somebody made it after the list came in.
    if (!(error instanceof Error && 'code' in error && error.code === '23503')) throw error
    await tx.client.query('ROLLBACK TO SAVEPOINT removal')
    return false
  }
}

/** Memberships of the companies whose facts say something of one; a status alone is enough to begin one. */
async function setMemberships(
  tx: Tx,
  actor: Actor,
  now: Date,
  companies: readonly { id: string; facts: FactChange }[],
): Promise<void> {
  const stated = companies.filter(({ facts }) => membershipFactColumns.some(({ fact }) => fact in facts))
  // What a list took back may be the whole membership: one it began has no status before.
  const begun = stated.filter(({ facts }) => facts.status === null).map(({ id }) => id)
  if (begun.length > 0) {
    await tx.client.query('DELETE FROM membership WHERE company_id = ANY ($1::uuid[])', [begun])
  }
  const kept = stated.filter(({ facts }) => facts.status !== null)
  if (kept.length === 0) return
  const columns = columnsOf(membershipFactColumns)
  const rows = kept.map((one) => ({ ...one, membershipId: newId(now.getTime()) }))
  await tx.client.query(
    `INSERT INTO membership AS t (cluster_id, id, company_id, ${columns.map(([column]) => column).join(', ')})
     SELECT $2, n."membershipId", n.id, ${columns.map(([column, facts]) => (column === 'status' ? "coalesce(n.facts ->> 'status', 'active')" : newValue(facts))).join(', ')}
     FROM jsonb_to_recordset($1) AS n(id uuid, "membershipId" uuid, facts jsonb)
     WHERE NOT EXISTS (SELECT FROM membership m WHERE m.cluster_id = $2 AND m.company_id = n.id)`,
    [JSON.stringify(rows), actor.clusterId],
  )
  const begunNow = new Set(rows.map(({ membershipId }) => membershipId))
  await tx.client.query(
    `UPDATE membership t SET ${columns.map(([column, facts]) => `${column} = ${changedValue(column, facts)}`).join(', ')}, version = t.version + 1
     FROM jsonb_to_recordset($1) AS n(id uuid, facts jsonb)
     WHERE t.company_id = n.id AND NOT (t.id = ANY ($2::uuid[]))`,
    [JSON.stringify(kept), [...begunNow]],
  )
}

/** Several facts may share a column: the languages of a text. */
function columnsOf(facts: readonly FactColumn[]): [column: string, facts: FactColumn[]][] {
  return [...Map.groupBy(facts, ({ column }) => column)]
}

function newValue(facts: readonly FactColumn[]): string {
  const [first] = facts
  if (first?.type === 'en' || first?.type === 'et') return languages(facts)
  const stated = statedValue(facts)
  if (first?.type === 'text[]') return `CASE WHEN n.facts ? '${first.fact}' THEN ${stated} ELSE '{}' END`
  return first?.otherwise === undefined ? stated : `coalesce(${stated}, ${first.otherwise})`
}

function changedValue(column: string, facts: readonly FactColumn[]): string {
  const [first] = facts
  if (first?.type === 'en' || first?.type === 'et') {
    const says = facts.map(({ fact }) => `'${fact}'`).join(', ')
    const merged = facts.map(
      ({ fact, type }) =>
        `'${type}', CASE WHEN n.facts ? '${fact}' THEN n.facts -> '${fact}' ELSE t.${column} -> '${type}' END`,
    )
    return `CASE WHEN n.facts ?| ARRAY[${says}] THEN jsonb_strip_nulls(t.${column} || jsonb_build_object(${merged.join(', ')})) ELSE t.${column} END`
  }
  const value =
    first?.otherwise === undefined
      ? statedValue(facts)
      : `coalesce(${statedValue(facts)}, ${first.otherwise})`
  return `CASE WHEN n.facts ? '${first?.fact}' THEN ${value} ELSE t.${column} END`
}

function statedValue(facts: readonly FactColumn[]): string {
  const [first] = facts
  if (first?.type === 'text[]') {
    return `ARRAY(SELECT jsonb_array_elements_text(coalesce(nullif(n.facts -> '${first.fact}', 'null'), '[]')))`
  }
  if (first?.type === 'tier') {
    const name = `lower(n.facts ->> '${first.fact}')`
    return `(SELECT k.id FROM tier k WHERE ${name} IN (lower(k.name ->> 'en'), lower(k.name ->> 'et')) ORDER BY k.position, k.id LIMIT 1)`
  }
  return `(n.facts ->> '${first?.fact}')::${first?.type}`
}

function languages(facts: readonly FactColumn[]): string {
  const parts = facts.map(({ fact, type }) => `'${type}', n.facts -> '${fact}'`)
  return `jsonb_strip_nulls(jsonb_build_object(${parts.join(', ')}))`
}
