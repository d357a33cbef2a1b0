import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { keptDays } from '../rules.ts'

/** Rows that nobody took within a month, and what would take an older list back: both name people. */
export async function forgetOld(tx: Tx, now: Date): Promise<void> {
  const since = new Date(now.getTime() - keptDays * 86_400_000).toISOString()
  const old = sql`import_id IN (SELECT id FROM member_import WHERE started_at < ${since} AND status NOT IN ('committing', 'undoing'))`
  for (const table of ['member_import_row', 'member_import_item', 'member_import_decision']) {
    await tx.execute(sql`DELETE FROM ${sql.identifier(table)} WHERE ${old}`)
  }
  await tx.execute(sql`
    DELETE FROM member_import_change WHERE import_id IN
      (SELECT id FROM member_import WHERE committed_at < ${since} AND status <> 'undoing')`)
  await tx.execute(sql`
    UPDATE member_import SET status = 'discarded', plan = plan || '{"samples": []}', refusal = NULL
    WHERE started_at < ${since} AND status IN ('reading', 'columns', 'checking', 'checked', 'failed')`)
}
