import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { allWordsQuery } from '#values/search-words.ts'
import { viewedCompany } from '../policy.ts'
import { textIn } from '../rules.ts'
import type { DeadlineSource } from '../schema/calendar.ts'
import { noticeFilters } from './list.ts'
import { questionFor, readSearch, readZone } from './saved-searches.ts'

const mostItems = 1_000

type Row = {
  noticeId: string
  title: Readonly<Record<string, string>>
  languages: string[]
  buyer: string | null
  which: 'request' | 'tender' | 'due'
  at: string
  isWatched: boolean
}

/** Deadlines between two moments of the notices a calendar is about, nearest first, as the caller's hat sees them. */
export async function listDeadlines(
  tx: Tx,
  actor: Actor,
  now: Date,
  span: { from: Date; until: Date },
  of: DeadlineSource,
) {
  const [chosen, timeZone] = await Promise.all([noticesOf(tx, actor, now, of), readZone(tx, actor)])
  const from = span.from.toISOString()
  const until = span.until.toISOString()
  const { rows } = await tx.execute<Row>(sql`
    WITH chosen AS (${chosen})
    SELECT n.id AS "noticeId", n.title, n.languages, n.buyer_names[1] AS buyer, d.which, d.at,
      EXISTS (SELECT FROM notice_watch w WHERE w.cluster_id = n.cluster_id AND w.notice_id = n.id
        AND w.account_id = ${actor.accountId} AND w.company_id IS NOT DISTINCT FROM ${actor.companyId}::uuid) AS "isWatched"
    FROM chosen JOIN notice n ON n.cluster_id = ${actor.clusterId} AND n.id = chosen.id
    CROSS JOIN LATERAL (
      SELECT 'request' AS which, to_char(n.request_deadline AT TIME ZONE 'UTC', ${isoFormat}) AS at, n.request_deadline AS sorts
        WHERE n.request_deadline BETWEEN ${from} AND ${until}
      UNION ALL SELECT 'tender', to_char(n.tender_deadline AT TIME ZONE 'UTC', ${isoFormat}), n.tender_deadline
        WHERE n.tender_deadline BETWEEN ${from} AND ${until}
      UNION ALL SELECT 'due', a.due_on::text, a.due_on::timestamp AT TIME ZONE ${timeZone} FROM notice_assignment a
        WHERE a.cluster_id = n.cluster_id AND a.notice_id = n.id
          AND a.due_on::timestamp AT TIME ZONE ${timeZone} BETWEEN ${from} AND ${until}) d
    ORDER BY d.sorts, n.id LIMIT ${mostItems + 1}`)
  return {
    items: rows.slice(0, mostItems).map(({ title, languages, ...row }) => {
      const words = textIn(title, actor.language, languages)
      return { ...row, title: words.text, titleLanguage: words.language }
    }),
    isCut: rows.length > mostItems,
    timeZone,
  }
}

const isoFormat = 'YYYY-MM-DD"T"HH24:MI:SS"Z"'

async function noticesOf(tx: Tx, actor: Actor, now: Date, of: DeadlineSource): Promise<SQL> {
  const { clusterId, accountId, companyId } = actor
  if (of === 'watched') {
    const own = viewedCompany(actor, undefined)
    return sql`
      SELECT w.notice_id AS id FROM notice_watch w WHERE w.cluster_id = ${clusterId} AND w.account_id = ${accountId}
        AND w.company_id IS NOT DISTINCT FROM ${companyId}::uuid
      UNION SELECT a.notice_id FROM notice_answer a WHERE a.cluster_id = ${clusterId} AND a.company_id = ${own ?? null}::uuid
        AND a.answer = 'interested'
      UNION SELECT p.notice_id FROM notice_assignment p WHERE p.cluster_id = ${clusterId} AND p.account_id = ${accountId}`
  }
  if (of === 'open') {
    return sql`SELECT n.id FROM notice n WHERE n.cluster_id = ${clusterId} AND n.open_until >= ${now.toISOString()}`
  }
  const query = questionFor((await readSearch(tx, actor, of)).address)
  const viewed = viewedCompany(actor, undefined)
  const own = viewed === undefined ? sql`` : sql`AND m.company_id = ${viewed}`
  const filters = noticeFilters(now, query, allWordsQuery(query.q ?? ''), viewed, actor)
  return sql`SELECT n.id FROM notice n ${
    query.minScore === undefined
      ? sql``
      : sql`LEFT JOIN LATERAL (SELECT max(m.score) AS score FROM notice_match m WHERE m.cluster_id = n.cluster_id
          AND m.notice_id = n.id AND m.eligible <> 'no' ${own}) fit ON true`
  } WHERE ${sql.join(filters, sql` AND `)}`
}
