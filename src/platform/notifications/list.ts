import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { kindsFor, notificationKind, type Way } from './kinds.ts'
import { notification, notificationChoice } from './tables.ts'

const pageSize = 50

/** What the caller was told under the present hat, newest first. */
export async function listNotifications(tx: Tx, actor: Actor, before: string | undefined) {
  const rows = await tx
    .select()
    .from(notification)
    .where(and(ofSeat(actor), before === undefined ? undefined : lt(notification.id, before)))
    .orderBy(desc(notification.id))
    .limit(pageSize)
  const unread = await countUnread(tx, actor)
  return {
    items: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      title: row.title,
      text: notificationKind(row.kind)?.say(actor.language, row.data) ?? '',
      link: row.link,
      toldAt: row.toldAt.toISOString(),
      isRead: row.readAt !== null,
    })),
    next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null,
    unread,
  }
}

/** Counted to a hundred: beyond that nobody wants to know. */
export async function countUnread(tx: Tx, actor: Actor): Promise<number> {
  const some = tx
    .select({ id: notification.id })
    .from(notification)
    .where(and(ofSeat(actor), isNull(notification.readAt)))
    .limit(100)
    .as('some')
  const [row] = await tx.select({ unread: sql<number>`count(*)::int` }).from(some)
  return row?.unread ?? 0
}

/** Marks lines as read, or with nothing said all of them. */
export async function markRead(
  tx: Tx,
  actor: Actor,
  now: Date,
  ids: readonly string[] | undefined,
): Promise<void> {
  await tx
    .update(notification)
    .set({ readAt: now })
    .where(
      and(
        ofSeat(actor),
        isNull(notification.readAt),
        ids === undefined ? undefined : inArray(notification.id, [...ids]),
      ),
    )
}

/** How the caller wants to hear of each kind the present hat may be told of. */
export async function listChoices(tx: Tx, actor: Actor) {
  const rows = await tx
    .select({ kind: notificationChoice.kind, way: notificationChoice.way })
    .from(notificationChoice)
    .where(
      and(
        eq(notificationChoice.clusterId, actor.clusterId),
        eq(notificationChoice.accountId, actor.accountId ?? ''),
      ),
    )
  const { language } = actor
  return {
    items: kindsFor(actor.role).map(({ kind, usual, name, hint }) => ({
      kind,
      name: name[language],
      hint: hint[language],
      way: rows.find((row) => row.kind === kind)?.way ?? usual,
    })),
  }
}

export async function chooseWay(
  tx: Tx,
  actor: Actor,
  accountId: string,
  kind: string,
  way: Way,
): Promise<void> {
  await tx
    .insert(notificationChoice)
    .values({ clusterId: actor.clusterId, accountId, kind, way })
    .onConflictDoUpdate({
      target: [notificationChoice.clusterId, notificationChoice.accountId, notificationChoice.kind],
      set: { way },
    })
}

/** The present hat's lines: row security shows no others either. */
function ofSeat(actor: Actor) {
  return and(
    eq(notification.clusterId, actor.clusterId),
    eq(notification.accountId, actor.accountId ?? ''),
    actor.companyId === null ? isNull(notification.companyId) : eq(notification.companyId, actor.companyId),
    inArray(
      notification.kind,
      kindsFor(actor.role).map((one) => one.kind),
    ),
  )
}
