import { and, eq, sql } from 'drizzle-orm'
import { companyTable } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound, Refusal, stale } from '#platform/errors.ts'
import { type Actor, worksFor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { mayAnswerFor } from '../policy.ts'
import { textIn } from '../rules.ts'
import type { AnswerInput } from '../schema.ts'
import { notice, noticeAnswer, noticeAnswerTurn } from '../tables.ts'
import { followAnswer } from './watch-notice.ts'

/** Says for a company whether a notice is for it; `version` is that of the answer the caller saw, 0 for none. */
export async function answerNotice(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  companyId: string,
  version: number,
  input: AnswerInput,
): Promise<void> {
  const title = await readAnswerable(tx, actor, noticeId, companyId)
  const { turn, before } = await takeTurn(tx, actor, noticeId, companyId)
  if ((before?.version ?? 0) !== version) throw stale(before?.version ?? 0)
  if (input.reason === 'other' && input.note === null) {
    throw new Refusal('opportunities/reason-unsaid', 422, 'Please say in a few words why it is not for you.')
  }

  const { clusterId } = actor
  const isOnBehalf = !worksFor(actor, companyId)
  const given = { ...input, isOnBehalf, answeredBy: actor.accountId, answeredAt: now, version: turn }
  await tx
    .insert(noticeAnswer)
    .values({ ...given, clusterId, noticeId, companyId })
    .onConflictDoUpdate({
      target: [noticeAnswer.clusterId, noticeAnswer.noticeId, noticeAnswer.companyId],
      set: given,
    })

  await followAnswer(tx, actor, now, {
    noticeId,
    companyId,
    isInterested: input.answer === 'interested',
  })
  await record(tx, actor, now, {
    action: 'opportunities/notice-answered',
    objectKind: 'notice',
    objectId: noticeId,
    payload: {
      title,
      companyId,
      isOnBehalf,
      subject: input.answer,
      answer: input.answer,
      reason: input.reason,
      before: before ? { answer: before.answer, reason: before.reason } : null,
    },
  })
}

/** Takes a company's answer back; `version` is that of the answer the caller saw. */
export async function withdrawAnswer(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  companyId: string,
  version: number,
): Promise<void> {
  const title = await readAnswerable(tx, actor, noticeId, companyId)
  const { before } = await takeTurn(tx, actor, noticeId, companyId)
  if (!before) throw notFound('This answer')
  if (before.version !== version) throw stale(before.version)

  await tx
    .delete(noticeAnswer)
    .where(and(eq(noticeAnswer.noticeId, noticeId), eq(noticeAnswer.companyId, companyId)))
  await followAnswer(tx, actor, now, { noticeId, companyId, isInterested: false })
  await record(tx, actor, now, {
    action: 'opportunities/answer-withdrawn',
    objectKind: 'notice',
    objectId: noticeId,
    payload: { title, companyId, before: { answer: before.answer, reason: before.reason } },
  })
}

/** The notice's title; a company the caller may not speak for answers like one that does not exist. */
async function readAnswerable(tx: Tx, actor: Actor, noticeId: string, companyId: string): Promise<string> {
  const [[found], [company]] = await Promise.all([
    tx
      .select({ title: notice.title, languages: notice.languages, ownerCompanyId: notice.ownerCompanyId })
      .from(notice)
      .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, noticeId))),
    tx.select({ id: companyTable.id }).from(companyTable).where(eq(companyTable.id, companyId)),
  ])
  if (!found) throw notFound('This notice')
  if (!company || !mayAnswerFor(actor, companyId)) throw notFound('This company')
  if (found.ownerCompanyId === companyId) {
    throw new Refusal('opportunities/own-request', 409, 'Nobody answers their own request.')
  }
  return textIn(found.title, 'en', found.languages).text.slice(0, 200)
}

/**
 * One writer at a time for each answer. The turn is the answer's next version, never given out twice: not even after
 * the answer was withdrawn and given anew.
 */
async function takeTurn(tx: Tx, actor: Actor, noticeId: string, companyId: string) {
  const { clusterId } = actor
  const [taken] = await tx
    .insert(noticeAnswerTurn)
    .values({ clusterId, noticeId, companyId, turn: 1 })
    .onConflictDoUpdate({
      target: [noticeAnswerTurn.clusterId, noticeAnswerTurn.noticeId, noticeAnswerTurn.companyId],
      set: { turn: sql`${noticeAnswerTurn.turn} + 1` },
    })
    .returning({ turn: noticeAnswerTurn.turn })
  const [before] = await tx
    .select({ answer: noticeAnswer.answer, reason: noticeAnswer.reason, version: noticeAnswer.version })
    .from(noticeAnswer)
    .where(and(eq(noticeAnswer.noticeId, noticeId), eq(noticeAnswer.companyId, companyId)))
  return { turn: taken?.turn ?? 1, before }
}
