import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { applyScope, inTransaction, type Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { Actor, Role } from '#platform/identity/actor.ts'
import { hashToken } from '#platform/identity/secrets.ts'
import { noticeHats } from '../rules/notice-hats.ts'
import { calendarFeed, savedSearch } from '../tables/following.ts'
import { calendarFile } from './calendar-file.ts'
import { listDeadlines } from './deadlines.ts'
import { readSearch } from './saved-searches.ts'

/** The caller's calendar addresses that still answer; the addresses themselves are not kept. */
export async function listFeeds(tx: Tx, actor: Actor) {
  const rows = await tx
    .select({
      id: calendarFeed.id,
      searchName: savedSearch.name,
      createdAt: calendarFeed.createdAt,
      readAt: calendarFeed.readAt,
    })
    .from(calendarFeed)
    .leftJoin(
      savedSearch,
      and(eq(savedSearch.clusterId, calendarFeed.clusterId), eq(savedSearch.id, calendarFeed.searchId)),
    )
    .where(and(eq(calendarFeed.clusterId, actor.clusterId), isNull(calendarFeed.revokedAt)))
    .orderBy(desc(calendarFeed.createdAt), desc(calendarFeed.id))
    .limit(100)
  return {
    items: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      readAt: row.readAt?.toISOString() ?? null,
    })),
  }
}

type Found = {
  id: string
  clusterId: string
  accountId: string
  companyId: string | null
  searchId: string | null
  language: 'en' | 'et'
  name: string
  roles: Role[] | null
  isDemo: boolean
}

// As far back as a deadline still says something, and as far ahead as any is known.
const daysBack = 30
const daysAhead = 730
const day = 86_400_000

/**
 * The calendar behind an address. It opens as the hat its owner wears today, so it never shows more than the page
 * would; revoked, or its owner without a hat for notices, it answers as an address that never was.
 */
export async function readFeed(house: House, token: string): Promise<string> {
  const now = house.clock.now()
  return inTransaction(house.pool, 'gate', async (tx) => {
    const { rows } = await tx.execute<Found>(sql`
      SELECT f.id, f.cluster_id AS "clusterId", f.account_id AS "accountId", f.company_id AS "companyId", f.search_id AS "searchId",
        a.language, a.name, c.is_demo AS "isDemo",
        (SELECT array_agg(h.role) FROM hat h WHERE h.cluster_id = f.cluster_id AND h.account_id = f.account_id
          AND h.company_id IS NOT DISTINCT FROM f.company_id AND h.ended_at IS NULL) AS roles
      FROM calendar_feed f JOIN account a ON a.id = f.account_id AND a.deactivated_at IS NULL
      JOIN cluster c ON c.id = f.cluster_id
      WHERE f.token_hash = ${hashToken(token)} AND f.revoked_at IS NULL`)
    const [feed] = rows
    const role = noticeHats.find((hat) => feed?.roles?.includes(hat))
    if (!feed || role === undefined || (feed.isDemo && house.config.mode !== 'demo')) throw notFound()

    await tx.execute(sql`
      UPDATE calendar_feed SET read_at = ${now.toISOString()} WHERE cluster_id = ${feed.clusterId} AND id = ${feed.id}
        AND (read_at IS NULL OR read_at < ${now.toISOString()}::timestamptz - interval '1 hour')`)
    const { clusterId, accountId, companyId, name, language, searchId } = feed
    await applyScope(tx.client, { clusterId, accountId, role, companyId })
    const actor: Actor = { clusterId, accountId, companyId, role, name, language }
    const search = searchId === null ? null : await readSearch(tx, actor, searchId)
    const span = {
      from: new Date(now.getTime() - daysBack * day),
      until: new Date(now.getTime() + daysAhead * day),
    }
    const { items, timeZone } = await listDeadlines(tx, actor, now, span, search?.id ?? 'watched')
    const about = { name: search?.name ?? null, timeZone, url: house.config.publicUrl, now }
    return calendarFile(language, about, items)
  })
}
