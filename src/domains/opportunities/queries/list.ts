import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { type Actor, worksFor } from '#platform/identity/actor.ts'
import { cpvBeginning, withoutDivisions } from '#values/cpv.ts'
import { allWordsQuery } from '#values/search-words.ts'
import { mayEnter } from '../policy/entries.ts'
import { mayImport, viewedCompany } from '../policy.ts'
import type { NoticeQuery } from '../schema.ts'
import { assignedFilter, isOwnWatch, tagFilter, watchFilter } from './following-filters.ts'
import { readRows } from './rows.ts'

/** The list of notices: filtered, sorted, one page; each facet counts what its values would give beside the other filters. */
export async function listNotices(tx: Tx, actor: Actor, now: Date, query: NoticeQuery) {
  const viewed = viewedCompany(actor, query.forCompany)
  const { rows } = await tx.execute<{ found: Found }>(findNotices(actor, now, query, viewed))
  const found = rows[0]?.found ?? { total: 0, ids: [], facets: [] }
  const items = await readRows(tx, actor, now, found.ids, viewed)
  return { items, total: found.total, facets: facetsOf(found.facets, query), abilities: listAbilities(actor) }
}

type Found = {
  total: number
  ids: string[]
  facets: { facet: string; value: string | null; count: number }[]
}

/** One statement finds the page and counts the facets, so that the filter is worked out once. */
function findNotices(actor: Actor, now: Date, query: NoticeQuery, viewed: string | undefined): SQL {
  const instant = now.toISOString()
  const sort = query.sort ?? (query.q ? 'relevance' : query.state === 'open' ? 'deadline' : '-published')
  const needsScore = query.minScore !== undefined || sort.endsWith('score')
  const words = allWordsQuery(query.q ?? '')
  const chosen = facetFilters(now, query, actor)
  const flags = facetNames.map((name) => sql`${chosen[name] ?? sql`true`} AS ${sql.raw(`"in_${name}"`)}`)
  const within = (...names: readonly FacetName[]) =>
    sql.join(
      names.map((name) => sql.raw(`"in_${name}"`)),
      sql` AND `,
    )
  const beside = (own: FacetName) => within(...facetNames.filter((name) => name !== own))
  const narrow = withoutDivisions(query.cpv ?? [])
  const countNarrow = narrow.map(
    (code) => sql` UNION ALL SELECT 'cpvDivision', ${code}::text, count(*) FROM found
            WHERE ${beside('cpv')} AND ${holdsCode(sql`cpv`, [code])}`,
  )
  return sql`
    WITH found AS MATERIALIZED (
      SELECT n.id, n.key, n.kind, n.buyer_country, n.cpv_main, n.languages, n.deadline, n.published_on, n.is_defence,
        n.is_eu_funded, n.needs_clearance, n.value_cents, n.currency, n.cpv,
        ${needsScore ? sql`fit.score` : sql`NULL::real`} AS score,
        ${sort === 'relevance' && words !== '' ? sql`ts_rank(n.search, ${words}::tsquery)` : sql`0`} AS relevance,
        ${sql.join(flags, sql`, `)}
      FROM notice n
      ${needsScore ? bestFits(viewed) : sql``}
      WHERE ${sql.join(openFilters(now, query, words, viewed, actor), sql` AND `)}
    )
    SELECT json_build_object(
      'total', (SELECT count(*) FROM found WHERE ${within(...facetNames)}),
      'ids', (SELECT coalesce(json_agg(page.id ORDER BY page.place), '[]') FROM (
          SELECT id, row_number() OVER (ORDER BY ${orderOf(sort, query.currency)}) AS place FROM found
          WHERE ${within(...facetNames)}
          ORDER BY place LIMIT ${query.pageSize} OFFSET ${(query.page - 1) * query.pageSize}) page),
      'facets', (SELECT coalesce(json_agg(json_build_object('facet', facet, 'value', value, 'count', count)), '[]') FROM (
          SELECT 'kind' AS facet, kind AS value, count(*) FROM found WHERE ${beside('kind')} GROUP BY 2
          UNION ALL SELECT 'country', buyer_country, count(*) FROM found WHERE ${beside('country')} GROUP BY 2
          UNION ALL SELECT 'cpvDivision', division || '000000', count(*) FROM found,
            LATERAL (SELECT DISTINCT left(held.code, 2) AS division FROM unnest(cpv) held(code)) every
            WHERE ${beside('cpv')} GROUP BY 2
          UNION ALL SELECT 'language', every, count(*) FROM found, unnest(languages) every WHERE ${beside('language')} GROUP BY 2
          UNION ALL SELECT 'deadline', CASE WHEN deadline IS NULL OR deadline < ${instant} THEN 'none'
              WHEN deadline <= ${instant}::timestamptz + interval '7 days' THEN 'week'
              WHEN deadline <= ${instant}::timestamptz + interval '30 days' THEN 'month' ELSE 'later' END, count(*)
            FROM found WHERE ${beside('deadline')} GROUP BY 2
          UNION ALL SELECT 'mark', 'defence', count(*) FROM found WHERE is_defence AND ${beside('defence')}
          UNION ALL SELECT 'mark', 'eu-funded', count(*) FROM found WHERE is_eu_funded AND ${beside('euFunded')}
          UNION ALL SELECT 'mark', 'clearance', count(*) FROM found WHERE needs_clearance AND ${beside('clearance')}
          UNION ALL SELECT 'tag', min(t.name), count(DISTINCT found.id) FROM found
            JOIN notice_tag t ON t.cluster_id = (SELECT current_cluster()) AND t.notice_id = found.id
            WHERE ${beside('tag')} GROUP BY lower(t.name)
          UNION ALL SELECT 'mark', 'watched', count(*) FROM found WHERE ${beside('watched')}
            AND EXISTS (SELECT FROM notice_watch w WHERE ${isOwnWatch(sql`(SELECT current_cluster())`, sql`found.id`, actor)})
          ${sql.join(countNarrow)}
        ) counted)) AS found`
}

/** Row-level security leaves company people their own company's score here, and nobody else's. */
function bestFits(viewed: string | undefined): SQL {
  const one = viewed === undefined ? sql`` : sql` AND company_id = ${viewed}`
  return sql`LEFT JOIN (SELECT notice_id, max(score) AS score FROM notice_match WHERE eligible <> 'no'${one} GROUP BY notice_id) fit
    ON fit.notice_id = n.id`
}

/** All that a question leaves of the notices, called `n`, with `fit.score` where it asks for one. */
export function noticeFilters(
  now: Date,
  query: NoticeQuery,
  words: string,
  viewed: string | undefined,
  actor: Actor,
): SQL[] {
  const chosen = Object.values(facetFilters(now, query, actor)).filter((filter) => filter !== undefined)
  return [...openFilters(now, query, words, viewed, actor), ...chosen]
}

/** What no facet counts: state, words, value, fit, answer and who prepares it. */
function openFilters(
  now: Date,
  query: NoticeQuery,
  words: string,
  viewed: string | undefined,
  actor: Actor,
): SQL[] {
  const instant = now.toISOString()
  return [
    sql`n.cluster_id = (SELECT current_cluster())`,
    query.state === 'open' ? sql`n.open_until >= ${instant}` : undefined,
    query.state === 'closed' ? sql`(n.open_until < ${instant} OR n.open_until IS NULL)` : undefined,
    words === '' ? undefined : sql`n.search @@ ${words}::tsquery`,
    query.valueFrom === undefined && query.valueTo === undefined
      ? undefined
      : sql`n.currency = ${query.currency} AND n.value_cents BETWEEN ${query.valueFrom ?? 0} AND ${query.valueTo ?? Number.MAX_SAFE_INTEGER}`,
    query.minScore === undefined ? undefined : sql`fit.score >= ${query.minScore}`,
    query.answer?.length ? answerFilter(query.answer, viewed) : undefined,
    query.assigned === undefined ? undefined : assignedFilter(query.assigned, actor),
  ].filter((filter) => filter !== undefined)
}

const facetNames = [
  'kind',
  'country',
  'cpv',
  'language',
  'deadline',
  'defence',
  'euFunded',
  'clearance',
  'tag',
  'watched',
] as const
type FacetName = (typeof facetNames)[number]

/** What is chosen in each facet; each mark is one of its own, as several narrow the list together. */
function facetFilters(now: Date, query: NoticeQuery, actor: Actor): Record<FacetName, SQL | undefined> {
  const instant = now.toISOString()
  const flag = (column: SQL, wanted: boolean | undefined) =>
    wanted === undefined ? undefined : sql`${column} = ${wanted}`
  return {
    kind: query.kind?.length ? sql`n.kind IN ${query.kind}` : undefined,
    country: query.country?.length ? sql`coalesce(n.buyer_country IN ${query.country}, false)` : undefined,
    cpv: query.cpv?.length ? holdsCode(sql`n.cpv`, query.cpv) : undefined,
    language: query.language?.length ? sql`n.languages && ${sql.param(query.language)}::text[]` : undefined,
    deadline:
      query.deadlineWithin === undefined
        ? undefined
        : sql`coalesce(n.deadline BETWEEN ${instant} AND ${instant}::timestamptz + ${query.deadlineWithin} * interval '1 day', false)`,
    defence: flag(sql`n.is_defence`, query.defence),
    euFunded: flag(sql`n.is_eu_funded`, query.euFunded),
    clearance: flag(sql`n.needs_clearance`, query.clearance),
    tag: query.tag?.length ? tagFilter(query.tag) : undefined,
    watched: query.watched === undefined ? undefined : watchFilter(query.watched, actor),
  }
}

function holdsCode(codes: SQL, beginnings: readonly string[]): SQL {
  return sql`EXISTS (SELECT FROM unnest(${codes}) held(code) WHERE ${sql.join(
    beginnings.map((code) => sql`held.code LIKE ${`${cpvBeginning(code)}%`}`),
    sql` OR `,
  )})`
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

function facetsOf(counted: Found['facets'], query: NoticeQuery) {
  const marks = [
    query.defence ? ['defence'] : [],
    query.euFunded ? ['eu-funded'] : [],
    query.clearance ? ['clearance'] : [],
    query.watched ? ['watched'] : [],
  ].flat()
  // What is chosen is shown even where nothing is left of it.
  const of = (facet: string, always: readonly string[] = []) => {
    const counts = new Map(always.map((value) => [value, 0]))
    for (const row of counted) {
      if (row.facet === facet && row.value !== null && row.count > 0) counts.set(row.value, row.count)
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  }
  return {
    kind: of('kind', query.kind),
    country: of('country', query.country),
    cpvDivision: of('cpvDivision', query.cpv),
    language: of('language', query.language),
    deadline: of('deadline'),
    mark: of('mark', marks),
    tag: of('tag', query.tag),
  }
}

function listAbilities(actor: Actor) {
  const abilities: ('import' | 'answer-for-company' | 'answer-for-any' | 'enter' | 'ask')[] = []
  if (mayImport(actor)) abilities.push('import')
  if (actor.companyId !== null && worksFor(actor, actor.companyId)) abilities.push('answer-for-company')
  if (mayImport(actor)) abilities.push('answer-for-any')
  if (mayEnter(actor, 'competition')) abilities.push('enter')
  if (mayEnter(actor, 'request')) abilities.push('ask')
  return abilities
}
