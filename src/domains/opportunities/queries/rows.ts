import { type Param, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { maySeeEveryMatch } from '../policy.ts'
import { textIn } from '../rules.ts'
import { notice } from '../tables.ts'
import { readAnswers } from './matches.ts'

const rowColumns = {
  id: notice.id,
  key: notice.key,
  kind: notice.kind,
  title: notice.title,
  languages: notice.languages,
  buyerNames: notice.buyerNames,
  buyerCountry: notice.buyerCountry,
  cpvMain: notice.cpvMain,
  cpv: notice.cpv,
  cpvPredicted: notice.cpvPredicted,
  countries: notice.countries,
  publishedOn: notice.publishedOn,
  tenderDeadline: notice.tenderDeadline,
  requestDeadline: notice.requestDeadline,
  deadline: notice.deadline,
  openUntil: notice.openUntil,
  valueCents: notice.valueCents,
  currency: notice.currency,
  isDefence: notice.isDefence,
  isEuFunded: notice.isEuFunded,
  needsClearance: notice.needsClearance,
}

/** The rows of a list in the order of their ids, each with what the caller may know of fits and answers. */
export async function readRows(
  tx: Tx,
  actor: Actor,
  now: Date,
  ids: readonly string[],
  viewed: string | undefined,
) {
  if (ids.length === 0) return []
  const list = sql.param([...ids])
  const [rows, fits, answers, counts, following] = await Promise.all([
    tx.select(rowColumns).from(notice).where(sql`${notice.id} = ANY(${list}::uuid[])`),
    tx.execute<{
      noticeId: string
      companyId: string
      companyName: string
      score: number
      eligible: 'yes' | 'maybe' | 'no'
    }>(sql`
      SELECT m.notice_id AS "noticeId", m.company_id AS "companyId", c.legal_name AS "companyName", m.score, m.eligible
      FROM unnest(${list}::uuid[]) wanted(id), LATERAL (
        SELECT * FROM notice_match one WHERE one.cluster_id = ${actor.clusterId} AND one.notice_id = wanted.id
          ${viewed === undefined ? sql`` : sql`AND one.company_id = ${viewed}`}
        ORDER BY one.eligible = 'no', one.score DESC, one.company_id LIMIT 3) m
      JOIN company c ON c.cluster_id = m.cluster_id AND c.id = m.company_id`),
    viewed === undefined ? [] : readAnswers(tx, ids, viewed),
    tx.execute<{ noticeId: string; interested: number; notForUs: number }>(sql`
      SELECT notice_id AS "noticeId", count(*) FILTER (WHERE answer = 'interested')::int AS interested,
        count(*) FILTER (WHERE answer = 'not-for-us')::int AS "notForUs"
      FROM notice_answer WHERE cluster_id = ${actor.clusterId} AND notice_id = ANY(${list}::uuid[]) GROUP BY 1`),
    readFollowing(tx, actor, list),
  ])
  // Grouped once: a search of every list for every row would make a long CSV stand in everybody's way.
  const byId = new Map(rows.map((row) => [row.id, row]))
  const fitsOf = Map.groupBy(fits.rows, (fit) => fit.noticeId)
  const countOf = new Map(counts.rows.map((one) => [one.noticeId, one]))
  const answerOf = new Map(answers.map((one) => [one.noticeId, one.answer]))
  const seesAll = maySeeEveryMatch(actor)
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const count = countOf.get(id)
    const followed = following.get(id)
    return [
      {
        ...briefOf(row, actor, now),
        cpv: row.cpv.length > 0 ? row.cpv : (row.cpvPredicted ?? []).map((one) => one.code),
        isCpvPredicted: row.cpv.length === 0 && (row.cpvPredicted ?? []).length > 0,
        countries: row.countries,
        languages: row.languages,
        best: (fitsOf.get(id) ?? [])
          .map(({ noticeId: _, ...fit }) => fit)
          .sort((a, b) => Number(a.eligible === 'no') - Number(b.eligible === 'no') || b.score - a.score),
        answer: answerOf.get(id) ?? null,
        tags: followed?.tags ?? [],
        isWatched: followed?.isWatched ?? false,
        assignedTo: followed?.assignedTo ?? null,
        answerCounts: seesAll ? { interested: count?.interested ?? 0, notForUs: count?.notForUs ?? 0 } : null,
      },
    ]
  })
}

type Following = { id: string; tags: string[]; isWatched: boolean; assignedTo: string | null }

/** What the caller and the caller's side do about these notices; those nobody does anything about are left out. */
async function readFollowing(tx: Tx, actor: Actor, list: SQL | Param): Promise<Map<string, Following>> {
  const { rows } = await tx.execute<Following>(sql`
    SELECT wanted.id, coalesce(t.tags, '{}') AS tags, w.notice_id IS NOT NULL AS "isWatched",
      (SELECT name FROM account WHERE account.id = a.account_id) AS "assignedTo"
    FROM unnest(${list}::uuid[]) wanted(id)
    LEFT JOIN (SELECT notice_id, array_agg(DISTINCT name) AS tags FROM notice_tag
      WHERE cluster_id = ${actor.clusterId} AND notice_id = ANY(${list}::uuid[]) GROUP BY 1) t ON t.notice_id = wanted.id
    LEFT JOIN (SELECT notice_id FROM notice_watch WHERE cluster_id = ${actor.clusterId} AND account_id = ${actor.accountId}
      AND company_id IS NOT DISTINCT FROM ${actor.companyId}::uuid AND notice_id = ANY(${list}::uuid[])) w ON w.notice_id = wanted.id
    LEFT JOIN notice_assignment a ON a.cluster_id = ${actor.clusterId} AND a.notice_id = wanted.id
    WHERE t.notice_id IS NOT NULL OR w.notice_id IS NOT NULL OR a.notice_id IS NOT NULL`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** What every view of a notice starts with. */
export function briefOf(row: Pick<NoticeRow, keyof typeof rowColumns>, actor: Actor, now: Date) {
  const title = textIn(row.title, actor.language, row.languages)
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    isOpen: row.openUntil !== null && row.openUntil >= now,
    title: title.text,
    titleLanguage: title.language,
    buyer: row.buyerNames[0] ?? null,
    buyerCountry: row.buyerCountry,
    cpvMain: row.cpvMain,
    publishedOn: row.publishedOn,
    tenderDeadline: row.tenderDeadline?.toISOString() ?? null,
    requestDeadline: row.requestDeadline?.toISOString() ?? null,
    deadline: row.deadline?.toISOString() ?? null,
    openUntil: row.openUntil?.toISOString() ?? null,
    valueCents: row.valueCents,
    currency: row.currency,
    isDefence: row.isDefence,
    isEuFunded: row.isEuFunded,
    needsClearance: row.needsClearance,
  }
}

export type NoticeRow = Omit<typeof notice.$inferSelect, 'search'>
