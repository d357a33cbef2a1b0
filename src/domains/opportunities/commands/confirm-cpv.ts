import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { record } from '#platform/journal/journal.ts'
import { mayConfirmCpv } from '../policy.ts'
import { isHidden } from '../rules/entry-document.ts'
import { matchQueue, textIn } from '../rules.ts'
import { notice } from '../tables.ts'

/** Settles the codes of a notice that states none itself, the main one first; it is then matched anew. */
export async function confirmCpv(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  version: number,
  cpv: readonly string[],
): Promise<void> {
  if (!mayConfirmCpv(actor)) throw forbidden()
  const [found] = await tx
    .select({
      title: notice.title,
      languages: notice.languages,
      version: notice.version,
      cpv: notice.cpv,
      confirmedAt: notice.cpvConfirmedAt,
      visibility: notice.visibility,
    })
    .from(notice)
    .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, noticeId)))
    .for('update')
  if (!found) throw notFound('This notice')
  if (found.version !== version) throw stale(found.version)
  if (found.cpv.length > 0 && found.confirmedAt === null) {
    throw new Refusal('opportunities/codes-stated', 409, 'The buyer states the codes of this notice.')
  }

  const codes = [...new Set(cpv)]
  await tx
    .update(notice)
    .set({
      cpv: codes,
      cpvMain: codes[0] ?? null,
      cpvConfirmedBy: actor.accountId,
      cpvConfirmedAt: now,
      version: version + 1,
      matchWanted: sql`${notice.matchWanted} + 1`,
    })
    .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, noticeId)))
  await enqueue(tx, matchQueue, { clusterId: actor.clusterId })
  await record(tx, actor, now, {
    action: 'opportunities/cpv-confirmed',
    objectKind: 'notice',
    objectId: noticeId,
    payload: {
      title: textIn(found.title, 'en', found.languages).text.slice(0, 200),
      subject: codes.join(', '),
      cpv: codes,
      ...(isHidden(found.visibility) ? {} : { audience: 'cluster' }),
    },
  })
}
