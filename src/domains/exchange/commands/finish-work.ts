import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { ImportStatus } from '../schema.ts'
import { memberImport, type RowInTheWay } from '../tables.ts'

export type { RowInTheWay }

/** Notes that a list was compared as a whole. */
export async function finishCheck(tx: Tx, importId: string, status: 'checked' | 'committing'): Promise<void> {
  await tx
    .update(memberImport)
    .set({ status, needsCheck: false, done: 0, version: sql`${memberImport.version} + 1` })
    .where(eq(memberImport.id, importId))
}

const backTo: Record<'check' | 'commit' | 'undo', ImportStatus> = {
  check: 'failed',
  commit: 'checked',
  undo: 'committed',
}
const during: Record<'check' | 'commit' | 'undo', ImportStatus> = {
  check: 'checking',
  commit: 'committing',
  undo: 'undoing',
}

/** Work that could not be done leaves the list where it was, with the reason beside it. */
export async function refuseWork(
  tx: Tx,
  importId: string,
  task: 'check' | 'commit' | 'undo',
  refusal: { code: string; message: string; rows?: RowInTheWay[] },
): Promise<void> {
  // Compared anew, a changed record is no longer in the way.
  const needsCheck = task === 'commit'
  await tx
    .update(memberImport)
    .set({ status: backTo[task], refusal, done: 0, needsCheck, version: sql`${memberImport.version} + 1` })
    .where(sql`${memberImport.id} = ${importId} AND status = ${during[task]}`)
}
