import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { finishImport, type ReadFile, startImport, storeBatch } from './commands/import-notices.ts'
import { type NoticeParser, openNoticeParser, readNoticeFile } from './commands/read-notice-file.ts'
import { countOpen, findByWords } from './queries/counts.ts'

export { noticeImport as noticeImportTable } from './tables.ts'
export type { NoticeParser, ReadFile }
// Whoever fetches notices from elsewhere stores them the way of every import.
export { finishImport, openNoticeParser, readNoticeFile, startImport, storeBatch }

/** Notices that hold the words, for the search over everything. Hats from outside find none. */
export function searchNotices(
  tx: Tx,
  words: string,
  limit: number,
  language = 'en',
): Promise<{ id: string; title: string; buyer: string }[]> {
  return findByWords(tx, language, words, limit)
}

/** Open notices, and how many of them have a good match that waits for an answer, for the home page. */
export function countNotices(
  tx: Tx,
  actor: Actor,
  now: Date,
): Promise<{ openNotices: number; matchesToReview?: number }> {
  return countOpen(tx, actor, now)
}
