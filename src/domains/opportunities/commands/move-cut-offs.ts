import { and, eq, gte, lt } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { entryDays } from '../rules.ts'
import { notice } from '../tables.ts'

/** Where a call has several days of entry and one has gone by, the next one becomes its deadline. */
export async function moveCutOffs(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const passed = await tx
    .select({ id: notice.id, document: notice.document })
    .from(notice)
    .where(
      and(
        eq(notice.clusterId, actor.clusterId),
        eq(notice.kind, 'eu-call'),
        lt(notice.deadline, now),
        gte(notice.openUntil, now),
      ),
    )
  for (const { id, document } of passed) {
    const next = entryDays(document).find((day) => day >= now)
    if (next === undefined) continue
    await tx
      .update(notice)
      .set({ deadline: next, tenderDeadline: next })
      .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, id)))
  }
}
