import { and, eq, isNull, lte, sql } from 'drizzle-orm'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { mayCastFor, mayOpenVote } from './policy.ts'
import { entitledCompanies, reasonWithoutVote, standingOf } from './queries.ts'
import { countVotes, stateOf } from './rules.ts'
import type { VoteInput } from './schema.ts'
import { ballot, vote } from './tables.ts'

/** Asks the members a question until a moment. */
export async function openVote(tx: Tx, actor: Actor, now: Date, input: VoteInput): Promise<string> {
  if (!mayOpenVote(actor)) throw forbidden()
  const closesAt = new Date(input.closesAt)
  if (closesAt <= now) throw new Refusal('votes/over-already', 422, 'A vote must end later than now.')

  const id = newId(now.getTime())
  await tx.insert(vote).values({
    ...input,
    closesAt,
    options: input.options.map((text, at) => ({ id: String(at + 1), text })),
    clusterId: actor.clusterId,
    id,
    openedAt: now,
    openedBy: actor.accountId,
  })
  await note(tx, actor, now, 'votes/vote-opened', id, { title: input.question, audience: 'cluster' })
  return id
}

/** Casts the company's vote, or changes it while the vote is open. The journal learns the choice of an open vote only. */
export async function castVote(
  tx: Tx,
  actor: Actor,
  now: Date,
  voteId: string,
  optionId: string,
): Promise<void> {
  const [asked] = await tx.select().from(vote).where(eq(vote.id, voteId))
  if (!asked) throw notFound('This vote')
  const { companyId } = actor
  const reason = reasonWithoutVote(actor, await standingOf(tx, actor))
  if (!mayCastFor(actor, companyId) || reason !== null) {
    throw new Refusal('votes/no-vote', 403, 'Your company has no vote here, or you do not cast it.', {
      reason,
    })
  }
  if (stateOf(asked, now) !== 'open') throw new Refusal('votes/closed', 409, 'This vote is over.')
  if (!asked.options.some(({ id }) => id === optionId)) throw notFound('This choice')

  const values = { optionId, castBy: actor.accountId, castAt: now }
  await tx
    .insert(ballot)
    .values({ ...values, clusterId: actor.clusterId, voteId, companyId })
    .onConflictDoUpdate({ target: [ballot.clusterId, ballot.voteId, ballot.companyId], set: values })
  const choice = asked.isSecret ? {} : { choice: optionId }
  await note(tx, actor, now, 'votes/vote-cast', voteId, { title: asked.question, companyId, ...choice })
}

/** Ends a vote before its time, and counts it. */
export async function closeVote(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  if (!mayOpenVote(actor)) throw forbidden()
  const [asked] = await tx.select().from(vote).where(eq(vote.id, id)).for('update')
  if (!asked) throw notFound('This vote')
  if (asked.closedAt !== null) throw new Refusal('votes/closed', 409, 'This vote is over.')
  await count(tx, actor, now, asked)
}

/** Counts every vote whose time is over. */
export async function countOver(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const over = await tx
    .select()
    .from(vote)
    .where(and(isNull(vote.closedAt), lte(vote.closesAt, now)))
    .for('update')
  for (const one of over) await count(tx, actor, now, one)
}

/** After the count nobody can learn any more who chose what in a secret vote, not even from the database. */
async function count(tx: Tx, actor: Actor, now: Date, asked: typeof vote.$inferSelect): Promise<void> {
  await asSystem(tx, actor, async () => {
    const ballots = await tx.select().from(ballot).where(eq(ballot.voteId, asked.id))
    const result = countVotes(asked.options, ballots, await entitledCompanies(tx))
    await tx
      .update(vote)
      .set({ closedAt: now, result, version: sql`${vote.version} + 1` })
      .where(eq(vote.id, asked.id))
    if (asked.isSecret) await tx.update(ballot).set({ optionId: null }).where(eq(ballot.voteId, asked.id))
  })
  await note(tx, actor, now, 'votes/vote-counted', asked.id, { title: asked.question, audience: 'cluster' })
}

async function note(
  tx: Tx,
  actor: Actor,
  now: Date,
  action: string,
  id: string,
  payload: Record<string, unknown>,
) {
  await record(tx, actor, now, { action, objectKind: 'vote', objectId: id, payload })
}
