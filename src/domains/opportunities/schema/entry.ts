import * as z from 'zod'

const id = z.uuid()
const instant = z.iso.datetime()
const orNull = <T extends z.ZodType<string>>(shape: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), shape.nullable())

export const entryKinds = ['competition', 'planning', 'request'] as const
/** `chosen`: the companies named; `staff`: nobody else. Whoever asks sees their own always. */
export const entryVisibilities = ['cluster', 'partners', 'chosen', 'staff'] as const

/** An opportunity somebody enters: staff a tender no portal gives as data, a member or partner what they look for. */
export const entryInput = z
  .object({
    kind: z.enum(entryKinds),
    title: z.string().trim().min(1).max(500),
    text: z.string().trim().max(20_000),
    language: z.enum(['en', 'et']),
    /** Of a tender: who buys. Of a partner's request: for whom. */
    buyer: orNull(z.string().trim().max(300)),
    country: orNull(z.string().regex(/^[A-Z]{2}$/)),
    /** Until when one may answer; a request ends with it. */
    deadlineOn: orNull(z.iso.date()),
    /** On the clock of the country, or of the cluster. Without it the day's end. */
    deadlineTime: orNull(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
    cpv: z.array(z.string().regex(/^\d{8}$/)).max(30),
    valueCents: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    link: orNull(z.url({ protocol: /^https?$/ }).max(2_000)),
    isDefence: z.boolean(),
    visibility: z.enum(entryVisibilities),
    /** The companies of `chosen`. */
    readers: z.array(id).max(200),
  })
  .refine((entry) => entry.visibility !== 'chosen' || entry.readers.length > 0, {
    path: ['readers'],
    message: 'choose at least one company',
  })
  .refine((entry) => entry.kind !== 'request' || entry.deadlineOn !== null, {
    path: ['deadlineOn'],
    message: 'a request needs a last day',
  })
  .meta({ id: 'OpportunityEntryInput' })
export type EntryInput = z.output<typeof entryInput>

export const entryFile = z
  .object({ id, name: z.string(), mediaType: z.string(), bytes: z.number().int(), addedAt: instant })
  .meta({ id: 'OpportunityFile' })

export const entryShape = z
  .object({
    visibility: z.enum(entryVisibilities),
    /** Named to those who may change the entry; others learn nothing of one another. */
    readers: z.array(z.object({ id, name: z.string() })),
    ownerCompanyId: id.nullable(),
    endedAt: instant.nullable(),
    deadlineOn: z.iso.date().nullable(),
    deadlineTime: z.string().nullable(),
    files: z.array(entryFile),
    /** To the asker and staff: who is interested. */
    interested: z.array(
      z.object({
        companyId: id,
        companyName: z.string(),
        note: z.string().nullable(),
        answeredAt: instant,
      }),
    ),
  })
  .meta({ id: 'OpportunityEntry' })
