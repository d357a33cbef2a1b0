import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { account, cluster } from '#platform/identity/tables.ts'
import { sharingsOf } from '../policy/following.ts'
import { questionOf } from '../rules/notice-address.ts'
import type { NoticeAddress } from '../schema/saved-search.ts'
import { type NoticeQuery, noticeQuery } from '../schema.ts'
import { savedSearch, searchDigest } from '../tables/following.ts'

/** The searches the caller made or that were shared, by name, with the caller's own mails about each. */
export async function listSearches(tx: Tx, actor: Actor) {
  const [rows, timeZone] = await Promise.all([
    tx
      .select({ search: savedSearch, owner: account.name, digest: searchDigest })
      .from(savedSearch)
      .leftJoin(account, eq(account.id, savedSearch.ownerId))
      .leftJoin(
        searchDigest,
        and(
          eq(searchDigest.clusterId, savedSearch.clusterId),
          eq(searchDigest.searchId, savedSearch.id),
          eq(searchDigest.accountId, actor.accountId ?? ''),
          actor.companyId === null
            ? isNull(searchDigest.companyId)
            : eq(searchDigest.companyId, actor.companyId),
        ),
      )
      .where(eq(savedSearch.clusterId, actor.clusterId))
      .orderBy(asc(sql`lower(${savedSearch.name})`), asc(savedSearch.id))
      .limit(500),
    readZone(tx, actor),
  ])
  return {
    items: rows.map(({ search, owner, digest }) => ({
      id: search.id,
      name: search.name,
      address: search.address,
      sharing: search.sharing,
      owner,
      isOwn: search.ownerId === actor.accountId,
      version: search.version,
      digest: digest
        ? {
            rhythm: digest.rhythm,
            hour: digest.hour,
            weekday: digest.weekday,
            nextAt: digest.nextAt.toISOString(),
            lastSentAt: digest.lastSentAt?.toISOString() ?? null,
          }
        : null,
    })),
    sharings: sharingsOf(actor),
    timeZone,
  }
}

/** A search the caller sees; others answer as if there were none. */
export async function readSearch(tx: Tx, actor: Actor, id: string) {
  const [found] = await tx
    .select()
    .from(savedSearch)
    .where(and(eq(savedSearch.clusterId, actor.clusterId), eq(savedSearch.id, id)))
  if (!found) throw notFound('This search')
  return found
}

export async function readZone(tx: Tx, actor: Actor): Promise<string> {
  const [home] = await tx
    .select({ timeZone: cluster.timeZone })
    .from(cluster)
    .where(eq(cluster.id, actor.clusterId))
  if (!home) throw notFound('This cluster')
  return home.timeZone
}

/** What a saved address asks the list; refused where it asks for nothing the list knows. */
export function questionFor(address: NoticeAddress): NoticeQuery {
  const asked = noticeQuery.safeParse(questionOf(address))
  if (asked.success) return asked.data
  throw new Refusal('opportunities/search-unknown', 422, 'This search holds a filter the list does not know.')
}
