import { asc, desc, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { allWordsQuery } from '#values/search-words.ts'
import { maySeeEveryMatch, viewedCompany } from '../policy.ts'
import { reviewScore, textIn } from '../rules.ts'
import { notice } from '../tables.ts'

/** How often each code was asked for in the two years before `today` (`YYYY-MM-DD`). */
export async function readDemand(
  tx: Tx,
  now: Date,
  today: string,
  by: 'cpv-division' | 'cpv-group' | 'cpv-class',
) {
  const digits = { 'cpv-division': 2, 'cpv-group': 3, 'cpv-class': 4 }[by]
  // A procedure shows up as a call and again as a result: it is one demand.
  const { rows } = await tx.execute<{
    from: string
    code: string
    notices: number
    open: number
    defence: number
  }>(sql`
    SELECT (${today}::date - interval '2 years')::date::text AS from, rpad(left(cpv_main, ${digits}), 8, '0') AS code,
      count(DISTINCT coalesce(procedure_id, id::text))::int AS notices,
      count(*) FILTER (WHERE open_until >= ${now.toISOString()})::int AS open,
      count(*) FILTER (WHERE is_defence)::int AS defence
    FROM notice
    WHERE cpv_main IS NOT NULL AND kind IN ('planning', 'competition', 'result')
      AND published_on >= ${today}::date - interval '2 years' AND published_on <= ${today}::date
    GROUP BY 2 ORDER BY 3 DESC, 2`)
  const from = rows[0]?.from ?? `${Number(today.slice(0, 4)) - 2}${today.slice(4)}`
  return { from, until: today, items: rows.map(({ from: _, ...row }) => row) }
}

/** Notices that hold the words, newest first, for the search over everything. */
export async function findByWords(tx: Tx, language: string, words: string, limit: number) {
  const query = allWordsQuery(words)
  if (query === '') return []
  const rows = await tx
    .select({ id: notice.id, title: notice.title, languages: notice.languages, buyers: notice.buyerNames })
    .from(notice)
    .where(sql`${notice.search} @@ ${query}::tsquery`)
    .orderBy(desc(notice.openUntil), desc(notice.publishedOn), asc(notice.id))
    .limit(limit)
  return rows.map((row) => ({
    id: row.id,
    title: textIn(row.title, language, row.languages).text,
    buyer: row.buyers[0] ?? '',
  }))
}

/** Open notices, and of those the ones with a good match nobody has answered yet. */
export async function countOpen(tx: Tx, actor: Actor, now: Date) {
  const viewed = viewedCompany(actor, undefined) ?? null
  const { rows } = await tx.execute<{ open: number; review: number }>(sql`
    SELECT count(*)::int AS open, count(*) FILTER (WHERE EXISTS (
        SELECT FROM notice_match m WHERE m.cluster_id = n.cluster_id AND m.notice_id = n.id
          AND m.eligible <> 'no' AND m.score >= ${reviewScore} AND (${viewed}::uuid IS NULL OR m.company_id = ${viewed})
      ) AND NOT EXISTS (
        SELECT FROM notice_answer a WHERE a.cluster_id = n.cluster_id AND a.notice_id = n.id
          AND (${viewed}::uuid IS NULL OR a.company_id = ${viewed})))::int AS review
    FROM notice n WHERE n.cluster_id = ${actor.clusterId} AND n.open_until >= ${now.toISOString()}`)
  const { open, review } = rows[0] ?? { open: 0, review: 0 }
  const seesMatches = viewed !== null || maySeeEveryMatch(actor)
  return seesMatches ? { openNotices: open, matchesToReview: review } : { openNotices: open }
}
