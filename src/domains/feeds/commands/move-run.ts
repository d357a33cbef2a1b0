import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import {
  finishImport,
  noticeImportTable,
  type ReadFile,
  startImport,
  storeBatch,
} from '#domains/opportunities/public.ts'
import type { TedHit } from '#engines/notice-feeds/ted-search.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { record } from '#platform/journal/journal.ts'
import { mayRunFeed } from '../policy.ts'
import { feedQueue, mostTries, waitMs } from '../rules.ts'
import type { runFailures } from '../schema.ts'
import { feedItem, feedRun } from '../tables.ts'

/** Another worker has this run now, or somebody stopped it. */
export class Overtaken extends Error {}

type Failure = (typeof runFailures)[number]
export type Claim = NonNullable<Awaited<ReturnType<typeof claimRun>>>

/**
 * Takes a run up where it stands. Whoever had it before finds out at the next step and lets go, so that a run goes on
 * at once after its worker was killed. Undefined when it has ended.
 */
export async function claimRun(tx: Tx, actor: Actor, now: Date, runId: string) {
  const [run] = await tx
    .update(feedRun)
    .set({ attempt: sql`${feedRun.attempt} + 1`, status: 'running', resumeAt: null, touchedAt: now })
    .where(and(ofRun(actor, runId), isNull(feedRun.finishedAt)))
    .returning()
  return run
}

/** Keeps the results of one answer together with where the list goes on. Tells how many were new. */
export async function keepAnswer(
  tx: Tx,
  actor: Actor,
  now: Date,
  run: Claim,
  answer: { hits: readonly TedHit[]; total: number; token: string | undefined },
): Promise<number> {
  await move(tx, actor, run, {
    token: answer.token ?? null,
    lastNumber: answer.hits.at(-1)?.number ?? run.lastNumber,
    answersRead: sql`${feedRun.answersRead} + 1`,
    announced: answer.total,
    tries: 0,
    failure: null,
    touchedAt: now,
  })
  const { rows } = await tx.execute<{ isNew: boolean }>(sql`
    INSERT INTO tender_feed_item (cluster_id, run_id, number, xml_url)
    SELECT DISTINCT ON (given.number) ${actor.clusterId}::uuid, ${run.id}::uuid, given.number, given."xmlUrl"
    FROM jsonb_to_recordset(${JSON.stringify(answer.hits)}::jsonb) AS given(number text, "xmlUrl" text)
    ORDER BY given.number
    ON CONFLICT (cluster_id, run_id, number) DO UPDATE SET is_carried = false
    RETURNING xmax = 0 AS "isNew"`)
  return rows.filter((row) => row.isNew).length
}

/** Begins the list anew: the other side knows the token no more, or gave fewer results than it announced. */
export async function walkAgain(tx: Tx, actor: Actor, now: Date, run: Claim): Promise<void> {
  await move(tx, actor, run, { token: null, walks: sql`${feedRun.walks} + 1`, touchedAt: now })
}

/** How many results of the list are kept. */
export async function countListed(tx: Tx, actor: Actor, runId: string): Promise<number> {
  return tx.$count(
    feedItem,
    and(eq(feedItem.clusterId, actor.clusterId), eq(feedItem.runId, runId), eq(feedItem.isCarried, false)),
  )
}

/** The list is whole: what is here already is left out, and the rest gets an import to be stored under. */
export async function endListing(tx: Tx, actor: Actor, now: Date, run: Claim): Promise<void> {
  const { clusterId } = actor
  // A published notice never changes: its correction is published under a number of its own.
  await tx.execute(sql`
    UPDATE tender_feed_item i SET state = 'known'
    WHERE i.cluster_id = ${clusterId} AND i.run_id = ${run.id} AND i.state = 'waiting' AND EXISTS (
      SELECT FROM notice_alias a WHERE a.cluster_id = i.cluster_id
        AND a.alias = lpad(split_part(i.number, '-', 1), 8, '0') || '-' || split_part(i.number, '-', 2))`)
  const waiting = await readWaiting(tx, actor, run.id, 1)
  const importId =
    waiting.length === 0
      ? null
      : await startImport(tx, actor, now, {
          name: `TED ${run.fromDay} – ${run.untilDay}`,
          source: 'ted',
          fileId: null,
        })
  await move(tx, actor, run, { isListed: true, token: null, importId, touchedAt: now })
}

/** The next notices to fetch, in the order of their numbers, and how many were dealt with before. */
export async function readNext(tx: Tx, actor: Actor, run: Claim, limit: number) {
  const items = await readWaiting(tx, actor, run.id, limit)
  const [report] =
    run.importId === null
      ? []
      : await tx
          .select({ entriesDone: noticeImportTable.entriesDone })
          .from(noticeImportTable)
          .where(
            and(eq(noticeImportTable.clusterId, actor.clusterId), eq(noticeImportTable.id, run.importId)),
          )
  return { items, done: report?.entriesDone ?? 0 }
}

/** What came of fetching one notice. `isLost`: another try may bring more. */
export type Fetched = { number: string; file: ReadFile; isLost: boolean }

/** Stores what was fetched, and notes it as dealt with, in one go. */
export async function storeFetched(
  tx: Tx,
  actor: Actor,
  now: Date,
  run: Claim,
  done: number,
  fetched: readonly Fetched[],
): Promise<void> {
  await move(tx, actor, run, { tries: 0, failure: null, touchedAt: now })
  if (run.importId === null) throw new Error('A run without an import has nothing to store.')
  const files = fetched.map((one) => one.file)
  if ((await storeBatch(tx, actor, now, run.importId, done, files)) === undefined) throw new Overtaken()

  const states = fetched.map(({ number, isLost }) => ({ number, state: isLost ? 'lost' : 'done' }))
  await tx.execute(sql`
    UPDATE tender_feed_item i SET state = given.state, tries = i.tries + 1
    FROM jsonb_to_recordset(${JSON.stringify(states)}::jsonb) AS given(number text, state text)
    WHERE i.cluster_id = ${actor.clusterId} AND i.run_id = ${run.id} AND i.number = given.number`)
}

/** The other side is away: the run waits and tries again, and gives up after many times. */
export async function waitForTed(
  tx: Tx,
  actor: Actor,
  now: Date,
  run: Claim,
  failure: Failure,
  retryAfterMs: number | undefined,
): Promise<Date | undefined> {
  const [found] = await tx.select({ tries: feedRun.tries }).from(feedRun).where(ofRun(actor, run.id))
  const tries = (found?.tries ?? 0) + 1
  if (tries >= mostTries) {
    await endRun(tx, actor, now, run.id, 'failed', failure)
    return undefined
  }
  const resumeAt = new Date(now.getTime() + waitMs(tries - 1, retryAfterMs))
  await move(tx, actor, run, { status: 'waiting', tries, failure, resumeAt, touchedAt: now })
  await enqueue(tx, feedQueue, { clusterId: actor.clusterId, runId: run.id }, resumeAt)
  return resumeAt
}

/** The run goes on in a job of its own, so that no job lasts long. */
export async function goOn(tx: Tx, actor: Actor, now: Date, run: Claim): Promise<void> {
  await move(tx, actor, run, { touchedAt: now })
  await enqueue(tx, feedQueue, { clusterId: actor.clusterId, runId: run.id })
}

/** Ends a run, and its import with it. One that has ended stays as it is. */
export async function endRun(
  tx: Tx,
  actor: Actor,
  now: Date,
  runId: string,
  status: 'finished' | 'failed' | 'stopped',
  failure: Failure | null = null,
): Promise<void> {
  const [ended] = await tx
    .update(feedRun)
    .set({ status, failure, finishedAt: now, touchedAt: now, resumeAt: null, token: null })
    .where(and(ofRun(actor, runId), isNull(feedRun.finishedAt)))
    .returning({ importId: feedRun.importId, fromDay: feedRun.fromDay, untilDay: feedRun.untilDay })
  if (!ended) return

  if (ended.importId !== null) {
    await finishImport(tx, actor, now, ended.importId, status === 'failed' ? 'failed' : 'finished')
  }
  await record(tx, actor, now, {
    action: `feeds/run-${status}`,
    objectKind: 'tender-feed-run',
    objectId: runId,
    payload: { title: 'TED', days: { from: ended.fromDay, until: ended.untilDay }, failure },
  })
}

/** Somebody ends a run before its time; what it has stored stays. */
export async function stopRun(tx: Tx, actor: Actor, now: Date, runId: string): Promise<void> {
  const [found] = await tx.select({ id: feedRun.id }).from(feedRun).where(ofRun(actor, runId))
  if (!found || !mayRunFeed(actor)) throw notFound('This run')
  await endRun(tx, actor, now, runId, 'stopped')
}

/** Every step of a run goes through here: only the worker that holds it, and only until it ends. */
async function move(
  tx: Tx,
  actor: Actor,
  run: Claim,
  change: Parameters<ReturnType<Tx['update']>['set']>[0],
): Promise<void> {
  const moved = await tx
    .update(feedRun)
    .set(change)
    .where(and(ofRun(actor, run.id), eq(feedRun.attempt, run.attempt), isNull(feedRun.finishedAt)))
    .returning({ id: feedRun.id })
  if (moved.length === 0) throw new Overtaken()
}

async function readWaiting(tx: Tx, actor: Actor, runId: string, limit: number) {
  return tx
    .select({ number: feedItem.number, xmlUrl: feedItem.xmlUrl })
    .from(feedItem)
    .where(
      and(eq(feedItem.clusterId, actor.clusterId), eq(feedItem.runId, runId), eq(feedItem.state, 'waiting')),
    )
    .orderBy(asc(feedItem.number))
    .limit(limit)
}

function ofRun(actor: Actor, runId: string) {
  return and(eq(feedRun.clusterId, actor.clusterId), eq(feedRun.id, runId))
}
