import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { notify } from '#platform/notifications/notify.ts'
import { type Side, sideOf } from '../policy/following.ts'
import { findColleague } from '../queries/follow-up.ts'
import { textIn } from '../rules.ts'
import { noticeAssignment, noticeNote, noticeTag } from '../tables/following.ts'
import { notice } from '../tables.ts'

// Nobody needs more, and a list of rows shows them all.
const mostTags = 30

/** Puts a tag on a notice: the cluster's when staff do it, the company's own otherwise. */
export async function addTag(tx: Tx, actor: Actor, now: Date, noticeId: string, name: string): Promise<void> {
  const { side, accountId, title } = await hold(tx, actor, noticeId)
  const { clusterId } = actor
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(noticeTag)
    .where(ofSide(noticeTag, actor, side, noticeId))
  if ((row?.count ?? 0) >= mostTags) {
    throw new Refusal('opportunities/too-many-tags', 422, 'A notice can have thirty tags at most.')
  }
  await tx
    .insert(noticeTag)
    .values({ clusterId, noticeId, ...side, name, addedBy: accountId, addedAt: now })
    .onConflictDoNothing()
  await recordFor(tx, actor, now, side, {
    action: 'opportunities/notice-tagged',
    noticeId,
    title,
    subject: name,
  })
}

export async function removeTag(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  name: string,
): Promise<void> {
  const { side, title } = await hold(tx, actor, noticeId)
  const gone = await tx
    .delete(noticeTag)
    .where(and(ofSide(noticeTag, actor, side, noticeId), sql`lower(${noticeTag.name}) = lower(${name})`))
    .returning({ name: noticeTag.name })
  if (gone.length === 0) throw notFound('This tag')
  await recordFor(tx, actor, now, side, {
    action: 'opportunities/tag-removed',
    noticeId,
    title,
    subject: name,
  })
}

/** Writes a note only the own side reads. */
export async function addNote(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  body: string,
): Promise<void> {
  const { side, accountId, title } = await hold(tx, actor, noticeId)
  await tx.insert(noticeNote).values({
    clusterId: actor.clusterId,
    id: newId(now.getTime()),
    noticeId,
    ...side,
    body,
    writtenBy: accountId,
    writtenAt: now,
  })
  await recordFor(tx, actor, now, side, { action: 'opportunities/note-written', noticeId, title })
}

/** Changes a note, or with no words takes it away. Only who wrote it may. */
export async function changeNote(
  tx: Tx,
  actor: Actor,
  now: Date,
  which: { noticeId: string; noteId: string },
  change: { body: string; version: number } | undefined,
): Promise<void> {
  const { side, accountId, title } = await hold(tx, actor, which.noticeId)
  const isIt = and(ofSide(noticeNote, actor, side, which.noticeId), eq(noticeNote.id, which.noteId))
  const [found] = await tx
    .select({ version: noticeNote.version, writtenBy: noticeNote.writtenBy })
    .from(noticeNote)
    .where(isIt)
    .for('update')
  if (!found) throw notFound('This note')
  if (found.writtenBy !== accountId) throw forbidden('Only who wrote a note may change it.')
  if (change && change.version !== found.version) throw stale(found.version)

  if (change) {
    await tx
      .update(noticeNote)
      .set({ body: change.body, version: found.version + 1 })
      .where(isIt)
  } else {
    await tx.delete(noticeNote).where(isIt)
  }
  const action = change ? 'opportunities/note-changed' : 'opportunities/note-removed'
  await recordFor(tx, actor, now, side, { action, noticeId: which.noticeId, title })
}

/** Says who of the own side prepares the tender and by when, and tells that person. */
export async function assignNotice(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  input: { accountId: string; dueOn: string | null },
): Promise<void> {
  const { side, accountId, title } = await hold(tx, actor, noticeId)
  const colleague = await findColleague(tx, actor, side, input.accountId)
  if (!colleague) throw notFound('This person')

  const given = { ...input, assignedBy: accountId, assignedAt: now }
  await tx.delete(noticeAssignment).where(ofSide(noticeAssignment, actor, side, noticeId))
  await tx.insert(noticeAssignment).values({ ...given, clusterId: actor.clusterId, noticeId, ...side })
  await recordFor(tx, actor, now, side, {
    action: 'opportunities/notice-assigned',
    noticeId,
    title,
    subject: colleague.name,
  })
  if (input.accountId === accountId) return
  await notify(
    tx,
    actor,
    now,
    {
      kind: 'opportunities/assigned',
      objectKind: 'notice',
      objectId: noticeId,
      occasion: `assigned ${now.toISOString()}`,
      title,
      data: { by: actor.name, dueOn: input.dueOn },
      link: `/opportunities/${noticeId}`,
    },
    [{ accountId: input.accountId, ...side }],
  )
}

export async function endAssignment(tx: Tx, actor: Actor, now: Date, noticeId: string): Promise<void> {
  const { side, title } = await hold(tx, actor, noticeId)
  const gone = await tx
    .delete(noticeAssignment)
    .where(ofSide(noticeAssignment, actor, side, noticeId))
    .returning({ accountId: noticeAssignment.accountId })
  if (gone.length === 0) throw notFound('This assignment')
  await recordFor(tx, actor, now, side, { action: 'opportunities/assignment-ended', noticeId, title })
}

async function hold(
  tx: Tx,
  actor: Actor,
  noticeId: string,
): Promise<{ side: Side; accountId: string; title: string }> {
  const side = sideOf(actor)
  if (!side || actor.accountId === null) throw forbidden()
  const [found] = await tx
    .select({ title: notice.title, languages: notice.languages })
    .from(notice)
    .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, noticeId)))
  if (!found) throw notFound('This notice')
  const title = textIn(found.title, actor.language, found.languages).text.slice(0, 200)
  return { side, accountId: actor.accountId, title }
}

type Happened = { action: string; noticeId: string; title: string; subject?: string }

/**
 * What staff do belongs to the notice's history. What a company does among itself does not: the entry stands with the
 * company, and neither names the notice nor says what was written, as staff read every entry.
 */
async function recordFor(tx: Tx, actor: Actor, now: Date, side: Side, happened: Happened): Promise<void> {
  const { action, noticeId, title, subject } = happened
  if (side.companyId !== null) {
    const { companyId } = side
    await record(tx, actor, now, {
      action,
      objectKind: 'company',
      objectId: companyId,
      payload: { companyId },
    })
    return
  }
  const payload = { title, ...(subject === undefined ? {} : { subject }) }
  await record(tx, actor, now, { action, objectKind: 'notice', objectId: noticeId, payload })
}

type SideTable = typeof noticeTag | typeof noticeNote | typeof noticeAssignment

function ofSide(table: SideTable, actor: Actor, side: Side, noticeId: string): SQL | undefined {
  return and(
    eq(table.clusterId, actor.clusterId),
    eq(table.noticeId, noticeId),
    side.companyId === null ? isNull(table.companyId) : eq(table.companyId, side.companyId),
  )
}
