import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { ParsedNotice } from '#engines/notice-formats/notice.ts'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import {
  aliasesOf,
  awardsOf,
  factsOf,
  isNewer,
  type NoticeAge,
  type NoticeFacts,
  referencesOf,
  searchTexts,
  textIn,
} from '../rules.ts'
import type { noticeSources } from '../schema.ts'
import { notice, noticeAlias, noticeAward, noticeReference, noticeVersion } from '../tables.ts'

/** What an import brings besides the notices. */
export type Into = {
  importId: string | null
  source: (typeof noticeSources)[number]
  timeZone: string
  /** Not for everybody in the cluster, and its title neither. */
  isHidden?: boolean
}
export type ReadNotice = { name: string; sha256: string; notice: ParsedNotice }
export type Stored = { id: string; outcome: 'added' | 'updated' | 'unchanged' }

/** A stored notice as later files are compared with it. */
export type Known = NoticeAge & {
  id: string
  publicationId: string | null
  sha256: string
  /** Of its earlier wordings. */
  earlier: Set<string>
  isConfirmed: boolean
}

/** By each of its names, which stored notice goes by it. */
export type KnownNotices = Map<string, Known>

/** The stored notices that these files may be about, read at one go. */
export async function readKnown(tx: Tx, actor: Actor, files: readonly ReadNotice[]): Promise<KnownNotices> {
  const aliases = [...new Set(files.flatMap((file) => aliasesOf(file.notice)))]
  if (aliases.length === 0) return new Map()
  const rows = await tx
    .select({
      id: notice.id,
      alias: noticeAlias.alias,
      sha256: notice.sha256,
      publicationId: notice.publicationId,
      officialId: notice.officialId,
      officialVersion: notice.officialVersion,
      dispatchedAt: notice.dispatchedAt,
      publishedOn: notice.publishedOn,
      isConfirmed: sql<boolean>`${notice.cpvConfirmedAt} IS NOT NULL`,
      earlier: sql<string[]>`ARRAY(SELECT v.sha256 FROM notice_version v
        WHERE v.cluster_id = ${notice.clusterId} AND v.notice_id = ${notice.id})`,
    })
    .from(noticeAlias)
    .innerJoin(notice, and(eq(notice.clusterId, noticeAlias.clusterId), eq(notice.id, noticeAlias.noticeId)))
    .where(and(eq(noticeAlias.clusterId, actor.clusterId), inArray(noticeAlias.alias, aliases)))
  const byId = new Map(
    rows.map(({ alias: _, ...row }) => [row.id, { ...row, earlier: new Set(row.earlier) }]),
  )
  return new Map(
    rows.flatMap(({ alias, id }) => {
      const one = byId.get(id)
      return one ? [[alias, one]] : []
    }),
  )
}

/**
 * Stores what a notice says. One that is known under any of its names gets a new version when it was written later
 * than what is stored; a wording that was written earlier is kept among the earlier ones and changes nothing else.
 */
export async function storeNotice(
  tx: Tx,
  actor: Actor,
  now: Date,
  into: Into,
  known: KnownNotices,
  file: ReadNotice,
): Promise<Stored> {
  const facts = factsOf(file.notice, into.timeZone)
  const same = findSame(known, file.notice, facts)
  if (same === undefined) {
    const id = await addNotice(tx, actor, now, into, file, facts)
    learn(known, file, { ...facts, id, sha256: file.sha256, earlier: new Set(), isConfirmed: false })
    return { id, outcome: 'added' }
  }
  if (same.sha256 === file.sha256 || same.earlier.has(file.sha256)) {
    return { id: same.id, outcome: 'unchanged' }
  }
  if (!isNewer(facts, same)) {
    await keepEarlier(tx, actor, now, same.id, file, facts)
    learn(known, file, { ...same, earlier: new Set([...same.earlier, file.sha256]) })
    return { id: same.id, outcome: 'unchanged' }
  }
  await renewNotice(tx, actor, now, into, same, file, facts)
  const { officialId, officialVersion, dispatchedAt, publishedOn, publicationId } = facts
  learn(known, file, {
    ...same,
    ...{ officialId, officialVersion, dispatchedAt, publishedOn, publicationId },
    sha256: file.sha256,
    earlier: new Set([...same.earlier, same.sha256]),
  })
  return { id: same.id, outcome: 'updated' }
}

function findSame(known: KnownNotices, parsed: ParsedNotice, facts: NoticeFacts): Known | undefined {
  const byKey = known.get(facts.key)
  if (byKey) return byKey
  // A name shared through a correction is proof. A shared notice id alone is not: converted files carry one made-up id
  // for all, and the number in the Official Journal tells them apart.
  const isSame = (one: Known) =>
    parsed.changedNotice !== undefined ||
    one.officialId !== facts.officialId ||
    one.publicationId === null ||
    facts.publicationId === null ||
    one.publicationId === facts.publicationId ||
    one.officialVersion !== facts.officialVersion
  return aliasesOf(parsed)
    .flatMap((alias) => known.get(alias) ?? [])
    .find(isSame)
}

/** Later files of the same batch meet what this one left. */
function learn(known: KnownNotices, file: ReadNotice, now: Known): void {
  for (const [alias, one] of known) if (one.id === now.id) known.set(alias, now)
  for (const alias of aliasesOf(file.notice)) if (!known.has(alias)) known.set(alias, now)
}

async function addNotice(
  tx: Tx,
  actor: Actor,
  now: Date,
  into: Into,
  file: ReadNotice,
  facts: NoticeFacts,
): Promise<string> {
  const { clusterId } = actor
  const id = newId(now.getTime())
  await Promise.all([
    tx
      .insert(notice)
      .values({
        ...facts,
        clusterId,
        id,
        source: into.source,
        importId: into.importId,
        document: file.notice,
        sha256: file.sha256,
        search: searchVector(file.notice),
        importedAt: now,
        changedAt: now,
      })
      .execute(),
    ...insertParts(tx, clusterId, id, file.notice, facts),
  ])
  return id
}

async function renewNotice(
  tx: Tx,
  actor: Actor,
  now: Date,
  into: Into,
  known: Known,
  file: ReadNotice,
  facts: NoticeFacts,
): Promise<void> {
  const { clusterId } = actor
  const { cpv, cpvMain, ...others } = facts
  // Codes staff settled on outlive a new wording that states none either.
  const keepsCodes = cpv.length === 0 && known.isConfirmed
  const codes = { cpv, cpvMain, cpvPredicted: null, cpvConfirmedBy: null, cpvConfirmedAt: null }
  const ofNotice = (table: typeof noticeAward | typeof noticeReference) =>
    and(eq(table.clusterId, clusterId), eq(table.noticeId, known.id))
  const { rows } = await tx.execute<{ number: number }>(sql`
    INSERT INTO notice_version (cluster_id, notice_id, number, key, sha256, dispatched_at, published_on, document, stored_at)
    SELECT cluster_id, id, ${nextNumber(clusterId, known.id)}, key, sha256, dispatched_at, published_on, document, ${now.toISOString()}
    FROM notice WHERE cluster_id = ${clusterId} AND id = ${known.id} RETURNING number`)
  await Promise.all([
    tx
      .update(notice)
      .set({
        ...others,
        ...(keepsCodes ? {} : codes),
        version: sql`${notice.version} + 1`,
        importId: into.importId,
        document: file.notice,
        sha256: file.sha256,
        search: searchVector(file.notice),
        changedAt: now,
        matchWanted: sql`${notice.matchWanted} + 1`,
      })
      .where(and(eq(notice.clusterId, clusterId), eq(notice.id, known.id)))
      .execute(),
    tx.delete(noticeAward).where(ofNotice(noticeAward)).execute(),
    tx.delete(noticeReference).where(ofNotice(noticeReference)).execute(),
    ...insertParts(tx, clusterId, known.id, file.notice, facts),
  ])
  await record(tx, actor, now, {
    action: 'opportunities/notice-changed',
    objectKind: 'notice',
    objectId: known.id,
    payload: {
      title: titleOf(file.notice),
      replaced: rows[0]?.number,
      ...(into.isHidden ? {} : { audience: 'cluster' }),
    },
  })
}

async function keepEarlier(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  file: ReadNotice,
  facts: NoticeFacts,
): Promise<void> {
  const { clusterId } = actor
  const { key, dispatchedAt, publishedOn } = facts
  await Promise.all([
    tx
      .insert(noticeVersion)
      .values({
        clusterId,
        noticeId,
        number: nextNumber(clusterId, noticeId),
        key,
        sha256: file.sha256,
        dispatchedAt,
        publishedOn,
        document: file.notice,
        storedAt: now,
      })
      .execute(),
    insertAliases(tx, clusterId, noticeId, file.notice),
  ])
}

function insertParts(
  tx: Tx,
  clusterId: string,
  noticeId: string,
  parsed: ParsedNotice,
  facts: NoticeFacts,
): Promise<unknown>[] {
  const awards = awardsOf(parsed).map((award, at) => ({
    ...award,
    clusterId,
    noticeId,
    number: at + 1,
    buyerName: facts.buyerNames[0] ?? null,
    buyerKey: facts.buyerKey,
    buyerCountry: facts.buyerCountry,
  }))
  const references = referencesOf(parsed).map((alias) => ({ clusterId, noticeId, alias }))
  return [
    insertAliases(tx, clusterId, noticeId, parsed),
    ...(awards.length === 0 ? [] : [tx.insert(noticeAward).values(awards).execute()]),
    ...(references.length === 0 ? [] : [tx.insert(noticeReference).values(references).execute()]),
  ]
}

async function insertAliases(tx: Tx, clusterId: string, noticeId: string, parsed: ParsedNotice) {
  const aliases = aliasesOf(parsed).map((alias) => ({ clusterId, noticeId, alias }))
  // A name that another notice goes by already stays with it.
  await tx.insert(noticeAlias).values(aliases).onConflictDoNothing()
}

function nextNumber(clusterId: string, noticeId: string): SQL<number> {
  return sql`(SELECT coalesce(max(number), 0) + 1 FROM notice_version WHERE cluster_id = ${clusterId} AND notice_id = ${noticeId})`
}

function searchVector(parsed: ParsedNotice): SQL<string> {
  const { a, b, c, d } = searchTexts(parsed)
  return sql`setweight(to_tsvector('simple', ${a}), 'A') || setweight(to_tsvector('simple', ${b}), 'B')
    || setweight(to_tsvector('simple', ${c}), 'C') || setweight(to_tsvector('simple', ${d}), 'D')`
}

function titleOf(parsed: ParsedNotice): string {
  return textIn(parsed.title, 'en', parsed.languages).text.slice(0, 200).toWellFormed()
}
