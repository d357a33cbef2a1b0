import { sql } from 'drizzle-orm'
import type { ParsedNotice } from '#engines/notice-formats/notice.ts'
import { applyScope, type Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { notify, type Recipient } from '#platform/notifications/notify.ts'
import { differencesOf } from '../queries/page.ts'
import { noticeHats } from '../rules/notice-hats.ts'
import { textIn } from '../rules.ts'

/** Tells who watches a notice how its new wording differs from the wording it replaced. */
export async function tellOfChange(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  replaced: number,
): Promise<void> {
  const watchers = await readWatchers(tx, actor, noticeId)
  if (watchers.length === 0) return
  const { rows } = await tx.execute<{ version: number; before: ParsedNotice; present: ParsedNotice }>(sql`
    SELECT n.version, v.document AS before, n.document AS present FROM notice n JOIN notice_version v
      ON v.cluster_id = n.cluster_id AND v.notice_id = n.id AND v.number = ${replaced}
    WHERE n.cluster_id = ${actor.clusterId} AND n.id = ${noticeId}`)
  const [found] = rows
  if (!found) return

  const { before, present } = found
  const isCancelled = present.change?.reason?.startsWith('cancel') ?? false
  const fields = differencesOf(before, present).map((one) => one.field)
  if (fields.length === 0 && !isCancelled) return
  await notify(
    tx,
    actor,
    now,
    {
      kind: isCancelled ? 'opportunities/watched-ended' : 'opportunities/watched-changed',
      objectKind: 'notice',
      objectId: noticeId,
      occasion: `version ${found.version}`,
      title: titleOf(present),
      data: isCancelled
        ? { how: 'cancelled' }
        : { fields, tenderDeadline: dates('tenderDeadline'), requestDeadline: dates('requestDeadline') },
      link: `/opportunities/${noticeId}`,
    },
    watchers,
  )

  function dates(which: 'tenderDeadline' | 'requestDeadline') {
    return [before[which]?.date ?? null, present[which]?.date ?? null]
  }
}

type Later = {
  laterId: string
  kind: string
  watchedId: string
  title: Readonly<Record<string, string>>
  languages: string[]
  winners: string[] | null
}

/** Tells who watches a notice that one about it, or one that ends its procedure, has come in. */
export async function tellOfLater(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeIds: readonly string[],
): Promise<void> {
  const { clusterId } = actor
  const { rows } = await tx.execute<Later>(sql`
    SELECT DISTINCT later.id AS "laterId", later.kind, watched.id AS "watchedId", watched.title, watched.languages,
      (SELECT array_agg(DISTINCT won.name) FROM notice_award a, unnest(a.winners) won(name)
        WHERE a.cluster_id = later.cluster_id AND a.notice_id = later.id) AS winners
    FROM notice later CROSS JOIN LATERAL (
      SELECT a.notice_id AS id FROM notice_reference r JOIN notice_alias a ON a.cluster_id = r.cluster_id AND a.alias = r.alias
        WHERE r.cluster_id = later.cluster_id AND r.notice_id = later.id
      UNION SELECT n.id FROM notice n WHERE n.cluster_id = later.cluster_id AND n.procedure_id = later.procedure_id
        AND n.kind IN ('planning', 'competition')) earlier
    JOIN notice watched ON watched.cluster_id = later.cluster_id AND watched.id = earlier.id AND watched.id <> later.id
    WHERE later.cluster_id = ${clusterId} AND later.id = ANY(${sql.param([...noticeIds])}::uuid[])
      AND EXISTS (SELECT FROM notice_watch w WHERE w.cluster_id = watched.cluster_id AND w.notice_id = watched.id)
    ORDER BY 3, 1 LIMIT 1000`)
  for (const row of rows) {
    await notify(
      tx,
      actor,
      now,
      {
        kind: row.kind === 'result' ? 'opportunities/watched-ended' : 'opportunities/watched-changed',
        objectKind: 'notice',
        objectId: row.watchedId,
        occasion: `notice ${row.laterId}`,
        title: textIn(row.title, 'en', row.languages).text || row.watchedId,
        data: dataOf(row),
        link: `/opportunities/${row.laterId}`,
      },
      await readWatchers(tx, actor, row.watchedId),
    )
  }
}

function dataOf({ kind, winners }: Later): Record<string, unknown> {
  if (kind !== 'result') return { later: kind === 'competition' ? 'call' : 'correction' }
  if (winners === null) return { how: 'no-winner' }
  return { how: 'awarded', winners: winners.slice(0, 5), more: Math.max(0, winners.length - 5) }
}

type Watcher = Recipient & { roles: string[] | null }

/** Who watches the notice and, under a hat worn today, still sees it: a request may have been closed to them since. */
async function readWatchers(tx: Tx, actor: Actor, noticeId: string): Promise<Recipient[]> {
  const { clusterId } = actor
  const { rows } = await tx.execute<Watcher>(sql`
    SELECT w.account_id AS "accountId", w.company_id AS "companyId", (SELECT array_agg(h.role) FROM hat h
      WHERE h.cluster_id = w.cluster_id AND h.account_id = w.account_id AND h.company_id IS NOT DISTINCT FROM w.company_id
        AND h.ended_at IS NULL) AS roles
    FROM notice_watch w WHERE w.cluster_id = ${clusterId} AND w.notice_id = ${noticeId} ORDER BY 1, 2`)
  const byEyes = Map.groupBy(rows, ({ roles, companyId }) => {
    const role = noticeHats.find((hat) => roles?.includes(hat))
    return role === undefined ? '' : `${role} ${companyId ?? ''}`
  })
  const seeing: Recipient[] = []
  for (const [eyes, watchers] of byEyes) {
    const [role = '', companyId = ''] = eyes.split(' ')
    if (role === '') continue
    await applyScope(tx.client, { clusterId, accountId: '', role, companyId: companyId || null })
    const { rows: seen } = await tx.execute(sql`
      SELECT FROM notice WHERE cluster_id = ${clusterId} AND id = ${noticeId}`)
    if (seen.length > 0) seeing.push(...watchers)
  }
  await applyScope(tx.client, { clusterId, accountId: '', role: 'system', companyId: null })
  return seeing
}

function titleOf(parsed: ParsedNotice): string {
  return textIn(parsed.title, 'en', parsed.languages).text || parsed.key
}
