import type { Option, Result, voteStates } from './schema.ts'

type State = (typeof voteStates)[number]

export function stateOf(vote: { closesAt: Date; closedAt: Date | null }, now: Date): State {
  if (vote.closedAt !== null) return 'closed'
  return vote.closesAt <= now ? 'counting' : 'open'
}

/** Counts what companies entitled to vote have chosen. A ballot of a company that has lost its vote does not count. */
export function countVotes(
  options: readonly Option[],
  ballots: readonly { companyId: string; optionId: string | null }[],
  entitled: ReadonlySet<string>,
): Result {
  const valid = ballots.filter(
    ({ companyId, optionId }) => entitled.has(companyId) && options.some(({ id }) => id === optionId),
  )
  const counts = Object.fromEntries(
    options.map(({ id }) => [id, valid.filter(({ optionId }) => optionId === id).length]),
  )
  return { counts, cast: valid.length, entitled: entitled.size }
}
