import * as z from 'zod'

/** What the page of past awards is narrowed by; names as notices write them, codes or their beginnings. */
export const awardHistoryQuery = z
  .object({
    buyer: z.string().trim().max(500).optional(),
    winner: z.string().trim().max(500).optional(),
    cpv: z
      .string()
      .regex(/^\d{2,8}$/)
      .optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    from: z.coerce.number().int().min(1990).max(2200).optional(),
    until: z.coerce.number().int().min(1990).max(2200).optional(),
    /** Of the values; nothing is converted. Without one, that of most awards. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
  })
  .meta({ id: 'AwardHistoryQuery' })
export type AwardHistoryQuery = z.output<typeof awardHistoryQuery>

const sums = {
  awards: z.number().int(),
  /** In `currency`, of the awards that state a value in it. */
  cents: z.number(),
  withValue: z.number().int(),
}
const named = z.array(z.object({ name: z.string(), ...sums }))

export const awardHistory = z
  .object({
    currency: z.string().nullable(),
    currencies: z.array(z.object({ currency: z.string(), awards: z.number().int() })),
    total: z.object({
      ...sums,
      alone: z.number().int(),
      inGroups: z.number().int(),
      /** Tenders received for an award, on average of those that say so. */
      meanTenders: z.number().nullable(),
      saysTenders: z.number().int(),
    }),
    years: z.array(z.object({ year: z.number().int(), ...sums })),
    buyers: named,
    winners: named,
    /** Who buys from whom most. */
    pairs: z.array(z.object({ buyer: z.string(), winner: z.string(), ...sums })),
    divisions: z.array(z.object({ code: z.string(), ...sums })),
    countries: z.array(z.string()),
    latest: z.array(
      z.object({
        noticeId: z.uuid(),
        title: z.string(),
        titleLanguage: z.string().nullable(),
        buyer: z.string().nullable(),
        winners: z.array(z.string()),
        isGroup: z.boolean(),
        cents: z.number().nullable(),
        currency: z.string().nullable(),
        decidedOn: z.iso.date().nullable(),
        tendersReceived: z.number().int().nullable(),
      }),
    ),
  })
  .meta({ id: 'AwardHistory' })
