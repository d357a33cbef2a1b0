import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { companyTable } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { account } from '#platform/identity/tables.ts'
import { checkOn } from '../rules.ts'
import { noticeAnswer, noticeMatch } from '../tables.ts'

/** Fits of these notices, best first: of one company, or of all the caller may see. */
export async function readMatches(tx: Tx, now: Date, ids: readonly string[], viewed: string | undefined) {
  const today = now.toISOString().slice(0, 10)
  if (ids.length === 0) return []
  const [rows, answers] = await Promise.all([
    tx
      .select({
        noticeId: noticeMatch.noticeId,
        companyId: noticeMatch.companyId,
        companyName: companyTable.legalName,
        companyLogoFileId: companyTable.logoFileId,
        score: noticeMatch.score,
        eligible: noticeMatch.eligible,
        why: noticeMatch.why,
        eligibility: noticeMatch.eligibility,
      })
      .from(noticeMatch)
      .innerJoin(
        companyTable,
        and(eq(companyTable.clusterId, noticeMatch.clusterId), eq(companyTable.id, noticeMatch.companyId)),
      )
      .where(
        and(
          sql`${noticeMatch.clusterId} = (SELECT current_cluster())`,
          inArray(noticeMatch.noticeId, [...ids]),
          viewed === undefined ? undefined : eq(noticeMatch.companyId, viewed),
        ),
      )
      .orderBy(asc(sql`${noticeMatch.eligible} = 'no'`), desc(noticeMatch.score), asc(noticeMatch.companyId))
      .limit(500),
    readAnswers(tx, ids, viewed),
  ])
  return rows.map(({ noticeId, why, eligibility, ...row }) => ({
    noticeId,
    match: {
      ...row,
      why: [...why],
      eligibility: eligibility.map((check) => checkOn(today, check)),
      answer:
        answers.find((one) => one.noticeId === noticeId && one.answer.companyId === row.companyId)?.answer ??
        null,
    },
  }))
}

/** Answers to these notices: of one company, or of all the caller may see. */
export async function readAnswers(tx: Tx, ids: readonly string[], viewed: string | undefined) {
  if (ids.length === 0) return []
  const rows = await tx
    .select({
      noticeId: noticeAnswer.noticeId,
      companyId: noticeAnswer.companyId,
      companyName: companyTable.legalName,
      answer: noticeAnswer.answer,
      reason: noticeAnswer.reason,
      note: noticeAnswer.note,
      answeredBy: account.name,
      isOnBehalf: noticeAnswer.isOnBehalf,
      answeredAt: noticeAnswer.answeredAt,
      version: noticeAnswer.version,
    })
    .from(noticeAnswer)
    .innerJoin(
      companyTable,
      and(eq(companyTable.clusterId, noticeAnswer.clusterId), eq(companyTable.id, noticeAnswer.companyId)),
    )
    .leftJoin(account, eq(account.id, noticeAnswer.answeredBy))
    .where(
      and(
        sql`${noticeAnswer.clusterId} = (SELECT current_cluster())`,
        inArray(noticeAnswer.noticeId, [...ids]),
        viewed === undefined ? undefined : eq(noticeAnswer.companyId, viewed),
      ),
    )
    .orderBy(asc(noticeAnswer.answeredAt))
    .limit(2_000)
  return rows.map(({ noticeId, ...row }) => ({
    noticeId,
    answer: { ...row, answeredAt: row.answeredAt.toISOString() },
  }))
}
