import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { hashToken, newToken } from '#platform/identity/secrets.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { seatOf } from '../policy/following.ts'
import { readSearch } from '../queries/saved-searches.ts'
import { calendarFeed } from '../tables/following.ts'

const mostFeeds = 20

/** Makes an address from which a calendar program reads deadlines. Its secret is answered here and nowhere again. */
export async function makeFeed(
  tx: Tx,
  actor: Actor,
  now: Date,
  searchId: string | null,
): Promise<{ id: string; token: string }> {
  const seat = seatOf(actor)
  if (!seat) throw forbidden()
  if (searchId !== null) await readSearch(tx, actor, searchId)
  const { clusterId } = actor
  const live = await tx
    .select({ id: calendarFeed.id })
    .from(calendarFeed)
    .where(and(eq(calendarFeed.clusterId, clusterId), isNull(calendarFeed.revokedAt)))
  if (live.length >= mostFeeds) {
    throw new Refusal(
      'opportunities/too-many-calendars',
      422,
      'You have twenty calendar addresses. Please end one first.',
    )
  }
  const id = newId(now.getTime())
  const token = newToken()
  await tx
    .insert(calendarFeed)
    .values({ ...seat, clusterId, id, searchId, tokenHash: hashToken(token), createdAt: now })
  await recordFeed(tx, actor, now, id, 'opportunities/calendar-made')
  return { id, token }
}

/** From now on the address answers as one that never was. */
export async function revokeFeed(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  const revoked = await tx
    .update(calendarFeed)
    .set({ revokedAt: now })
    .where(
      and(
        eq(calendarFeed.clusterId, actor.clusterId),
        eq(calendarFeed.id, id),
        isNull(calendarFeed.revokedAt),
      ),
    )
    .returning({ id: calendarFeed.id })
  if (revoked.length === 0) throw notFound('This calendar')
  await recordFeed(tx, actor, now, id, 'opportunities/calendar-revoked')
}

async function recordFeed(tx: Tx, actor: Actor, now: Date, id: string, action: string): Promise<void> {
  await record(tx, actor, now, { action, objectKind: 'calendar-feed', objectId: id, payload: {} })
}
