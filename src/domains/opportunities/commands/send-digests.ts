import { sql } from 'drizzle-orm'
import { applyScope, type Tx } from '#platform/db/transaction.ts'
import type { Actor, Role } from '#platform/identity/actor.ts'
import { sendMail } from '#platform/mail/send.ts'
import { readNews, takeNews } from '../queries/new-notices.ts'
import { questionFor } from '../queries/saved-searches.ts'
import { nextDigestAt } from '../rules/digest-times.ts'
import { noticeHats } from '../rules/notice-hats.ts'
import type { NoticeAddress } from '../schema/saved-search.ts'
import { type DigestPart, digestLetter } from './digest-letter.ts'

/** The cluster the digests are of, and the addresses its mails lead to. */
export type DigestHome = {
  clusterName: string
  timeZone: string
  url: string
  /** The address that ends one digest of this person, or all of them under this hat. */
  stopUrl(accountId: string, digestId: string): string
}

type Due = {
  id: string
  searchId: string
  accountId: string
  companyId: string | null
  rhythm: 'daily' | 'weekly'
  hour: number
  weekday: number
  since: string
  checked: string | null
  email: string
  name: string
  language: 'en' | 'et'
  roles: Role[] | null
}

/**
 * Sends the digests that are due to the next `most` people, and says when each comes next, in one transaction: who was
 * told what and the mails that tell it stand or fall together. Answers to how many people's turn it came.
 */
export async function sendDueDigests(
  tx: Tx,
  actor: Actor,
  now: Date,
  home: DigestHome,
  most: number,
): Promise<number> {
  const { clusterId } = actor
  const { rows } = await tx.execute<Due>(sql`
    WITH people AS (SELECT account_id, company_id FROM search_digest
      WHERE cluster_id = ${clusterId} AND next_at <= ${now.toISOString()}
      GROUP BY 1, 2 ORDER BY min(next_at) LIMIT ${most}),
    due AS (SELECT d.* FROM search_digest d
      JOIN people p ON p.account_id = d.account_id AND p.company_id IS NOT DISTINCT FROM d.company_id
      WHERE d.cluster_id = ${clusterId} AND d.next_at <= ${now.toISOString()} FOR UPDATE OF d SKIP LOCKED)
    SELECT d.id, d.search_id AS "searchId", d.account_id AS "accountId", d.company_id AS "companyId", d.rhythm, d.hour, d.weekday,
      d.since, d.checked_at AS checked, a.email, a.name, a.language,
      (SELECT array_agg(h.role) FROM hat h WHERE h.cluster_id = ${clusterId} AND h.account_id = d.account_id
        AND h.company_id IS NOT DISTINCT FROM d.company_id AND h.ended_at IS NULL AND a.deactivated_at IS NULL) AS roles
    FROM due d JOIN account a ON a.id = d.account_id ORDER BY d.account_id, d.company_id, d.id`)
  const people = Map.groupBy(rows, (row) => `${row.accountId} ${row.companyId}`)
  const mailed: string[] = []
  const lost: string[] = []
  for (const digests of people.values()) {
    const told = await tellPerson(tx, actor, now, home, digests)
    mailed.push(...told.mailed)
    lost.push(...told.lost)
  }
  await moveOn(tx, clusterId, now, home.timeZone, rows, mailed, lost)
  return people.size
}

type Told = { mailed: string[]; lost: string[] }

/** One mail for all of a person's searches that have news. Everything is read as the hat the person wears today. */
async function tellPerson(
  tx: Tx,
  system: Actor,
  now: Date,
  home: DigestHome,
  digests: readonly Due[],
): Promise<Told> {
  const [first] = digests
  const role = noticeHats.find((hat) => first?.roles?.includes(hat))
  if (!first || role === undefined) return { mailed: [], lost: [] }

  const { clusterId } = system
  const { accountId, companyId, name, language } = first
  await applyScope(tx.client, { clusterId, accountId, role, companyId })
  const person: Actor = { accountId, name, language, role, clusterId, companyId }
  const { rows: searches } = await tx.execute<{ id: string; name: string; address: NoticeAddress }>(sql`
    SELECT id, name, address FROM saved_search
    WHERE cluster_id = ${clusterId} AND id = ANY(${sql.param(digests.map((one) => one.searchId))}::uuid[])`)
  const parts: DigestPart[] = []
  const mailed: string[] = []
  const lost: string[] = []
  for (const digest of digests) {
    const search = searches.find((one) => one.id === digest.searchId)
    // No longer shared with this person.
    if (!search) {
      lost.push(digest.id)
      continue
    }
    const ids = await takeNews(
      tx,
      person,
      now,
      {
        id: digest.id,
        since: new Date(digest.since),
        checked: digest.checked === null ? null : new Date(digest.checked),
      },
      questionFor(search.address),
    )
    if (ids.length === 0) continue
    mailed.push(digest.id)
    parts.push({
      name: search.name,
      count: ids.length,
      items: await readNews(tx, person, now, ids),
      listUrl: `${home.url}/saved-searches?open=${search.id}`,
      stopUrl: home.stopUrl(accountId, digest.id),
    })
  }
  await applyScope(tx.client, { clusterId, accountId: '', role: 'system', companyId: null })
  if (parts.length > 0) {
    await sendMail(tx, clusterId, {
      to: first.email,
      template: digestLetter,
      language,
      data: { name, clusterName: home.clusterName, timeZone: home.timeZone, parts, url: home.url },
      // What somebody looks for is their own business: the mail page shows nobody this letter's text.
      hasSecret: true,
      unsubscribeUrl: home.stopUrl(accountId, `all ${companyId ?? ''}`),
    })
  }
  return { mailed, lost }
}

// So much longer than any notice stays open that what came in before needs not be remembered.
const keptDays = 400

async function moveOn(
  tx: Tx,
  clusterId: string,
  now: Date,
  timeZone: string,
  rows: readonly Due[],
  mailed: readonly string[],
  lost: readonly string[],
): Promise<void> {
  if (rows.length === 0) return
  const moved = rows.map((row) => ({
    id: row.id,
    next: nextDigestAt(now, timeZone, row).toISOString(),
    mailed: mailed.includes(row.id),
  }))
  await tx.execute(sql`
    UPDATE search_digest d SET next_at = given.next, checked_at = ${now.toISOString()}, last_sent_at = CASE WHEN given.mailed THEN ${now.toISOString()}::timestamptz ELSE d.last_sent_at END,
      since = CASE WHEN d.since < ${now.toISOString()}::timestamptz - ${keptDays} * interval '1 day'
        THEN ${now.toISOString()}::timestamptz - ${keptDays / 2} * interval '1 day' ELSE d.since END
    FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS given(id uuid, next timestamptz, mailed boolean)
    WHERE d.cluster_id = ${clusterId} AND d.id = given.id`)
  await tx.execute(sql`
    DELETE FROM search_digest_told t USING search_digest d, notice n
    WHERE d.cluster_id = ${clusterId} AND d.id = ANY(${sql.param(rows.map((row) => row.id))}::uuid[])
      AND d.since < ${now.toISOString()}::timestamptz - ${keptDays / 2 - 1} * interval '1 day'
      AND t.cluster_id = d.cluster_id AND t.digest_id = d.id
      AND n.cluster_id = t.cluster_id AND n.id = t.notice_id AND n.imported_at <= d.since`)
  if (lost.length === 0) return
  await tx.execute(sql`
    DELETE FROM search_digest WHERE cluster_id = ${clusterId} AND id = ANY(${sql.param([...lost])}::uuid[])`)
}
