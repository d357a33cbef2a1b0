import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type { MatchingProfile } from '#domains/members/public.ts'
import type { CpvExample } from '#engines/matching/cpv-votes.ts'
import type { Match, MatchCompany, MatchNotice } from '#engines/matching/types.ts'
import type { ParsedNotice } from '#engines/notice-formats/notice.ts'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { matchQueue, textIn } from '../rules.ts'
import { notice, noticeMatch } from '../tables.ts'

/** Calls for new matches of all open notices, after something about the members changed. */
export async function wantMatches(tx: Tx, actor: Actor, now: Date): Promise<void> {
  await tx
    .update(notice)
    .set({ matchWanted: sql`${notice.matchWanted} + 1` })
    .where(and(eq(notice.clusterId, actor.clusterId), gte(notice.openUntil, now)))
  await enqueue(tx, matchQueue, { clusterId: actor.clusterId })
}

/**
 * Closed notices are not matched again, but their reasons may name a part that the company has hidden or removed
 * since: after any change of the company (or, without one, of many at once) the score stays and the reasons go.
 */
export async function forgetReasons(
  tx: Tx,
  actor: Actor,
  now: Date,
  companyId: string | undefined,
): Promise<void> {
  await tx.execute(sql`
    UPDATE notice_match SET why = '[]' FROM notice
    WHERE notice_match.cluster_id = ${actor.clusterId} AND (${companyId ?? null}::uuid IS NULL OR notice_match.company_id = ${companyId ?? null})
      AND notice_match.why <> '[]' AND notice.cluster_id = notice_match.cluster_id AND notice.id = notice_match.notice_id
      AND (notice.open_until IS NULL OR notice.open_until < ${now.toISOString()})`)
}

/** Notices that wait for their matches, in the order of their ids after `after`. */
export async function readUnmatched(tx: Tx, actor: Actor, after: string | undefined, limit: number) {
  return tx
    .select({
      id: notice.id,
      wanted: notice.matchWanted,
      openUntil: notice.openUntil,
      kind: notice.kind,
      cpv: notice.cpv,
      cpvMain: notice.cpvMain,
      cpvPredicted: notice.cpvPredicted,
      document: notice.document,
      ownerCompanyId: notice.ownerCompanyId,
    })
    .from(notice)
    .where(
      and(
        eq(notice.clusterId, actor.clusterId),
        lt(notice.matchDone, notice.matchWanted),
        after === undefined ? undefined : gt(notice.id, after),
      ),
    )
    .orderBy(asc(notice.id))
    .limit(limit)
}
export type Unmatched = Awaited<ReturnType<typeof readUnmatched>>[number]

/**
 * Keeps the matches found for some notices in place of the earlier ones. A notice that was called up again meanwhile
 * stays on the list of those that wait.
 */
export async function keepMatches(
  tx: Tx,
  actor: Actor,
  now: Date,
  found: readonly { id: string; wanted: number; matches: readonly Match[] }[],
): Promise<void> {
  const { clusterId } = actor
  const ids = found.map((one) => one.id)
  if (ids.length === 0) return
  // The rows are locked in the order of their ids, so that two workers never wait for each other crosswise.
  await tx.execute(sql`
    UPDATE notice SET match_done = greatest(match_done, given.wanted), matched_at = ${now.toISOString()}
    FROM (SELECT n.id, given.wanted FROM jsonb_to_recordset(${JSON.stringify(
      found.map(({ id, wanted }) => ({ id, wanted })),
    )}::jsonb) AS given(id uuid, wanted int)
      JOIN notice n ON n.cluster_id = ${clusterId} AND n.id = given.id ORDER BY n.id FOR UPDATE OF n) given
    WHERE notice.cluster_id = ${clusterId} AND notice.id = given.id`)
  await tx
    .delete(noticeMatch)
    .where(and(eq(noticeMatch.clusterId, clusterId), inArray(noticeMatch.noticeId, ids)))
  const rows = found.flatMap(({ id, matches }) =>
    matches.map((match) => ({
      notice_id: id,
      company_id: match.companyId,
      score: match.score,
      eligible: match.eligible,
      why: match.why,
      eligibility: match.eligibility,
    })),
  )
  // A company that left while its matches were found has no row to refer to only if it was erased: then it drops out.
  for (let at = 0; at < rows.length; at += 500) {
    await tx.execute(sql`
      INSERT INTO notice_match (cluster_id, notice_id, company_id, score, eligible, why, eligibility, computed_at)
      SELECT ${clusterId}, given.notice_id, given.company_id, given.score, given.eligible, given.why, given.eligibility, ${now.toISOString()}
      FROM jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + 500))}::jsonb)
        AS given(notice_id uuid, company_id uuid, score real, eligible text, why jsonb, eligibility jsonb)
      JOIN company ON company.cluster_id = ${clusterId} AND company.id = given.company_id`)
  }
}

/** Keeps what codes were guessed for notices that state none, until staff settle them. */
export async function keepPredictions(
  tx: Tx,
  actor: Actor,
  predicted: readonly { id: string; codes: readonly { code: string; score: number }[] }[],
): Promise<void> {
  await tx.execute(sql`
    UPDATE notice SET cpv_predicted = given.codes
    FROM jsonb_to_recordset(${JSON.stringify(predicted)}::jsonb) AS given(id uuid, codes jsonb)
    WHERE notice.cluster_id = ${actor.clusterId} AND notice.id = given.id AND notice.cpv = '{}'`)
}

// The newest notices with codes; learning takes time in the cube of their number.
const mostExamples = 400

/** Notices whose codes are known, for guessing those of others. */
export async function readExamples(tx: Tx, actor: Actor): Promise<CpvExample[]> {
  const rows = await tx
    .select({
      id: notice.id,
      title: notice.title,
      summary: notice.summary,
      languages: notice.languages,
      cpvMain: notice.cpvMain,
      cpv: notice.cpv,
    })
    .from(notice)
    .where(and(eq(notice.clusterId, actor.clusterId), isNotNull(notice.cpvMain)))
    .orderBy(desc(notice.publishedOn), desc(notice.id))
    .limit(mostExamples)
  return rows.map((row) => ({
    id: row.id,
    cpv: row.cpvMain ?? '',
    alsoCpv: row.cpv.filter((code) => code !== row.cpvMain),
    ...plainText(row.title, row.summary, row.languages),
  }))
}

/** The wording a code is guessed from: the notice's own first language. */
export function plainText(
  title: Readonly<Record<string, string>>,
  description: Readonly<Record<string, string>>,
  languages: readonly string[],
): { title: string; description: string; language: string } {
  const own = textIn(title, languages[0] ?? 'en', languages)
  const language = own.language ?? languages[0] ?? 'en'
  return {
    title: own.text,
    description: textIn(description, language, languages).text.slice(0, 20_000),
    language,
  }
}

/** A notice as the matcher reads it. */
export function matchNoticeOf(row: Unmatched): MatchNotice {
  const { document } = row
  const codes = row.cpv.length > 0 ? row.cpv : (row.cpvPredicted ?? []).slice(0, 3).map((one) => one.code)
  const places = [...document.places, ...document.lots.flatMap((lot) => lot.places), ...document.buyers]
  const needsClearance = document.lots.some((lot) => lot.securityClearance?.isRequired === true)
  const value = document.estimatedValue ?? document.frameworkMaximum
  return {
    id: row.id,
    kind: asCall(row.kind),
    texts: textsOf(document),
    cpvMain: row.cpvMain ?? codes[0],
    cpvAdditional: codes.filter((code) => code !== (row.cpvMain ?? codes[0])),
    countries: distinct(places.map((place) => place.country)),
    nuts: distinct(
      [...document.places, ...document.lots.flatMap((lot) => lot.places)].map((place) => place.nuts),
    ),
    buyerNames: document.buyers.flatMap((buyer) => Object.values(buyer.name)),
    deadlines: { tender: document.tenderDeadline?.date, request: document.requestDeadline?.date },
    ...(value === undefined ? {} : { value: { cents: value.cents, currency: value.currency } }),
    // Notices say whether a clearance is asked for, never which.
    ...(needsClearance ? { clearance: 'unknown' as const } : {}),
  }
}

/** What asks somebody to come forward is matched as a call is. */
function asCall(kind: Unmatched['kind']): MatchNotice['kind'] {
  return kind === 'eu-call' || kind === 'request' ? 'competition' : kind
}

/** A member as the matcher reads it. */
export function matchCompanyOf(profile: MatchingProfile): MatchCompany {
  return {
    id: profile.id,
    country: profile.country,
    nuts: profile.nuts ?? undefined,
    exportCountries: profile.exportCountries,
    clearance: profile.clearance,
    size: profile.sizeClass ?? undefined,
    capabilities: profile.capabilities.map(({ id, name, cpv, terms, level }) => ({
      id,
      name,
      cpv,
      terms,
      level,
    })),
    products: profile.products.map((one) => ({
      id: one.id,
      name: one.name,
      text: Object.values(one.description).join('\n'),
      cpv: one.cpv,
    })),
    references: profile.references.map((one) => ({
      id: one.id,
      title: one.title,
      text: one.description ?? '',
      cpv: one.cpv,
      buyerName: one.buyerName,
      buyerCountry: one.buyerCountry,
      year: one.year,
    })),
  }
}

/** The notice's own words first, then its lots', one entry for each language. */
function textsOf(document: ParsedNotice): MatchNotice['texts'] {
  return [document, ...document.lots].flatMap(({ title, description }) =>
    distinct([...Object.keys(title), ...Object.keys(description)]).map((language) => ({
      language,
      title: title[language] ?? '',
      description: (description[language] ?? '').slice(0, 20_000),
    })),
  )
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))]
}
