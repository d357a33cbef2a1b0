import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { anyWordQuery } from '#values/search-words.ts'
import { textIn } from '../rules.ts'
import type { NoticeRow } from './rows.ts'

/** Earlier awards for something alike, likest first: the same buyer, the same class of goods, the same words. */
export async function findPastAwards(tx: Tx, actor: Actor, found: NoticeRow) {
  const code = found.cpvMain ?? found.cpvPredicted?.[0]?.code ?? null
  const group = code?.slice(0, 3) ?? null
  const words = anyWordQuery(Object.values(found.title).join(' '))
  if (group === null && found.buyerKey === null) return []

  const { rows } = await tx.execute<PastAward>(sql`
    SELECT a.notice_id AS "noticeId", a.title, a.lot_ids AS "lotIds", a.winners, a.winner_countries AS "winnerCountries",
      a.is_group AS "isGroup", a.value_cents::float8 AS "valueCents", a.currency, a.cpv, a.buyer_name AS "buyerName",
      a.buyer_country AS "buyerCountry", a.decided_on::text AS "decidedOn", n.published_on::text AS "publishedOn",
      a.tenders_received AS "tendersReceived", n.languages,
      array_remove(ARRAY[
        CASE WHEN a.buyer_key = ${found.buyerKey} THEN 'buyer' END,
        CASE WHEN a.cpv_class = ${code?.slice(0, 4) ?? null} THEN 'cpv-class' WHEN a.cpv_group = ${group} THEN 'cpv-group' END,
        CASE WHEN likeness.words >= ${likeWords} THEN 'words' END], NULL) AS shares
    FROM notice_award a
    JOIN notice n ON n.cluster_id = a.cluster_id AND n.id = a.notice_id
    CROSS JOIN LATERAL (SELECT ${words === '' ? sql`0::real` : sql`ts_rank(n.search, ${words}::tsquery, 32)`} AS words) likeness
    WHERE a.cluster_id = ${actor.clusterId} AND a.notice_id <> ${found.id}
      AND (a.cpv_group = ${group} OR a.buyer_key = ${found.buyerKey})
    ORDER BY (a.cpv_class IS NOT DISTINCT FROM ${code?.slice(0, 4) ?? null})::int
        + (a.cpv_group IS NOT DISTINCT FROM ${group})::int + (a.buyer_key IS NOT DISTINCT FROM ${found.buyerKey})::int
        + 2 * likeness.words DESC,
      n.published_on DESC NULLS LAST, a.notice_id, a.number
    LIMIT 12`)
  return rows
}

// From this rank (0 to 1) on, the titles visibly speak of the same thing.
const likeWords = 0.2

export type PastAward = {
  noticeId: string
  title: Readonly<Record<string, string>>
  lotIds: string[]
  winners: string[]
  winnerCountries: string[]
  isGroup: boolean
  valueCents: number | null
  currency: string | null
  cpv: string | null
  buyerName: string | null
  buyerCountry: string | null
  decidedOn: string | null
  publishedOn: string | null
  tendersReceived: number | null
  languages: string[]
  shares: ('buyer' | 'cpv-class' | 'cpv-group' | 'words')[]
}

/** An award as pages show it. */
export function awardOf(award: PastAward, actor: Actor) {
  const { languages, buyerName, ...rest } = award
  return { ...rest, title: textIn(award.title, actor.language, languages), buyer: buyerName }
}
