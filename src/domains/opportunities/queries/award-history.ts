import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { foldText } from '#values/search-words.ts'
import { textIn } from '../rules.ts'
import type { AwardHistoryQuery } from '../schema/award-history.ts'

type Sums = { awards: number; cents: number; withValue: number }
type Latest = {
  noticeId: string
  title: Readonly<Record<string, string>>
  languages: string[]
  buyer: string | null
  winners: string[]
  isGroup: boolean
  cents: number | null
  currency: string | null
  decidedOn: string | null
  tendersReceived: number | null
}
type Found = {
  total: Sums & { alone: number; inGroups: number; meanTenders: number | null; saysTenders: number }
  years: (Sums & { year: number })[]
  buyers: (Sums & { name: string })[]
  winners: (Sums & { name: string })[]
  pairs: (Sums & { buyer: string; winner: string })[]
  divisions: (Sums & { code: string })[]
  countries: string[]
  latest: Latest[]
}

const most = 15

/**
 * Who buys what from whom: past awards added up by year, buyer, winner and division. A group's award counts for each of
 * its members among the winners, and once everywhere else; values are of one currency and never converted.
 */
export async function readAwardHistory(tx: Tx, actor: Actor, query: AwardHistoryQuery) {
  const chosen = chosenAwards(actor, query)
  const { rows: currencies } = await tx.execute<{ currency: string; awards: number }>(sql`
    WITH chosen AS (${chosen}) SELECT currency, count(*)::int AS awards FROM chosen
    WHERE currency IS NOT NULL AND value_cents IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50`)
  const currency = query.currency ?? currencies[0]?.currency ?? null
  const inCurrency = sql`value_cents IS NOT NULL AND currency = ${currency}`
  const sums = sql`'awards', count(*), 'cents', coalesce(sum(value_cents) FILTER (WHERE ${inCurrency}), 0)::float8,
    'withValue', count(*) FILTER (WHERE ${inCurrency})`
  const list = (rows: SQL) => sql`(SELECT coalesce(json_agg(row ORDER BY place), '[]') FROM (${rows}) listed)`
  const order = sql`row_number() OVER (ORDER BY coalesce(sum(value_cents) FILTER (WHERE ${inCurrency}), 0) DESC, count(*) DESC, 1)`
  const { rows } = await tx.execute<{ found: Found }>(sql`
    WITH chosen AS MATERIALIZED (${chosen}),
    won AS (SELECT chosen.*, winner.name AS winner_name, winner.key AS winner_key FROM chosen,
      unnest(winners, winner_keys) AS winner(name, key))
    SELECT json_build_object(
      'total', (SELECT json_build_object(${sums}, 'alone', count(*) FILTER (WHERE NOT is_group),
        'inGroups', count(*) FILTER (WHERE is_group), 'meanTenders', avg(tenders_received)::float8,
        'saysTenders', count(tenders_received)) FROM chosen),
      'years', (SELECT coalesce(json_agg(row ORDER BY year), '[]') FROM (SELECT year, json_build_object('year', year, ${sums}) AS row
        FROM chosen WHERE year IS NOT NULL GROUP BY year) listed),
      'buyers', ${list(sql`SELECT json_build_object('name', min(buyer_name), ${sums}) AS row, ${order} AS place
        FROM chosen WHERE buyer_key IS NOT NULL GROUP BY buyer_key ORDER BY place LIMIT ${most}`)},
      'winners', ${list(sql`SELECT json_build_object('name', min(winner_name), ${sums}) AS row, ${order} AS place
        FROM won GROUP BY winner_key ORDER BY place LIMIT ${most}`)},
      'pairs', ${list(sql`SELECT json_build_object('buyer', min(buyer_name), 'winner', min(winner_name), ${sums}) AS row, ${order} AS place
        FROM won WHERE buyer_key IS NOT NULL GROUP BY buyer_key, winner_key ORDER BY place LIMIT ${most}`)},
      'divisions', ${list(sql`SELECT json_build_object('code', left(cpv, 2) || '000000', ${sums}) AS row, ${order} AS place
        FROM chosen WHERE cpv IS NOT NULL GROUP BY left(cpv, 2) ORDER BY place LIMIT ${most}`)},
      'countries', (SELECT coalesce(json_agg(DISTINCT buyer_country), '[]') FROM notice_award
        WHERE cluster_id = ${actor.clusterId} AND buyer_country IS NOT NULL),
      'latest', (SELECT coalesce(json_agg(json_build_object('noticeId', notice_id, 'title', title, 'languages', languages,
          'buyer', buyer_name, 'winners', winners, 'isGroup', is_group, 'cents', value_cents, 'currency', currency,
          'decidedOn', decided, 'tendersReceived', tenders_received) ORDER BY decided DESC NULLS LAST, notice_id, number), '[]')
        FROM (SELECT * FROM chosen ORDER BY decided DESC NULLS LAST, notice_id, number LIMIT 50) newest)) AS found`)
  const found = rows[0]?.found
  if (!found) throw new Error('A query of one row answered none.')
  return {
    ...found,
    currency,
    currencies,
    latest: found.latest.map(({ title, languages, ...award }) => {
      const words = textIn(title, actor.language, languages)
      return { ...award, title: words.text, titleLanguage: words.language }
    }),
  }
}

/** A day the notice does not name is the day it was published. */
function chosenAwards(actor: Actor, query: AwardHistoryQuery): SQL {
  const { buyer, winner, cpv, country, from, until } = query
  const decided = sql`coalesce(a.decided_on, n.published_on)`
  const filters = [
    sql`a.cluster_id = ${actor.clusterId}`,
    buyer ? sql`a.buyer_key = ${foldText(buyer).slice(0, 200)}` : undefined,
    winner ? sql`a.winner_keys @> ARRAY[${foldText(winner).slice(0, 200)}]` : undefined,
    cpv ? sql`a.cpv LIKE ${`${cpv.replace(/0+$/, '').padEnd(2, '0')}%`}` : undefined,
    country ? sql`a.buyer_country = ${country}` : undefined,
    from === undefined ? undefined : sql`${decided} >= make_date(${from}, 1, 1)`,
    until === undefined ? undefined : sql`${decided} <= make_date(${until}, 12, 31)`,
  ].filter((filter) => filter !== undefined)
  return sql`SELECT a.*, n.languages, ${decided} AS decided, extract(year FROM ${decided})::int AS year
    FROM notice_award a JOIN notice n ON n.cluster_id = a.cluster_id AND n.id = a.notice_id
    WHERE ${sql.join(filters, sql` AND `)}`
}
