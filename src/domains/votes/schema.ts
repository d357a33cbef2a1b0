import * as z from 'zod'

const id = z.uuid()
const line = (most: number) => z.string().trim().min(1).max(most)

export const voteInput = z
  .object({
    question: line(300),
    explanation: z
      .string()
      .trim()
      .max(4_000)
      .nullish()
      .transform((text) => text || null),
    options: z.array(line(200)).min(2).max(12),
    isSecret: z.boolean(),
    closesAt: z.iso.datetime(),
  })
  .refine(({ options }) => new Set(options.map((one) => one.toLowerCase())).size === options.length, {
    path: ['options'],
  })
  .meta({ id: 'VoteInput' })
export type VoteInput = z.output<typeof voteInput>

export const option = z.object({ id: z.string(), text: z.string() })
export type Option = z.output<typeof option>
export const result = z.object({
  counts: z.record(z.string(), z.number().int()),
  cast: z.number().int(),
  entitled: z.number().int(),
})
export type Result = z.output<typeof result>

export const ballotInput = z.object({ optionId: z.string().max(40) })

/** `open`: companies vote; `counting`: the time is over, the count comes within minutes; `closed`: counted. */
export const voteStates = ['open', 'counting', 'closed'] as const

const heading = {
  id,
  question: z.string(),
  isSecret: z.boolean(),
  state: z.enum(voteStates),
  openedAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
  /** How many companies have voted so far; never which way. */
  cast: z.number().int(),
  entitled: z.number().int(),
  /** Whether the caller's company has voted; null for those who vote for none. */
  hasVoted: z.boolean().nullable(),
}
export const voteList = z
  .object({ items: z.array(z.object(heading)), abilities: z.array(z.enum(['open-vote'])) })
  .meta({ id: 'VoteList' })

export const voteShape = z
  .object({
    ...heading,
    explanation: z.string().nullable(),
    options: z.array(option),
    /** What the caller's company chose; null before it did, and of a secret vote once it was counted. */
    ownChoice: z.string().nullable(),
    result: result.nullable(),
    /** Who chose what, of an open vote that was counted. */
    choices: z.array(z.object({ companyName: z.string(), optionId: z.string() })),
    abilities: z.array(z.enum(['cast', 'close'])),
    /** Why the caller's company has no vote. */
    noVote: z.enum(['not-a-member', 'tier', 'not-admin']).nullable(),
  })
  .meta({ id: 'Vote' })
