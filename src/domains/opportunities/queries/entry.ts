import { and, asc, eq, inArray } from 'drizzle-orm'
import { companyTable } from '#domains/members/public.ts'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import { file } from '#platform/files/tables.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { mayChangeEntry } from '../policy/entries.ts'
import { noticeAnswer, noticeFile, noticeReader } from '../tables.ts'
import type { NoticeRow } from './rows.ts'

/** What an entry has besides what every notice has; null for notices that came from elsewhere. */
export async function readEntry(tx: Tx, actor: Actor, found: NoticeRow) {
  if (found.format !== 'by-hand' && found.format !== 'request') return null
  const mayChange = mayChangeEntry(actor, found)
  const [files, readers] = await Promise.all([
    tx
      .select({
        id: file.id,
        name: file.name,
        mediaType: file.mediaType,
        bytes: file.bytes,
        addedAt: noticeFile.addedAt,
      })
      .from(noticeFile)
      .innerJoin(file, and(eq(file.clusterId, noticeFile.clusterId), eq(file.id, noticeFile.fileId)))
      .where(and(eq(noticeFile.clusterId, actor.clusterId), eq(noticeFile.noticeId, found.id)))
      .orderBy(asc(noticeFile.addedAt), asc(file.id)),
    mayChange
      ? tx
          .select({ id: companyTable.id, name: companyTable.legalName })
          .from(noticeReader)
          .innerJoin(companyTable, eq(companyTable.id, noticeReader.companyId))
          .where(and(eq(noticeReader.clusterId, actor.clusterId), eq(noticeReader.noticeId, found.id)))
          .orderBy(asc(companyTable.legalName))
      : [],
  ])
  const interested = mayChange ? await readInterested(tx, actor, found.id) : []
  const deadline = found.document.tenderDeadline
  return {
    visibility: found.visibility,
    readers,
    ownerCompanyId: found.ownerCompanyId,
    endedAt: found.endedAt?.toISOString() ?? null,
    deadlineOn: deadline?.date ?? null,
    deadlineTime: deadline?.time?.slice(0, 5) ?? null,
    files: files.map((one) => ({ ...one, addedAt: one.addedAt.toISOString() })),
    interested: interested.map((one) => ({ ...one, answeredAt: one.answeredAt.toISOString() })),
  }
}

/** The name goes with the answer, to a partner too who sees no profile of the company. Row security lets the asker see. */
async function readInterested(tx: Tx, actor: Actor, noticeId: string) {
  const answers = await tx
    .select({
      companyId: noticeAnswer.companyId,
      note: noticeAnswer.note,
      answeredAt: noticeAnswer.answeredAt,
    })
    .from(noticeAnswer)
    .where(
      and(
        eq(noticeAnswer.clusterId, actor.clusterId),
        eq(noticeAnswer.noticeId, noticeId),
        eq(noticeAnswer.answer, 'interested'),
      ),
    )
    .orderBy(asc(noticeAnswer.answeredAt))
  if (answers.length === 0) return []
  const ids = answers.map((one) => one.companyId)
  const names = await asSystem(tx, actor, () =>
    tx
      .select({ id: companyTable.id, name: companyTable.legalName })
      .from(companyTable)
      .where(and(eq(companyTable.clusterId, actor.clusterId), inArray(companyTable.id, ids))),
  )
  return answers.map((one) => ({
    ...one,
    companyName: names.find(({ id }) => id === one.companyId)?.name ?? '',
  }))
}

/** A file of an entry the caller may see. */
export async function fileOfEntry(tx: Tx, actor: Actor, noticeId: string, fileId: string): Promise<string> {
  const [found] = await tx
    .select({ fileId: noticeFile.fileId })
    .from(noticeFile)
    .where(
      and(
        eq(noticeFile.clusterId, actor.clusterId),
        eq(noticeFile.noticeId, noticeId),
        eq(noticeFile.fileId, fileId),
      ),
    )
  if (!found) throw notFound('This file')
  return found.fileId
}
