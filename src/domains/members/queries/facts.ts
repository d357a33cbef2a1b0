import type { Tx } from '#platform/db/transaction.ts'
import type { RecordKind } from '../schema.ts'
import { type FactColumn, factColumns, membershipFactColumns } from '../tables/fact-columns.ts'
import { tier } from '../tables.ts'

export type Facts = Record<string, string | number | string[]>

/** A company, person or product as a list states it: what is empty is left out. */
export type StoredRecord = {
  id: string
  /** The company it is, or belongs to. */
  companyId: string
  companyName: string
  /** Grows with every change; a company's together with its membership's. */
  version: number
  facts: Facts
}

/**
 * Records in the order of their ids, as far as the caller's hat shows them: those with the given ids, or a page after
 * `after`. What a company keeps to itself is no matter of lists, whoever asks.
 */
export async function readRecords(
  tx: Tx,
  kind: RecordKind,
  which: { ids: readonly string[] } | { after: string | undefined; limit: number },
): Promise<StoredRecord[]> {
  const isById = 'ids' in which
  if (isById && which.ids.length === 0) return []

  const columns = factColumns[kind].map((one) => readColumn('r', one))
  const membership = kind === 'company' ? membershipFactColumns.map((one) => readColumn('m', one)) : []
  const { rows } = await tx.client.query<StoredRecord>({
    text: `SELECT r.id, c.id AS "companyId", c.legal_name AS "companyName",
        r.version ${kind === 'company' ? '+ coalesce(m.version, 0)' : ''} AS version,
        jsonb_strip_nulls(jsonb_build_object(${[...columns, ...membership].join(', ')})) AS facts
      FROM ${kind} r
      ${
        kind === 'company'
          ? 'CROSS JOIN LATERAL (SELECT r.id, r.legal_name) c LEFT JOIN membership m ON m.cluster_id = r.cluster_id AND m.company_id = r.id'
          : 'JOIN company c ON c.cluster_id = r.cluster_id AND c.id = r.company_id'
      }
      WHERE ${isById ? 'r.id = ANY ($1::uuid[])' : '($1::uuid IS NULL OR r.id > $1)'}
        ${kind === 'product' ? "AND r.visibility <> 'company'" : ''}
      ORDER BY r.id ${isById ? '' : 'LIMIT $2'}`,
    values: isById ? [which.ids] : [which.after ?? null, which.limit],
  })
  return rows
}

/** What the cluster's kinds of membership are called. */
export async function readTierNames(tx: Tx): Promise<{ en?: string; et?: string }[]> {
  return (await tx.select({ name: tier.name }).from(tier)).map(({ name }) => name)
}

function readColumn(table: string, { fact, column, type }: FactColumn): string {
  if (type === 'en' || type === 'et') return `'${fact}', nullif(${table}.${column} ->> '${type}', '')`
  if (type === 'text[]') return `'${fact}', nullif(to_jsonb(${table}.${column}), '[]')`
  if (type === 'tier') {
    return `'${fact}', (SELECT coalesce(k.name ->> 'en', k.name ->> 'et') FROM tier k WHERE k.cluster_id = ${table}.cluster_id AND k.id = ${table}.${column})`
  }
  return `'${fact}', ${table}.${column}`
}
