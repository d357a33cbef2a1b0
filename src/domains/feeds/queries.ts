import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { noticeImportTable } from '#domains/opportunities/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { account, cluster } from '#platform/identity/tables.ts'
import { mayRunFeed } from './policy.ts'
import { suggestedFeed } from './rules.ts'
import type { FeedRun, TenderFeed } from './schema.ts'
import { feedItem, feedRun, tenderFeed } from './tables.ts'

const mostRuns = 30

/** What is fetched from TED and when, and how the newest runs went. */
export async function readFeed(tx: Tx, actor: Actor): Promise<TenderFeed> {
  const [[home], [feed], runs] = await Promise.all([
    tx.select({ timeZone: cluster.timeZone }).from(cluster).where(eq(cluster.id, actor.clusterId)),
    tx
      .select({ feed: tenderFeed, changedBy: account.name })
      .from(tenderFeed)
      .leftJoin(account, eq(account.id, tenderFeed.changedBy))
      .where(eq(tenderFeed.clusterId, actor.clusterId)),
    readRuns(tx, actor),
  ])
  if (!home) throw notFound('This cluster')
  const chosen = feed?.feed ?? { ...suggestedFeed, version: 0, nextRunAt: null, changedAt: null }
  return {
    isOn: chosen.isOn,
    cpv: [...chosen.cpv],
    countries: [...chosen.countries],
    defence: chosen.defence,
    hasAwards: chosen.hasAwards,
    daysBack: chosen.daysBack,
    hour: chosen.hour,
    version: chosen.version,
    timeZone: home.timeZone,
    nextRunAt: chosen.nextRunAt?.toISOString() ?? null,
    changedBy: feed?.changedBy ?? null,
    changedAt: chosen.changedAt?.toISOString() ?? null,
    runs,
    abilities: mayRunFeed(actor) ? ['change', 'fetch'] : [],
  }
}

/** One run and how far it has come. */
export async function readRun(tx: Tx, actor: Actor, id: string): Promise<FeedRun> {
  const [run] = await readRuns(tx, actor, id)
  if (!run) throw notFound('This run')
  return run
}

async function readRuns(tx: Tx, actor: Actor, id?: string): Promise<FeedRun[]> {
  const { clusterId } = actor
  const rows = await tx
    .select({ run: feedRun, startedBy: account.name, report: noticeImportTable })
    .from(feedRun)
    .leftJoin(account, eq(account.id, feedRun.startedBy))
    .leftJoin(
      noticeImportTable,
      and(eq(noticeImportTable.clusterId, feedRun.clusterId), eq(noticeImportTable.id, feedRun.importId)),
    )
    .where(and(eq(feedRun.clusterId, clusterId), id === undefined ? undefined : eq(feedRun.id, id)))
    .orderBy(desc(feedRun.startedAt))
    .limit(mostRuns)
  const counts = await countItems(
    tx,
    clusterId,
    rows.map(({ run }) => run.id),
  )
  return rows.map(({ run, startedBy, report }) => ({
    id: run.id,
    trigger: run.trigger,
    status: run.status,
    startedBy,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    fromDay: run.fromDay,
    untilDay: run.untilDay,
    announced: run.announced,
    isListed: run.isListed,
    lastNumber: run.lastNumber,
    ...(counts.get(run.id) ?? { listed: 0, known: 0, fetched: 0, waiting: 0, lost: 0 }),
    added: report?.added ?? 0,
    updated: report?.updated ?? 0,
    unchanged: report?.unchanged ?? 0,
    refused: report?.refused ?? 0,
    importId: run.importId,
    failure: run.failure,
    resumeAt: run.resumeAt?.toISOString() ?? null,
  }))
}

async function countItems(tx: Tx, clusterId: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const of = (state: 'waiting' | 'known' | 'done' | 'lost') =>
    sql<number>`count(*) FILTER (WHERE ${feedItem.state} = ${state})::int`
  const rows = await tx
    .select({
      runId: feedItem.runId,
      listed: sql<number>`count(*) FILTER (WHERE NOT ${feedItem.isCarried})::int`,
      known: of('known'),
      fetched: of('done'),
      waiting: of('waiting'),
      lost: of('lost'),
    })
    .from(feedItem)
    .where(and(eq(feedItem.clusterId, clusterId), inArray(feedItem.runId, ids)))
    .groupBy(feedItem.runId)
  return new Map(rows.map(({ runId, ...counts }) => [runId, counts]))
}
