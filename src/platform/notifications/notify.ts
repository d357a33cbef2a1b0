import { sql } from 'drizzle-orm'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { newId } from '#platform/new-id.ts'
import { notificationKind } from './kinds.ts'

export const notificationMailQueue = 'notifications.mail'

/** A person, and the company for which (null: the cluster itself). */
export type Recipient = { accountId: string; companyId: string | null }

export type News = {
  /** One of the declared kinds. */
  kind: string
  objectKind: string
  objectId: string
  /** What of the object it is about, such as its version: nobody is told the same twice. */
  occasion: string
  /** The object's name, in words all recipients may read. */
  title: string
  /** For the kind's sentence. */
  data?: Record<string, unknown>
  /** The page it leads to, from the root. */
  link: string
}

/**
 * Tells people, on their page and as each of them has chosen by mail too, in the caller's transaction. May be repeated:
 * what somebody was told already is left out. Answers how many were told.
 */
export async function notify(
  tx: Tx,
  actor: Actor,
  now: Date,
  news: News,
  to: readonly Recipient[],
): Promise<number> {
  const kind = notificationKind(news.kind)
  if (!kind) throw new Error(`No domain declares notifications of the kind ${news.kind}.`)
  if (to.length === 0) return 0

  const tell = async () => {
    const { rows } = await tx.execute<{ mail: string }>(sql`
      INSERT INTO notification (cluster_id, id, account_id, company_id, kind, object_kind, object_id, occasion, title, data, link,
        told_at, mail)
      SELECT ${actor.clusterId}, given.id, given.account, given.company, ${news.kind}, ${news.objectKind}, ${news.objectId},
        ${news.occasion}, ${news.title.slice(0, 300).toWellFormed()}, ${JSON.stringify(news.data ?? {})}::jsonb, ${news.link},
        ${now.toISOString()}, CASE chosen.way WHEN 'mail' THEN 'waiting' WHEN 'digest' THEN 'digest' ELSE 'none' END
      FROM jsonb_to_recordset(${JSON.stringify(
        to.map(({ accountId, companyId }) => ({ id: newId(), account: accountId, company: companyId })),
      )}::jsonb) AS given(id uuid, account uuid, company uuid)
      LEFT JOIN notification_choice choice ON choice.cluster_id = ${actor.clusterId}
        AND choice.account_id = given.account AND choice.kind = ${news.kind}
      CROSS JOIN LATERAL (SELECT coalesce(choice.way, ${kind.usual}) AS way) chosen
      WHERE chosen.way <> 'off'
      ON CONFLICT DO NOTHING
      RETURNING mail`)
    if (rows.some((row) => row.mail === 'waiting')) {
      await enqueue(tx, notificationMailQueue, { clusterId: actor.clusterId })
    }
    return rows.length
  }
  return actor.role === 'system' ? tell() : asSystem(tx, actor, tell)
}
