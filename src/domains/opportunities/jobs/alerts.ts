import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { systemActor } from '#platform/identity/actor.ts'
import type { Entry } from '#platform/journal/subscriptions.ts'
import { tellOfChange, tellOfLater } from '../commands/tell-watchers.ts'

/** After an import: tells who watches what changed, and what the new notices are about. */
export async function alertWatchers(tx: Tx, entry: Entry): Promise<void> {
  const actor = systemActor(entry.clusterId)
  const now = new Date()
  const { rows } = await tx.execute<{ replaced: number | null; noticeIds: string[] | null }>(sql`
    SELECT (payload ->> 'replaced')::int AS replaced, payload -> 'noticeIds' AS "noticeIds" FROM journal_payload
    WHERE cluster_id = ${entry.clusterId} AND number = ${entry.number}`)
  const [said] = rows
  if (said?.replaced) await tellOfChange(tx, actor, now, entry.objectId, said.replaced)
  if (said?.noticeIds) await tellOfLater(tx, actor, now, said.noticeIds)
}
