import { and, asc, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import { type Actor, worksFor } from '#platform/identity/actor.ts'
import { account, cluster } from '#platform/identity/tables.ts'
import { readJournal } from '#platform/journal/journal.ts'
import { mayChangeEntry } from '../policy/entries.ts'
import {
  mayAnswerFor,
  mayConfirmCpv,
  mayImport,
  maySeeEveryMatch,
  maySetConsortium,
  viewedCompany,
} from '../policy.ts'
import { textIn } from '../rules.ts'
import { notice, noticeAward, noticeConsortium, noticeVersion } from '../tables.ts'
import { readEntry } from './entry.ts'
import { readAnswers, readMatches } from './matches.ts'
import { differencesOf, pageOf } from './page.ts'
import { awardOf, findPastAwards } from './past-awards.ts'
import { briefOf, type NoticeRow } from './rows.ts'

/** Everything the page of one notice shows, as far as the caller may see it. */
export async function readNotice(tx: Tx, actor: Actor, now: Date, id: string) {
  const [[found], [home]] = await Promise.all([
    tx
      .select(noticeColumns)
      .from(notice)
      .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, id))),
    tx.select({ timeZone: cluster.timeZone }).from(cluster).where(eq(cluster.id, actor.clusterId)),
  ])
  if (!found || !home) throw notFound('This notice')

  const viewed = viewedCompany(actor, undefined)
  const [matches, answers, awards, pastAwards, related, versions, history, consortium] = await Promise.all([
    readMatches(tx, now, [id], viewed),
    readAnswers(tx, [id], viewed),
    tx
      .select()
      .from(noticeAward)
      .where(ofNotice(noticeAward, actor, id))
      .orderBy(asc(noticeAward.number)),
    findPastAwards(tx, actor, found),
    readRelated(tx, actor, id),
    tx
      .select(versionColumns)
      .from(noticeVersion)
      .where(ofNotice(noticeVersion, actor, id))
      .orderBy(desc(noticeVersion.number)),
    readJournal(tx, { objectKind: 'notice', objectId: id, limit: 100 }),
    found.kind === 'eu-call' ? readConsortium(tx, actor, id) : null,
  ])
  // Alone: it looks for a moment with the system's sight, which must reach no other question.
  const entry = await readEntry(tx, actor, found)
  const matched = new Set(matches.map((one) => one.match.companyId))
  const page = pageOf(found.document, actor.language, home.timeZone)
  return {
    ...briefOf(found, actor, now),
    ...page,
    consortium,
    entry,
    version: found.version,
    format: found.format,
    source: found.source,
    subtype: found.subtype,
    publicationId: found.publicationId,
    procedureId: found.procedureId,
    procedureType: found.procedureType,
    legalBasis: found.legalBasis,
    languages: found.languages,
    cpv: found.cpv,
    cpvFrom: cpvSource(found),
    predictedCpv: found.cpvPredicted ?? [],
    awards: awards.map((award) =>
      awardOf({ ...award, publishedOn: found.publishedOn, languages: found.languages, shares: [] }, actor),
    ),
    matches: matches.map(({ match }) => match),
    otherAnswers: answers.filter((one) => !matched.has(one.answer.companyId)).map((one) => one.answer),
    pastAwards: pastAwards.map((award) => awardOf(award, actor)),
    related: related.map(({ title, languages, ...one }) => ({
      ...one,
      title: textIn(title, actor.language, languages).text,
    })),
    versions: versions.map(versionOf),
    importedAt: found.importedAt.toISOString(),
    changedAt: found.changedAt.toISOString(),
    matchedAt: found.matchedAt?.toISOString() ?? null,
    history: history.filter((entry) => seesEntry(actor, entry.payload)).map(historyOf),
    abilities: noticeAbilities(actor, found),
  }
}

/** An earlier wording of a notice, and how it differs from the present one. */
export async function readVersion(tx: Tx, actor: Actor, id: string, number: number) {
  const [found] = await tx
    .select({ ...versionColumns, document: noticeVersion.document, present: notice.document })
    .from(noticeVersion)
    .innerJoin(
      notice,
      and(eq(notice.clusterId, noticeVersion.clusterId), eq(notice.id, noticeVersion.noticeId)),
    )
    .where(and(ofNotice(noticeVersion, actor, id), eq(noticeVersion.number, number)))
  if (!found) throw notFound('This wording')

  const { document, present, ...version } = found
  return {
    noticeId: id,
    ...versionOf(version),
    title: textIn(document.title, actor.language, document.languages),
    summary: textIn(document.description, actor.language, document.languages),
    differences: differencesOf(document, present),
  }
}

/** The notices this one is about or follows, and those about this one. */
async function readRelated(tx: Tx, actor: Actor, id: string) {
  const { rows } = await tx.execute<{
    id: string
    relation: 'earlier' | 'later'
    kind: NoticeRow['kind']
    title: Readonly<Record<string, string>>
    languages: string[]
    publishedOn: string | null
  }>(sql`
    SELECT DISTINCT ON (n.id) n.id, linked.relation, n.kind, n.title, n.languages, n.published_on::text AS "publishedOn"
    FROM (
      SELECT a.notice_id, 'earlier' AS relation FROM notice_reference r
        JOIN notice_alias a ON a.cluster_id = r.cluster_id AND a.alias = r.alias
        WHERE r.cluster_id = ${actor.clusterId} AND r.notice_id = ${id}
      UNION ALL
      SELECT r.notice_id, 'later' FROM notice_alias a
        JOIN notice_reference r ON r.cluster_id = a.cluster_id AND r.alias = a.alias
        WHERE a.cluster_id = ${actor.clusterId} AND a.notice_id = ${id}
    ) linked JOIN notice n ON n.cluster_id = ${actor.clusterId} AND n.id = linked.notice_id
    WHERE n.id <> ${id} ORDER BY n.id LIMIT 50`)
  return rows
}

// The search words of a notice are as long as its text, and no page shows them.
const { search: _, ...noticeColumns } = getTableColumns(notice)

const versionColumns = {
  number: noticeVersion.number,
  key: noticeVersion.key,
  dispatchedAt: noticeVersion.dispatchedAt,
  publishedOn: noticeVersion.publishedOn,
  storedAt: noticeVersion.storedAt,
}

function ofNotice(
  table: typeof noticeAward | typeof noticeVersion,
  actor: Actor,
  id: string,
): SQL | undefined {
  return and(eq(table.clusterId, actor.clusterId), eq(table.noticeId, id))
}

function versionOf(row: {
  number: number
  key: string
  dispatchedAt: Date | null
  publishedOn: string | null
  storedAt: Date
}) {
  return {
    ...row,
    dispatchedAt: row.dispatchedAt?.toISOString() ?? null,
    storedAt: row.storedAt.toISOString(),
  }
}

function cpvSource(row: NoticeRow): 'notice' | 'predicted' | 'confirmed' | 'nowhere' {
  if (row.cpvConfirmedAt !== null) return 'confirmed'
  if (row.cpv.length > 0) return 'notice'
  return (row.cpvPredicted ?? []).length > 0 ? 'predicted' : 'nowhere'
}

type Entry = Awaited<ReturnType<typeof readJournal>>[number]

/** What a company answered stays between it and the staff, in the history as anywhere. */
function seesEntry(actor: Actor, payload: Entry['payload']): boolean {
  if (maySeeEveryMatch(actor)) return true
  const companyId = payload?.companyId
  return typeof companyId === 'string' ? worksFor(actor, companyId) : payload?.audience === 'cluster'
}

function historyOf(entry: Entry) {
  const { companyId, subject } = entry.payload ?? {}
  return {
    number: entry.number,
    at: entry.at.toISOString(),
    actorName: entry.actorName,
    actorRole: entry.actorRole,
    action: entry.action,
    companyId: typeof companyId === 'string' ? companyId : null,
    subject: typeof subject === 'string' ? subject : null,
  }
}

async function readConsortium(tx: Tx, actor: Actor, id: string) {
  const [row] = await tx
    .select({ rules: noticeConsortium, changedBy: account.name })
    .from(noticeConsortium)
    .leftJoin(account, eq(account.id, noticeConsortium.changedBy))
    .where(and(eq(noticeConsortium.clusterId, actor.clusterId), eq(noticeConsortium.noticeId, id)))
  if (!row) return null
  return { ...row.rules, changedBy: row.changedBy, changedAt: row.rules.changedAt.toISOString() }
}

type Ability =
  | 'answer-for-company'
  | 'answer-for-any'
  | 'confirm-cpv'
  | 'see-matches'
  | 'set-consortium'
  | 'edit-entry'

function noticeAbilities(actor: Actor, found: NoticeRow): Ability[] {
  const lacksCodes = found.cpvPredicted !== null || found.cpv.length === 0
  const abilities: Ability[] = []
  const isOwn = actor.companyId !== null && actor.companyId === found.ownerCompanyId
  if (actor.companyId !== null && !isOwn && mayAnswerFor(actor, actor.companyId)) {
    abilities.push('answer-for-company')
  }
  if (mayImport(actor)) abilities.push('answer-for-any')
  if (mayConfirmCpv(actor) && lacksCodes) abilities.push('confirm-cpv')
  if (maySeeEveryMatch(actor)) abilities.push('see-matches')
  const isEntry = found.format === 'by-hand' || found.format === 'request'
  if (isEntry && found.endedAt === null && mayChangeEntry(actor, found)) abilities.push('edit-entry')
  if (maySetConsortium(actor) && found.kind === 'eu-call') abilities.push('set-consortium')
  return abilities
}
