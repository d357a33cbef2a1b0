import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import {
  companyTable as company,
  membershipTable as membership,
  tierTable as tier,
} from '#domains/members/public.ts'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { mayCastFor, mayOpenVote } from './policy.ts'
import { stateOf } from './rules.ts'
import { ballot, vote } from './tables.ts'

type Vote = typeof vote.$inferSelect

/** The votes of the cluster, the newest first. */
export async function listVotes(tx: Tx, actor: Actor, now: Date) {
  const rows = await tx.select().from(vote).orderBy(desc(vote.openedAt), desc(vote.id)).limit(200)
  const { cast, entitled } = await turnout(
    tx,
    actor,
    rows.map(({ id }) => id),
  )
  const own = await ownBallots(tx, actor)
  return {
    items: rows.map((row) => headingOf(row, now, cast.get(row.id) ?? 0, entitled.size, own)),
    abilities: mayOpenVote(actor) ? (['open-vote'] as const).slice() : [],
  }
}

/** One vote: what is asked, what the own company chose and, once it is counted, the result. */
export async function readVote(tx: Tx, actor: Actor, now: Date, id: string) {
  const [row] = await tx.select().from(vote).where(eq(vote.id, id))
  if (!row) throw notFound('This vote')

  const { cast, entitled } = await turnout(tx, actor, [id])
  const own = await ownBallots(tx, actor)
  const noVote = reasonWithoutVote(actor, await standingOf(tx, actor))
  const heading = headingOf(row, now, cast.get(id) ?? 0, entitled.size, own)
  const isShown = row.closedAt !== null && !row.isSecret
  return {
    ...heading,
    explanation: row.explanation,
    options: row.options,
    ownChoice: own?.get(id) ?? null,
    result: row.result,
    choices: isShown ? await choicesOf(tx, id, row) : [],
    noVote,
    abilities: [
      ...(heading.state === 'open' && actor.companyId !== null && noVote === null ? (['cast'] as const) : []),
      ...(heading.state === 'open' && mayOpenVote(actor) ? (['close'] as const) : []),
    ],
  }
}

/** The companies that have a vote: current members whose kind of membership carries one. */
export async function entitledCompanies(tx: Tx): Promise<Set<string>> {
  const rows = await tx
    .select({ id: membership.companyId })
    .from(membership)
    .innerJoin(tier, and(eq(tier.clusterId, membership.clusterId), eq(tier.id, membership.tierId)))
    .where(and(inArray(membership.status, ['active', 'grace']), eq(tier.hasVote, true)))
  return new Set(rows.map(({ id }) => id))
}

/** How the caller's company stands: no row for those who belong to none. */
export async function standingOf(tx: Tx, actor: Actor) {
  if (actor.companyId === null) return undefined
  const [found] = await tx
    .select({ status: membership.status, hasVote: tier.hasVote })
    .from(membership)
    .leftJoin(tier, and(eq(tier.clusterId, membership.clusterId), eq(tier.id, membership.tierId)))
    .where(eq(membership.companyId, actor.companyId))
  return found
}

export function reasonWithoutVote(
  actor: Actor,
  standing: { status: string; hasVote: boolean | null } | undefined,
): 'not-a-member' | 'tier' | 'not-admin' | null {
  if (actor.companyId === null) return null
  if (!standing || !['active', 'grace'].includes(standing.status)) return 'not-a-member'
  if (standing.hasVote !== true) return 'tier'
  return mayCastFor(actor, actor.companyId) ? null : 'not-admin'
}

/** How many have voted is open to all inside; the ballots themselves are not, so the system counts. */
async function turnout(tx: Tx, actor: Actor, ids: readonly string[]) {
  return asSystem(tx, actor, async () => {
    const rows =
      ids.length === 0
        ? []
        : await tx
            .select({ voteId: ballot.voteId, cast: sql<number>`count(*)::int` })
            .from(ballot)
            .where(inArray(ballot.voteId, [...ids]))
            .groupBy(ballot.voteId)
    return { cast: new Map(rows.map((row) => [row.voteId, row.cast])), entitled: await entitledCompanies(tx) }
  })
}

async function ownBallots(tx: Tx, actor: Actor): Promise<Map<string, string | null> | undefined> {
  if (actor.companyId === null) return undefined
  const rows = await tx.select().from(ballot).where(eq(ballot.companyId, actor.companyId))
  return new Map(rows.map((row) => [row.voteId, row.optionId]))
}

async function choicesOf(tx: Tx, id: string, { options }: Vote) {
  const rows = await tx
    .select({ companyName: company.legalName, optionId: ballot.optionId })
    .from(ballot)
    .innerJoin(company, and(eq(company.clusterId, ballot.clusterId), eq(company.id, ballot.companyId)))
    .where(eq(ballot.voteId, id))
    .orderBy(sql`lower(${company.legalName})`)
  return rows.flatMap(({ companyName, optionId }) =>
    optionId !== null && options.some((one) => one.id === optionId) ? [{ companyName, optionId }] : [],
  )
}

function headingOf(
  row: Vote,
  now: Date,
  cast: number,
  entitled: number,
  own: Map<string, string | null> | undefined,
) {
  return {
    id: row.id,
    question: row.question,
    isSecret: row.isSecret,
    state: stateOf(row, now),
    openedAt: row.openedAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
    cast: row.result?.cast ?? cast,
    entitled: row.result?.entitled ?? entitled,
    hasVoted: own === undefined ? null : own.has(row.id),
  }
}
