import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { type Actor, worksFor } from '#platform/identity/actor.ts'
import { allWordsQuery } from '#values/search-words.ts'
import { mayImport, viewedCompany } from '../policy.ts'
import type { NoticeQuery } from '../schema.ts'
import { readRows } from './rows.ts'

/** The list of notices: filtered, sorted, one page, with the facet counts of the whole filtered list. */
export async function listNotices(tx: Tx, actor: Actor, now: Date, query: NoticeQuery) {
  const viewed = viewedCompany(actor, query.forCompany)
  const { rows } = await tx.execute<{ found: Found }>(findNotices(now, query, viewed))
  const found = rows[0]?.found ?? { total: 0, ids: [], facets: [] }
  const items = await readRows(tx, actor, now, found.ids, viewed)
  return { items, total: found.total, facets: facetsOf(found.facets), abilities: listAbilities(actor) }
}

type Found = {
  total: number
  ids: string[]
  facets: { facet: string; value: string | null; count: number }[]
}

/** One statement finds the page and counts the facets, so that the filter is worked out once. */
function findNotices(now: Date, query: NoticeQuery, viewed: string | undefined): SQL {
  const instant = now.toISOString()
  const sort = query.sort ?? (query.q ? 'relevance' : query.state === 'open' ? 'deadline' : '-published')
  const needsScore = query.minScore !== undefined || sort.endsWith('score')
  const words = allWordsQuery(query.q ?? '')
  return sql`
    WITH found AS MATERIALIZED (
      SELECT n.id, n.key, n.kind, n.buyer_country, n.cpv_main, n.languages, n.deadline, n.published_on, n.is_defence,
        n.is_eu_funded, n.needs_clearance, n.value_cents, n.currency,
        ${needsScore ? sql`fit.score` : sql`NULL::real`} AS score,
        ${sort === 'relevance' && words !== '' ? sql`ts_rank(n.search, ${words}::tsquery)` : sql`0`} AS relevance
      FROM notice n
      ${needsScore ? bestFits(viewed) : sql``}
      WHERE ${sql.join(noticeFilters(now, query, words, viewed), sql` AND `)}
    )
    SELECT json_build_object(
      'total', (SELECT count(*) FROM found),
      'ids', (SELECT coalesce(json_agg(page.id ORDER BY page.place), '[]') FROM (
          SELECT id, row_number() OVER (ORDER BY ${orderOf(sort, query.currency)}) AS place FROM found
          ORDER BY place LIMIT ${query.pageSize} OFFSET ${(query.page - 1) * query.pageSize}) page),
      'facets', (SELECT coalesce(json_agg(json_build_object('facet', facet, 'value', value, 'count', count)), '[]') FROM (
          SELECT 'kind' AS facet, kind AS value, count(*) FROM found GROUP BY 2
          UNION ALL SELECT 'country', buyer_country, count(*) FROM found GROUP BY 2
          UNION ALL SELECT 'cpvDivision', left(cpv_main, 2) || '000000', count(*) FROM found GROUP BY 2
          UNION ALL SELECT 'language', languages[1], count(*) FROM found GROUP BY 2
          UNION ALL SELECT 'deadline', CASE WHEN deadline IS NULL OR deadline < ${instant} THEN 'none'
              WHEN deadline <= ${instant}::timestamptz + interval '7 days' THEN 'week'
              WHEN deadline <= ${instant}::timestamptz + interval '30 days' THEN 'month' ELSE 'later' END, count(*)
            FROM found GROUP BY 2
          UNION ALL SELECT 'mark', 'defence', count(*) FROM found WHERE is_defence
          UNION ALL SELECT 'mark', 'eu-funded', count(*) FROM found WHERE is_eu_funded
          UNION ALL SELECT 'mark', 'clearance', count(*) FROM found WHERE needs_clearance
        ) counted)) AS found`
}

/** Row-level security leaves company people their own company's score here, and nobody else's. */
function bestFits(viewed: string | undefined): SQL {
  const one = viewed === undefined ? sql`` : sql` AND company_id = ${viewed}`
  return sql`LEFT JOIN (SELECT notice_id, max(score) AS score FROM notice_match WHERE eligible <> 'no'${one} GROUP BY notice_id) fit
    ON fit.notice_id = n.id`
}

function noticeFilters(now: Date, query: NoticeQuery, words: string, viewed: string | undefined): SQL[] {
  const instant = now.toISOString()
  const within = (column: SQL, values: readonly string[]) => sql`${column} IN ${values}`
  const flag = (column: SQL, wanted: boolean) => (wanted ? column : sql`NOT ${column}`)
  return [
    sql`n.cluster_id = (SELECT current_cluster())`,
    query.state === 'open' ? sql`n.open_until >= ${instant}` : undefined,
    query.state === 'closed' ? sql`(n.open_until < ${instant} OR n.open_until IS NULL)` : undefined,
    words === '' ? undefined : sql`n.search @@ ${words}::tsquery`,
    query.kind?.length ? within(sql`n.kind`, query.kind) : undefined,
    query.country?.length ? within(sql`n.buyer_country`, query.country) : undefined,
    query.language?.length ? sql`n.languages && ${sql.param(query.language)}::text[]` : undefined,
    query.deadlineWithin === undefined
      ? undefined
      : sql`n.deadline BETWEEN ${instant} AND ${instant}::timestamptz + ${query.deadlineWithin} * interval '1 day'`,
    query.cpv?.length
      ? sql`EXISTS (SELECT FROM unnest(n.cpv) held(code) WHERE ${sql.join(
          query.cpv.map((code) => sql`held.code LIKE ${`${code.replace(/0+$/, '').padEnd(2, '0')}%`}`),
          sql` OR `,
        )})`
      : undefined,
    query.valueFrom === undefined && query.valueTo === undefined
      ? undefined
      : sql`n.currency = ${query.currency} AND n.value_cents BETWEEN ${query.valueFrom ?? 0} AND ${query.valueTo ?? Number.MAX_SAFE_INTEGER}`,
    query.defence === undefined ? undefined : flag(sql`n.is_defence`, query.defence),
    query.euFunded === undefined ? undefined : flag(sql`n.is_eu_funded`, query.euFunded),
    query.clearance === undefined ? undefined : flag(sql`n.needs_clearance`, query.clearance),
    query.minScore === undefined ? undefined : sql`fit.score >= ${query.minScore}`,
    query.answer?.length ? answerFilter(query.answer, viewed) : undefined,
  ].filter((filter) => filter !== undefined)
}

function answerFilter(wanted: readonly string[], viewed: string | undefined): SQL {
  const one = viewed === undefined ? sql`` : sql` AND a.company_id = ${viewed}`
  const given = sql`EXISTS (SELECT FROM notice_answer a WHERE a.cluster_id = n.cluster_id AND a.notice_id = n.id${one}`
  return sql`(${sql.join(
    wanted.map((answer) =>
      answer === 'none' ? sql`NOT ${given})` : sql`${given} AND a.answer = ${answer})`,
    ),
    sql` OR `,
  )})`
}

function orderOf(sort: NonNullable<NoticeQuery['sort']>, currency: string): SQL {
  const way = sort.startsWith('-') ? sql`DESC` : sql`ASC`
  const column = sort.replace('-', '')
  if (column === 'relevance') return sql`relevance DESC, published_on DESC NULLS LAST, key`
  if (column === 'deadline') return sql`deadline ${way} NULLS LAST, key`
  if (column === 'published') return sql`published_on ${way} NULLS LAST, key`
  if (column === 'score') return sql`score ${way} NULLS LAST, deadline NULLS LAST, key`
  // Sums of other currencies are not converted; they come after, by currency.
  return sql`currency = ${currency} DESC NULLS LAST, currency, value_cents ${way} NULLS LAST, key`
}

function facetsOf(counted: Found['facets']) {
  const of = (facet: string) =>
    counted
      .filter((row) => row.facet === facet && row.value !== null && row.count > 0)
      .map((row) => ({ value: row.value ?? '', count: row.count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  return {
    kind: of('kind'),
    country: of('country'),
    cpvDivision: of('cpvDivision'),
    language: of('language'),
    deadline: of('deadline'),
    mark: of('mark'),
  }
}

function listAbilities(actor: Actor) {
  const abilities: ('import' | 'answer-for-company' | 'answer-for-any')[] = []
  if (mayImport(actor)) abilities.push('import')
  if (actor.companyId !== null && worksFor(actor, actor.companyId)) abilities.push('answer-for-company')
  if (mayImport(actor)) abilities.push('answer-for-any')
  return abilities
}
