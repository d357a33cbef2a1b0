import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import { tedQuery } from '#engines/notice-feeds/ted-search.ts'
import { dateIn } from '#platform/clock.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { cluster } from '#platform/identity/tables.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { mayRunFeed } from '../policy.ts'
import { daysToAsk, feedQueue, leftBehindMs, mostItemTries, nextRun, tedChoiceOf } from '../rules.ts'
import type { runTriggers } from '../schema.ts'
import { feedRun, tenderFeed } from '../tables.ts'

type Trigger = (typeof runTriggers)[number]

/** Begins to fetch, now; refused while another run is under way. */
export async function startRun(tx: Tx, actor: Actor, now: Date, trigger: Trigger): Promise<string> {
  if (!mayRunFeed(actor)) throw forbidden()
  const { clusterId } = actor
  const [feed] = await tx.select().from(tenderFeed).where(eq(tenderFeed.clusterId, clusterId)).for('update')
  if (!feed) {
    throw new Refusal('feeds/not-set-up', 409, 'Please choose first what is to be fetched from TED.')
  }
  if ((await openRun(tx, actor)) !== undefined) {
    throw new Refusal('feeds/under-way', 409, 'Notices are being fetched already.')
  }

  const [[home], [last]] = await Promise.all([
    tx.select({ timeZone: cluster.timeZone }).from(cluster).where(eq(cluster.id, clusterId)),
    tx
      .select({ untilDay: feedRun.untilDay })
      .from(feedRun)
      .where(and(eq(feedRun.clusterId, clusterId), eq(feedRun.status, 'finished')))
      .orderBy(desc(feedRun.untilDay))
      .limit(1),
  ])
  if (!home) throw notFound('This cluster')
  const days = daysToAsk(dateIn(home.timeZone, now), feed.daysBack, last?.untilDay)
  const id = newId(now.getTime())
  await tx.insert(feedRun).values({
    clusterId,
    id,
    trigger,
    query: tedQuery(tedChoiceOf(feed), days),
    fromDay: days.from,
    untilDay: days.until,
    startedBy: actor.accountId,
    startedAt: now,
    touchedAt: now,
    status: 'waiting',
  })
  await takeOverLost(tx, clusterId, id)
  await forgetOldItems(tx, clusterId, now)
  await enqueue(tx, feedQueue, { clusterId, runId: id })
  await record(tx, actor, now, {
    action: 'feeds/run-started',
    objectKind: 'tender-feed-run',
    objectId: id,
    payload: { title: 'TED', days, trigger },
  })
  return id
}

/** By the clock: starts the feed when it is due, and takes up a run that its worker left behind. */
export async function startDue(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const { clusterId } = actor
  const [[feed], [home], open] = await Promise.all([
    tx.select().from(tenderFeed).where(eq(tenderFeed.clusterId, clusterId)).for('update'),
    tx.select({ timeZone: cluster.timeZone }).from(cluster).where(eq(cluster.id, clusterId)),
    openRun(tx, actor),
  ])
  if (!feed || !home) return

  if (open !== undefined && open.touchedAt.getTime() < now.getTime() - leftBehindMs) {
    const isWaiting = open.resumeAt !== null && open.resumeAt.getTime() > now.getTime() - leftBehindMs
    if (!isWaiting) await enqueue(tx, feedQueue, { clusterId, runId: open.id })
  }
  if (!feed.isOn || feed.nextRunAt === null || feed.nextRunAt > now) return

  const nextRunAt = nextRun(now, dateIn(home.timeZone, now), feed.hour, home.timeZone)
  await tx.update(tenderFeed).set({ nextRunAt }).where(eq(tenderFeed.clusterId, clusterId))
  if (open === undefined) await startRun(tx, actor, now, 'clock')
}

/** The run of the cluster that has not ended. */
export async function openRun(tx: Tx, actor: Actor) {
  const [open] = await tx
    .select({ id: feedRun.id, touchedAt: feedRun.touchedAt, resumeAt: feedRun.resumeAt })
    .from(feedRun)
    .where(and(eq(feedRun.clusterId, actor.clusterId), isNull(feedRun.finishedAt)))
  return open
}

/** What earlier runs could not fetch is tried again, however old it has become. */
async function takeOverLost(tx: Tx, clusterId: string, runId: string): Promise<void> {
  await tx.execute(sql`
    INSERT INTO tender_feed_item (cluster_id, run_id, number, xml_url, tries, is_carried)
    SELECT cluster_id, ${runId}, number, max(xml_url), max(tries), true FROM tender_feed_item
    WHERE cluster_id = ${clusterId} AND state = 'lost' AND tries < ${mostItemTries} GROUP BY cluster_id, number`)
  await tx.execute(sql`
    UPDATE tender_feed_item SET tries = ${mostItemTries}
    WHERE cluster_id = ${clusterId} AND state = 'lost' AND run_id <> ${runId}`)
}

const keepItemsMs = 90 * 24 * 60 * 60_000

async function forgetOldItems(tx: Tx, clusterId: string, now: Date): Promise<void> {
  const old = tx
    .select({ id: feedRun.id })
    .from(feedRun)
    .where(
      and(eq(feedRun.clusterId, clusterId), lt(feedRun.finishedAt, new Date(now.getTime() - keepItemsMs))),
    )
  await tx.execute(sql`DELETE FROM tender_feed_item WHERE cluster_id = ${clusterId} AND run_id IN ${old}`)
}
