import { type SQL, sql } from 'drizzle-orm'
import type { Reason } from '#engines/matching/types.ts'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { allWordsQuery } from '#values/search-words.ts'
import { viewedCompany } from '../policy.ts'
import type { NoticeQuery } from '../schema.ts'
import { noticeFilters } from './list.ts'
import { readRows } from './rows.ts'

// More news than this at once waits for the next mail.
const mostNews = 1_000
const mostShown = 20

/**
 * What has come into a search since and was not told yet, noted as told now. Read under the hat of the person told, so
 * that row security leaves out what that hat does not see.
 */
export async function takeNews(
  tx: Tx,
  actor: Actor,
  now: Date,
  digest: { id: string; since: Date; checked: Date | null },
  query: NoticeQuery,
): Promise<string[]> {
  const viewed = viewedCompany(actor, undefined)
  const words = allWordsQuery(query.q ?? '')
  const own = viewed === undefined ? sql`` : sql`AND m.company_id = ${viewed}`
  const fit =
    query.minScore === undefined
      ? sql``
      : sql`LEFT JOIN LATERAL (SELECT max(m.score) AS score FROM notice_match m WHERE m.cluster_id = n.cluster_id
          AND m.notice_id = n.id AND m.eligible <> 'no' ${own}) fit ON true`
  const { rows } = await tx.execute<{ id: string }>(sql`
    INSERT INTO search_digest_told (cluster_id, digest_id, notice_id)
    SELECT n.cluster_id, ${digest.id}, n.id FROM notice n ${fit}
    WHERE ${sql.join(noticeFilters(now, query, words, viewed, actor), sql` AND `)}
      AND n.imported_at > ${digest.since.toISOString()} AND ${touchedSince(query, digest.checked)}
      AND NOT EXISTS (SELECT FROM search_digest_told t
        WHERE t.cluster_id = n.cluster_id AND t.digest_id = ${digest.id} AND t.notice_id = n.id)
    ORDER BY n.deadline NULLS LAST, n.id LIMIT ${mostNews}
    ON CONFLICT DO NOTHING RETURNING notice_id AS id`)
  return rows.map((row) => row.id)
}

// Notices of transactions that were still open at the last look.
const overlap = 15 * 60_000

/**
 * Looking through what nothing happened to would find what it found before. Not so where a search asks for what people
 * do, or for what ends by the clock: a notice may come into those untouched.
 */
function touchedSince(query: NoticeQuery, checked: Date | null): SQL {
  const isOfPeople = [query.tag, query.answer].some((one) => one?.length) || query.assigned !== undefined
  if (checked === null || isOfPeople || query.watched !== undefined || query.state === 'closed')
    return sql`true`
  if (query.deadlineWithin !== undefined) return sql`true`
  const from = new Date(checked.getTime() - overlap).toISOString()
  return sql`greatest(n.imported_at, n.changed_at, n.matched_at) > ${from}`
}

/** The first of these notices by deadline, each with the best fit the caller may know of and why. */
export async function readNews(tx: Tx, actor: Actor, now: Date, ids: readonly string[]) {
  const list = sql.param([...ids])
  const { rows: first } = await tx.execute<{ id: string }>(sql`
    SELECT id FROM notice WHERE cluster_id = ${actor.clusterId} AND id = ANY(${list}::uuid[])
    ORDER BY deadline NULLS LAST, id LIMIT ${mostShown}`)
  const shown = first.map((row) => row.id)
  const viewed = viewedCompany(actor, undefined)
  const [notices, fits] = await Promise.all([
    readRows(tx, actor, now, shown, viewed),
    tx.execute<{ noticeId: string; company: string; score: number; why: Reason[] }>(sql`
      SELECT DISTINCT ON (m.notice_id) m.notice_id AS "noticeId", c.legal_name AS company, m.score, m.why
      FROM notice_match m JOIN company c ON c.cluster_id = m.cluster_id AND c.id = m.company_id
      WHERE m.cluster_id = ${actor.clusterId} AND m.notice_id = ANY(${sql.param(shown)}::uuid[]) AND m.eligible <> 'no'
        ${viewed === undefined ? sql`` : sql`AND m.company_id = ${viewed}`}
      ORDER BY m.notice_id, m.score DESC, m.company_id`),
  ])
  return notices.map((notice) => ({
    notice,
    best: fits.rows.find((fit) => fit.noticeId === notice.id),
    isOwn: viewed !== undefined,
  }))
}
export type NewsItem = Awaited<ReturnType<typeof readNews>>[number]
