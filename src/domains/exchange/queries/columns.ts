import { and, eq } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { ListKind } from '#values/member-list-fields.ts'
import type { StoredPlan } from '../schema.ts'
import { memberImportColumns } from '../tables.ts'

/** The columns somebody chose the last time a list of this kind had these headers. */
export async function rememberedColumns(
  tx: Tx,
  kind: ListKind,
  headersHash: string,
): Promise<StoredPlan['columns'] | undefined> {
  const [found] = await tx
    .select({ columns: memberImportColumns.columns })
    .from(memberImportColumns)
    .where(and(eq(memberImportColumns.kind, kind), eq(memberImportColumns.headersHash, headersHash)))
  return found?.columns
}
