import { and, eq, inArray, sql } from 'drizzle-orm'
import * as z from 'zod'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { listClusters } from '#platform/jobs/clusters.ts'
import type { QueueWork, Timer } from '#platform/jobs/work.ts'
import { errorForLog } from '#platform/log.ts'
import { sendMail } from '#platform/mail/send.ts'
import { unsubscribeUrl } from '#platform/mail/unsubscribe.ts'
import { instantAt } from '#values/wall-clock.ts'
import { dateIn } from '../clock.ts'
import { notificationKind } from './kinds.ts'
import { newsLetter, type ToldLine } from './letters.ts'
import { notificationMailQueue } from './notify.ts'
import { notification } from './tables.ts'

const batch = 100
/** When the morning's mail is gathered, on the cluster's clock. */
const morning = '08:00:00'
const job = z.object({ clusterId: z.uuid() })

/** Mails what waits in one cluster, some at a time, each lot with its mails in one transaction. */
export function notificationMailWork(house: House): QueueWork {
  return {
    queue: notificationMailQueue,
    async work(data) {
      const { clusterId } = job.parse(data)
      await mailAll(house, clusterId, 'waiting')
    },
  }
}

/** Once a day, everything somebody wants to hear of in one mail. */
export const notificationDigestTimer: Timer = {
  queue: 'notifications.digest',
  cron: '*/15 * * * *',
  async run(house) {
    const now = house.clock.now()
    for (const { id, timeZone } of await listClusters(house)) {
      const gathered = instantAt(dateIn(timeZone, now), morning, timeZone)
      if (!gathered || gathered > now) continue
      try {
        await mailAll(house, id, 'digest', gathered)
      } catch (error) {
        house.log.error({ clusterId: id, failure: errorForLog(error) }, 'notifications not mailed')
      }
    }
  },
}

type Lot = 'waiting' | 'digest'

async function mailAll(house: House, clusterId: string, lot: Lot, until?: Date): Promise<void> {
  const scope = { clusterId, accountId: '', role: 'system', companyId: null }
  for (;;) {
    const people = await inTransaction(house.pool, scope, (tx) => mailSome(tx, house, clusterId, lot, until))
    if (people < batch) return
  }
}

type Row = ToldLine & {
  id: string
  accountId: string
  companyId: string | null
  kind: string
  email: string
  name: string
  language: 'en' | 'et'
  roles: string[] | null
}

/** Who no longer wears a hat the news is for gets no mail. Answers how many people were dealt with. */
async function mailSome(
  tx: Tx,
  house: House,
  clusterId: string,
  lot: Lot,
  until: Date | undefined,
): Promise<number> {
  const due = until === undefined ? sql`true` : sql`told_at <= ${until.toISOString()}`
  const { rows } = await tx.execute<Row>(sql`
    WITH people AS (SELECT account_id, company_id FROM notification
      WHERE cluster_id = ${clusterId} AND mail = ${lot} AND ${due}
      GROUP BY 1, 2 ORDER BY min(told_at) LIMIT ${batch}),
    taken AS (SELECT n.id, n.account_id, n.company_id, n.kind, n.title, n.data, n.link FROM notification n JOIN people p
        ON p.account_id = n.account_id AND p.company_id IS NOT DISTINCT FROM n.company_id
      WHERE n.cluster_id = ${clusterId} AND n.mail = ${lot} AND ${due}
      FOR UPDATE OF n SKIP LOCKED)
    SELECT t.id, t.account_id AS "accountId", t.company_id AS "companyId", t.kind, t.title, t.data, t.link, a.email, a.name, a.language,
      (SELECT array_agg(h.role) FROM hat h WHERE h.cluster_id = ${clusterId} AND h.account_id = t.account_id
        AND h.company_id IS NOT DISTINCT FROM t.company_id AND h.ended_at IS NULL AND a.deactivated_at IS NULL) AS roles
    FROM taken t JOIN account a ON a.id = t.account_id ORDER BY t.id`)
  const bySeat = Map.groupBy(
    rows,
    (row) => `${row.accountId} ${row.companyId} ${lot === 'waiting' ? row.id : ''}`,
  )
  for (const lines of bySeat.values()) await mailOne(tx, house, clusterId, lot, lines)
  return new Set(rows.map((row) => `${row.accountId} ${row.companyId}`)).size
}

async function mailOne(
  tx: Tx,
  house: House,
  clusterId: string,
  lot: Lot,
  lines: readonly Row[],
): Promise<void> {
  const [first] = lines
  const due = lines.filter(({ kind, roles }) =>
    notificationKind(kind)?.hats.some((hat) => roles?.includes(hat)),
  )
  if (first && due.length > 0) {
    const what = lot === 'waiting' ? first.kind : '*'
    await sendMail(tx, clusterId, {
      to: first.email,
      template: newsLetter,
      language: first.language,
      data: { name: first.name, lines: due, url: house.config.publicUrl },
      // What somebody follows is their own business: the mail page shows nobody this letter's text.
      hasSecret: true,
      unsubscribeUrl: unsubscribeUrl(house, {
        clusterId,
        accountId: first.accountId,
        what: 'notification',
        id: what,
      }),
    })
  }
  const ids = lines.map((line) => line.id)
  await tx
    .update(notification)
    .set({ mail: due.length > 0 ? 'sent' : 'none' })
    .where(and(eq(notification.clusterId, clusterId), inArray(notification.id, ids)))
}
