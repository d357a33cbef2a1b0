import * as z from 'zod'

const instant = z.iso.datetime()
const day = z.iso.date()

const countOrNull = (most: number) =>
  z
    .number()
    .int()
    .min(1)
    .max(most)
    .nullish()
    .transform((count) => count ?? null)

/** Who may apply together, as staff read it in the call document. */
export const consortiumInput = z
  .object({
    minEntities: countOrNull(100),
    minCountries: countOrNull(50),
    /** So many of them may not be controlled by one another. */
    minIndependent: countOrNull(100),
    /** Where applicants must be established; none: not stated. */
    countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(60),
    note: z
      .string()
      .trim()
      .max(4_000)
      .nullish()
      .transform((note) => note || null),
  })
  .meta({ id: 'ConsortiumRulesInput' })
export type ConsortiumInput = z.output<typeof consortiumInput>

export const consortiumShape = z
  .object({
    version: z.number().int(),
    minEntities: z.number().int().nullable(),
    minCountries: z.number().int().nullable(),
    minIndependent: z.number().int().nullable(),
    countries: z.array(z.string()),
    note: z.string().nullable(),
    changedBy: z.string().nullable(),
    changedAt: instant,
  })
  .meta({ id: 'ConsortiumRules' })

export const topicShape = z
  .object({
    identifier: z.string(),
    callIdentifier: z.string().nullable(),
    callTitle: z.string().nullable(),
    programme: z.string().nullable(),
    typesOfAction: z.string().nullable(),
    status: z.enum(['forthcoming', 'open', 'closed', 'unknown']),
    opensOn: day.nullable(),
    /** Earliest first. `isEntry`: newcomers may still come in then. */
    deadlines: z.array(z.object({ at: instant, isEntry: z.boolean() })),
    deadlineModel: z.string().nullable(),
    /** Euro cents for one project. */
    budgetMin: z.number().int().nullable(),
    budgetMax: z.number().int().nullable(),
    expectedGrants: z.number().int().nullable(),
    conditions: z.string().nullable(),
    portalUrl: z.string().nullable(),
  })
  .meta({ id: 'EuCallTopic' })
