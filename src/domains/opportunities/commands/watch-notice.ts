import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { type Actor, worksFor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { seatOf } from '../policy/following.ts'
import { noticeWatch } from '../tables/following.ts'
import { notice } from '../tables.ts'

/** The caller will be told when the notice changes. */
export async function watchNotice(tx: Tx, actor: Actor, now: Date, noticeId: string): Promise<void> {
  await beginWatch(tx, actor, now, noticeId, 'chosen')
  await recordWatch(tx, actor, now, 'opportunities/watch-begun')
}

/** The caller will be told no more, whatever the watch began with. */
export async function unwatchNotice(tx: Tx, actor: Actor, now: Date, noticeId: string): Promise<void> {
  await holdNotice(tx, actor, noticeId)
  await tx.delete(noticeWatch).where(ofSeat(actor, noticeId))
  await recordWatch(tx, actor, now, 'opportunities/watch-ended')
}

/** Whoever says for the own company that it is interested watches from then on, until the answer is another. */
export async function followAnswer(
  tx: Tx,
  actor: Actor,
  now: Date,
  about: { noticeId: string; companyId: string; isInterested: boolean },
): Promise<void> {
  if (!worksFor(actor, about.companyId)) return
  if (about.isInterested) return beginWatch(tx, actor, now, about.noticeId, 'interested')
  await tx.delete(noticeWatch).where(and(ofSeat(actor, about.noticeId), eq(noticeWatch.how, 'interested')))
}

async function beginWatch(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  how: 'chosen' | 'interested',
): Promise<void> {
  const seat = seatOf(actor)
  if (!seat) throw forbidden()
  await holdNotice(tx, actor, noticeId)
  await tx
    .insert(noticeWatch)
    .values({ ...seat, clusterId: actor.clusterId, noticeId, how, since: now })
    .onConflictDoNothing()
}

async function holdNotice(tx: Tx, actor: Actor, noticeId: string): Promise<void> {
  const [found] = await tx
    .select({ id: notice.id })
    .from(notice)
    .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, noticeId)))
  if (!found) throw notFound('This notice')
}

/** What somebody watches is nobody else's business: the entry says that, and not what. */
async function recordWatch(tx: Tx, actor: Actor, now: Date, action: string): Promise<void> {
  await record(tx, actor, now, {
    action,
    objectKind: 'account',
    objectId: actor.accountId ?? '',
    payload: {},
  })
}

function ofSeat(actor: Actor, noticeId: string) {
  return and(
    eq(noticeWatch.clusterId, actor.clusterId),
    eq(noticeWatch.noticeId, noticeId),
    eq(noticeWatch.accountId, actor.accountId ?? ''),
    actor.companyId === null ? isNull(noticeWatch.companyId) : eq(noticeWatch.companyId, actor.companyId),
  )
}
