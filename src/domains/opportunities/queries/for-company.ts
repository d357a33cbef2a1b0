import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { viewedCompany } from '../policy.ts'
import { readMatches } from './matches.ts'
import { readRows } from './rows.ts'

/** Open notices the caller's company fits, best first, and apart those it has answered. */
export async function listForMyCompany(tx: Tx, actor: Actor, now: Date) {
  const companyId = viewedCompany(actor, undefined)
  if (companyId === undefined) throw notFound('Your company')

  const { rows } = await tx.execute<{ id: string; answered: boolean }>(sql`
    (SELECT n.id, false AS answered FROM notice_match m
       JOIN notice n ON n.cluster_id = m.cluster_id AND n.id = m.notice_id
     WHERE m.cluster_id = ${actor.clusterId} AND m.company_id = ${companyId} AND m.eligible <> 'no'
       AND n.open_until >= ${now.toISOString()}
       AND NOT EXISTS (SELECT FROM notice_answer a WHERE a.cluster_id = m.cluster_id AND a.notice_id = m.notice_id AND a.company_id = m.company_id)
     ORDER BY m.score DESC, n.deadline NULLS LAST, n.id LIMIT 100)
    UNION ALL
    (SELECT a.notice_id, true FROM notice_answer a
     WHERE a.cluster_id = ${actor.clusterId} AND a.company_id = ${companyId}
     ORDER BY a.answered_at DESC, a.notice_id LIMIT 100)`)
  const ids = rows.map((row) => row.id)
  const [notices, matches] = await Promise.all([
    readRows(tx, actor, now, ids, companyId),
    readMatches(tx, now, ids, companyId),
  ])
  const of = (id: string) => matches.find((one) => one.noticeId === id)?.match ?? null
  const open = rows
    .filter((row) => !row.answered)
    .flatMap((row) => {
      const shown = notices.find((one) => one.id === row.id)
      const match = of(row.id)
      return shown && match ? [{ notice: shown, match }] : []
    })
  const answered = rows
    .filter((row) => row.answered)
    .flatMap((row) => {
      const shown = notices.find((one) => one.id === row.id)
      return shown?.answer ? [{ notice: shown, match: of(row.id), answer: shown.answer }] : []
    })
  return { companyId, open, answered }
}
