import { and, eq, inArray } from 'drizzle-orm'
import type { Unsubscriber } from '#platform/mail/unsubscribe.ts'
import { allKinds } from './kinds.ts'
import { chooseWay } from './list.ts'
import { notification, notificationChoice } from './tables.ts'

/** Ends the mails of one kind, or of the morning's mail; the page goes on telling. */
export const notificationUnsubscriber: Unsubscriber = {
  what: 'notification',
  async stop(tx, actor, _now, accountId, id) {
    const { clusterId } = actor
    if (id !== '*') {
      await chooseWay(tx, actor, accountId, id, 'page')
    } else {
      const chosen = await tx
        .select({ kind: notificationChoice.kind, way: notificationChoice.way })
        .from(notificationChoice)
        .where(and(eq(notificationChoice.clusterId, clusterId), eq(notificationChoice.accountId, accountId)))
      for (const { kind, usual } of allKinds()) {
        const way = chosen.find((one) => one.kind === kind)?.way ?? usual
        if (way === 'digest') await chooseWay(tx, actor, accountId, kind, 'page')
      }
    }
    // What waited to be mailed is on the page already.
    await tx
      .update(notification)
      .set({ mail: 'none' })
      .where(
        and(
          eq(notification.clusterId, clusterId),
          eq(notification.accountId, accountId),
          inArray(notification.mail, ['waiting', 'digest']),
          id === '*' ? eq(notification.mail, 'digest') : eq(notification.kind, id),
        ),
      )
  },
}
