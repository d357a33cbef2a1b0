import { and, eq } from 'drizzle-orm'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { keepFile } from '#platform/files/kept-file.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { noticeFile } from '../tables.ts'
import { readChangeable } from './entries.ts'

const mostFiles = 20

type Received = { name: string; sha256: string; bytes: number; mediaType: string }

/** Lays a file to an entry; its bytes lie in the store. */
export async function addEntryFile(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  received: Received,
): Promise<void> {
  const found = await readChangeable(tx, actor, noticeId)
  const { clusterId } = actor
  const count = await tx.$count(noticeFile, ofNotice(actor, noticeId))
  if (count >= mostFiles) {
    throw new Refusal('opportunities/too-many-files', 409, `An entry holds at most ${mostFiles} files.`)
  }
  const fileId = await keepFile(tx, actor, now, received)
  await asSystem(tx, actor, () =>
    tx.insert(noticeFile).values({ clusterId, noticeId, fileId, addedBy: actor.accountId, addedAt: now }),
  )
  await tell(tx, actor, now, 'entry-file-added', noticeId, received.name, found.ownerCompanyId)
}

/** Takes a file away from an entry. */
export async function removeEntryFile(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  fileId: string,
): Promise<void> {
  const found = await readChangeable(tx, actor, noticeId)
  const removed = await asSystem(tx, actor, () =>
    tx
      .delete(noticeFile)
      .where(and(ofNotice(actor, noticeId), eq(noticeFile.fileId, fileId)))
      .returning({ fileId: noticeFile.fileId }),
  )
  if (removed.length === 0) throw notFound('This file')
  await tell(tx, actor, now, 'entry-file-removed', noticeId, fileId, found.ownerCompanyId)
}

function ofNotice(actor: Actor, noticeId: string) {
  return and(eq(noticeFile.clusterId, actor.clusterId), eq(noticeFile.noticeId, noticeId))
}

async function tell(
  tx: Tx,
  actor: Actor,
  now: Date,
  what: string,
  noticeId: string,
  title: string,
  companyId: string | null,
): Promise<void> {
  await record(tx, actor, now, {
    action: `opportunities/${what}`,
    objectKind: 'notice',
    objectId: noticeId,
    payload: { title, ...(companyId === null ? {} : { companyId }) },
  })
}
