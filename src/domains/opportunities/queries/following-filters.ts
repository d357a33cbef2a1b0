import { type SQL, sql } from 'drizzle-orm'
import type { Actor } from '#platform/identity/actor.ts'
import type { NoticeQuery } from '../schema.ts'

// Notices `n` by what people do about them. Row security leaves each side its own tags and assignments.

export function tagFilter(tags: readonly string[]): SQL {
  return sql`EXISTS (SELECT FROM notice_tag t WHERE t.cluster_id = n.cluster_id AND t.notice_id = n.id
    AND lower(t.name) IN (SELECT lower(wanted) FROM unnest(${sql.param([...tags])}::text[]) wanted))`
}

export function assignedFilter(assigned: NonNullable<NoticeQuery['assigned']>, actor: Actor): SQL {
  const me = assigned === 'me' ? sql`AND a.account_id = ${actor.accountId}` : sql``
  const some = sql`EXISTS (SELECT FROM notice_assignment a WHERE a.cluster_id = n.cluster_id AND a.notice_id = n.id ${me})`
  return assigned === 'nobody' ? sql`NOT ${some}` : some
}

export function watchFilter(isWatched: boolean, actor: Actor): SQL {
  const own = sql`EXISTS (SELECT FROM notice_watch w WHERE ${isOwnWatch(sql`n.cluster_id`, sql`n.id`, actor)})`
  return isWatched ? own : sql`NOT ${own}`
}

/** Whether the watch `w` is the caller's, of this notice. */
export function isOwnWatch(clusterId: SQL, noticeId: SQL, { accountId, companyId }: Actor): SQL {
  return sql`w.cluster_id = ${clusterId} AND w.notice_id = ${noticeId} AND w.account_id = ${accountId}
    AND w.company_id IS NOT DISTINCT FROM ${companyId}::uuid`
}
