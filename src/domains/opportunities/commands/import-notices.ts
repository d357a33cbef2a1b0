import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { isDatabaseAway, type Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { cluster } from '#platform/identity/tables.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { mayImport } from '../policy.ts'
import { importQueue, matchQueue } from '../rules.ts'
import type { noticeSources } from '../schema.ts'
import { noticeImport } from '../tables.ts'
import { type Into, type KnownNotices, type ReadNotice, readKnown, storeNotice } from './store-notice.ts'

/** A file of an upload: a notice that could be read, or the reason why not. */
export type ReadFile = ReadNotice | { name: string; refused: { code: string; message: string } }

export type Outcome = 'added' | 'updated' | 'unchanged' | 'refused'
type NotTaken = { code: string; message: string; failure?: unknown }

/** What became of one file. `failure` is for the log: why the database could not hold it. */
export type ImportedFile = { name: string; outcome: Outcome; refused?: NotTaken }

/** Opens an import. One over a stored file is handed to the background; others are fed by their caller. */
export async function startImport(
  tx: Tx,
  actor: Actor,
  now: Date,
  input: { name: string; source: (typeof noticeSources)[number]; fileId: string | null },
): Promise<string> {
  if (!mayImport(actor)) throw forbidden()
  const { clusterId } = actor
  const id = newId(now.getTime())
  await tx
    .insert(noticeImport)
    .values({ ...input, clusterId, id, startedBy: actor.accountId, startedAt: now })
  if (input.fileId !== null) await enqueue(tx, importQueue, { clusterId, importId: id })
  await record(tx, actor, now, {
    action: 'opportunities/import-started',
    objectKind: 'notice-import',
    objectId: id,
    payload: { title: input.name },
  })
  return id
}

/** After a restore, whose jobs are gone: stored uploads go on where they stood, what a caller fed has ended. */
export async function resumeImports(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const { clusterId } = actor
  const unfinished = await tx
    .select({ id: noticeImport.id, fileId: noticeImport.fileId })
    .from(noticeImport)
    .where(and(eq(noticeImport.clusterId, clusterId), inArray(noticeImport.status, ['waiting', 'running'])))
  for (const { id, fileId } of unfinished) {
    if (fileId !== null) await enqueue(tx, importQueue, { clusterId, importId: id })
    else await finishImport(tx, actor, now, id, 'failed')
  }
  await enqueue(tx, matchQueue, { clusterId })
}

/**
 * Stores the next files of an import, `startAt` of which are done. The import's own count moves in the same
 * transaction: when the work is cut off and taken up again, nothing is stored twice and nothing left out. Answers
 * undefined when somebody else has done these files meanwhile.
 */
export async function storeBatch(
  tx: Tx,
  actor: Actor,
  now: Date,
  importId: string,
  startAt: number,
  files: readonly ReadFile[],
): Promise<ImportedFile[] | undefined> {
  if (!mayImport(actor)) throw forbidden()
  const running = await lockImport(tx, importId)
  if (running.entriesDone !== startAt || running.finishedAt !== null) return undefined

  // Two imports of one cluster take turns, so that both see what the other stored.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`notices of ${actor.clusterId}`}, 0))`)
  const { timeZone } = await readHome(tx, actor)
  const into = { importId, source: running.source, timeZone }
  const known = await readKnown(
    tx,
    actor,
    files.filter((file) => 'notice' in file),
  )
  const done: ImportedFile[] = []
  const changed: string[] = []
  for (const file of files) {
    const { name } = file
    const stored = 'refused' in file ? file : await storeOrRefuse(tx, actor, now, into, known, file)
    if ('refused' in stored) {
      done.push({ name, outcome: 'refused', refused: stored.refused })
      continue
    }
    done.push({ name, outcome: stored.outcome })
    if (stored.outcome !== 'unchanged') changed.push(stored.id)
  }

  const counts = countOutcomes(done)
  await moveImport(tx, importId, files.length, counts, refusalsOf(done))
  if (changed.length > 0) {
    await enqueue(tx, matchQueue, { clusterId: actor.clusterId })
    await record(tx, actor, now, {
      action: 'opportunities/notices-imported',
      objectKind: 'notice-import',
      objectId: importId,
      payload: { title: running.name, ...counts, noticeIds: changed },
    })
  }
  return done
}

/** Closes an import. A `failed` one stopped before its end; what it had stored by then stays. */
export async function finishImport(
  tx: Tx,
  actor: Actor,
  now: Date,
  importId: string,
  status: 'finished' | 'failed',
): Promise<void> {
  const running = await lockImport(tx, importId)
  if (running.finishedAt !== null) return

  await tx.update(noticeImport).set({ status, finishedAt: now }).where(eq(noticeImport.id, importId))
  await record(tx, actor, now, {
    action: `opportunities/import-${status}`,
    objectKind: 'notice-import',
    objectId: importId,
    payload: {
      title: running.name,
      added: running.added,
      updated: running.updated,
      unchanged: running.unchanged,
      refused: running.refused,
      audience: 'cluster',
    },
  })
}

/** A notice the database cannot hold costs that notice only, not its neighbours. */
async function storeOrRefuse(
  tx: Tx,
  actor: Actor,
  now: Date,
  into: Into,
  known: KnownNotices,
  file: ReadNotice,
) {
  try {
    // Not awaited on its own: it travels to the server with what follows. The next notice's takes its place.
    const [, stored] = await Promise.all([
      tx.client.query('SAVEPOINT one_notice'),
      storeNotice(tx, actor, now, into, known, file),
    ])
    return stored
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    await tx.client.query('ROLLBACK TO SAVEPOINT one_notice')
    return {
      refused: {
        code: 'opportunities/not-storable',
        message: 'This notice holds something that cannot be stored. Please tell whoever runs Talgud.',
        failure: error,
      },
    }
  }
}

async function lockImport(tx: Tx, importId: string) {
  const [found] = await tx
    .select({
      name: noticeImport.name,
      source: noticeImport.source,
      status: noticeImport.status,
      finishedAt: noticeImport.finishedAt,
      entriesDone: noticeImport.entriesDone,
      added: noticeImport.added,
      updated: noticeImport.updated,
      unchanged: noticeImport.unchanged,
      refused: noticeImport.refused,
    })
    .from(noticeImport)
    .where(eq(noticeImport.id, importId))
    .for('update')
  if (!found) throw notFound('This import')
  return found
}

async function readHome(tx: Tx, actor: Actor): Promise<{ timeZone: string }> {
  const [home] = await tx
    .select({ timeZone: cluster.timeZone })
    .from(cluster)
    .where(eq(cluster.id, actor.clusterId))
  if (!home) throw notFound('This cluster')
  return home
}

function countOutcomes(done: readonly ImportedFile[]): Record<Outcome, number> {
  const counts = { added: 0, updated: 0, unchanged: 0, refused: 0 }
  for (const { outcome } of done) counts[outcome] += 1
  return counts
}

function refusalsOf(done: readonly ImportedFile[]): { name: string; code: string; message: string }[] {
  return done.flatMap(({ name, refused }) =>
    refused ? [{ name: name.slice(0, 300), code: refused.code, message: refused.message }] : [],
  )
}

const mostRefusals = 1_000

async function moveImport(
  tx: Tx,
  importId: string,
  files: number,
  counts: Record<Outcome, number>,
  refusals: readonly object[],
): Promise<void> {
  const { entriesDone, added, updated, unchanged, refused } = noticeImport
  const more: SQL = sql`CASE WHEN jsonb_array_length(${noticeImport.refusals}) >= ${mostRefusals} THEN ${noticeImport.refusals}
    ELSE ${noticeImport.refusals} || ${JSON.stringify(refusals)}::jsonb END`
  await tx
    .update(noticeImport)
    .set({
      status: 'running',
      entriesDone: sql`${entriesDone} + ${files}`,
      added: sql`${added} + ${counts.added}`,
      updated: sql`${updated} + ${counts.updated}`,
      unchanged: sql`${unchanged} + ${counts.unchanged}`,
      refused: sql`${refused} + ${counts.refused}`,
      ...(refusals.length === 0 ? {} : { refusals: more }),
    })
    .where(and(eq(noticeImport.id, importId), inArray(noticeImport.status, ['waiting', 'running'])))
}
