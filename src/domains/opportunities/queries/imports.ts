import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import { file } from '#platform/files/tables.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { account } from '#platform/identity/tables.ts'
import { mayImport } from '../policy.ts'
import { noticeImport } from '../tables.ts'

/** The newest imports and how they went. */
export async function listImports(tx: Tx, actor: Actor) {
  const rows = await tx
    .select(importColumns)
    .from(noticeImport)
    .leftJoin(account, eq(account.id, noticeImport.startedBy))
    .orderBy(desc(noticeImport.startedAt))
    .limit(100)
  const abilities: 'import'[] = mayImport(actor) ? ['import'] : []
  return { items: rows.map(importOf), abilities }
}

/** One import with the files it could not take. */
export async function readImport(tx: Tx, id: string) {
  const [row] = await tx
    .select({ ...importColumns, refusals: noticeImport.refusals })
    .from(noticeImport)
    .leftJoin(account, eq(account.id, noticeImport.startedBy))
    .where(eq(noticeImport.id, id))
  if (!row) throw notFound('This import')
  return { ...importOf(row), refusals: row.refusals }
}

/** The stored file an unfinished import works from; undefined when there is nothing left to do. */
export async function readImportFile(tx: Tx, id: string) {
  const [row] = await tx
    .select({ name: file.name, sha256: file.sha256, entriesDone: noticeImport.entriesDone })
    .from(noticeImport)
    .innerJoin(file, and(eq(file.clusterId, noticeImport.clusterId), eq(file.id, noticeImport.fileId)))
    .where(and(eq(noticeImport.id, id), inArray(noticeImport.status, ['waiting', 'running'])))
  return row
}

const importColumns = {
  id: noticeImport.id,
  name: noticeImport.name,
  source: noticeImport.source,
  status: noticeImport.status,
  startedBy: account.name,
  startedAt: noticeImport.startedAt,
  finishedAt: noticeImport.finishedAt,
  entriesDone: noticeImport.entriesDone,
  added: noticeImport.added,
  updated: noticeImport.updated,
  unchanged: noticeImport.unchanged,
  refused: noticeImport.refused,
}

function importOf<Row extends { startedAt: Date; finishedAt: Date | null }>(row: Row) {
  return {
    ...row,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}
