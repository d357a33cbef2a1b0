import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import { account } from '#platform/identity/tables.ts'
import { keptDays } from '../rules.ts'
import type { Outcome } from '../schema.ts'
import { memberImport } from '../tables.ts'

/** The newest lists and what became of them. */
export async function listImports(tx: Tx) {
  const rows = await tx
    .select(columns)
    .from(memberImport)
    .leftJoin(account, eq(account.id, memberImport.startedBy))
    .where(ne(memberImport.status, 'discarded'))
    .orderBy(desc(memberImport.startedAt))
    .limit(100)
  return { items: rows.map(importOf) }
}

/** One list: how it is read, what its rows came to, and what stands in the way. */
export async function readImport(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      ...columns,
      encoding: memberImport.encoding,
      sheets: memberImport.sheets,
      refusal: memberImport.refusal,
    })
    .from(memberImport)
    .leftJoin(account, eq(account.id, memberImport.startedBy))
    .where(and(eq(memberImport.id, id), ne(memberImport.status, 'discarded')))
  if (!row) throw notFound('This import')

  const { headers, samples, isRemembered, ...plan } = row.plan
  return {
    ...importOf(row),
    encoding: row.encoding,
    sheets: row.sheets,
    plan,
    headers,
    samples,
    isRemembered,
    outcomes: await countOutcomes(tx, id),
    refusal: row.refusal,
    undoUntil:
      row.status === 'committed' && row.committedAt ? addDays(row.committedAt, keptDays).toISOString() : null,
  }
}

/** How many rows have which outcome. */
export async function countOutcomes(tx: Tx, id: string): Promise<Partial<Record<Outcome, number>>> {
  const { rows } = await tx.execute<{ outcome: Outcome; count: number }>(sql`
    SELECT outcome, count(*)::int AS count FROM member_import_item WHERE import_id = ${id} GROUP BY 1`)
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]))
}

/** The first rows of a sheet, blank ones among them, for finding its header. */
export async function readHead(tx: Tx, id: string, sheet: number, most: number): Promise<string[][]> {
  const { rows } = await tx.execute<{ number: number; cells: string[] }>(sql`
    SELECT number, cells FROM member_import_row
    WHERE import_id = ${id} AND sheet = ${sheet} AND number <= ${most} ORDER BY number`)
  const head: string[][] = Array.from({ length: rows.at(-1)?.number ?? 0 }, () => [])
  for (const { number, cells } of rows) head[number - 1] = cells
  return head
}

const columns = {
  id: memberImport.id,
  name: memberImport.name,
  plan: memberImport.plan,
  status: memberImport.status,
  startedBy: account.name,
  startedAt: memberImport.startedAt,
  committedAt: memberImport.committedAt,
  undoneAt: memberImport.undoneAt,
  done: memberImport.done,
  total: memberImport.total,
  counts: memberImport.counts,
  version: memberImport.version,
}

type Row = Pick<typeof memberImport.$inferSelect, Exclude<keyof typeof columns, 'startedBy'>> & {
  startedBy: string | null
}

function importOf(row: Row) {
  const { id, name, plan, status, startedBy, done, total, counts, version } = row
  return {
    id,
    name,
    kind: plan.kind,
    status,
    startedBy,
    startedAt: row.startedAt.toISOString(),
    committedAt: row.committedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
    done,
    total,
    counts: row.committedAt ? { added: counts.added ?? 0, changed: counts.changed ?? 0 } : null,
    version,
  }
}

function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 86_400_000)
}
