import * as z from 'zod'

const id = z.uuid()
const instant = z.iso.datetime()

export const defenceChoices = ['no-matter', 'also', 'only'] as const
export const runTriggers = ['clock', 'by-hand', 'command-line'] as const
export const runStatuses = ['waiting', 'running', 'finished', 'failed', 'stopped'] as const
/** Why a run waits or has failed. */
export const runFailures = ['away', 'too-busy', 'unreadable', 'too-many', 'broken'] as const

const choice = {
  isOn: z.boolean(),
  /** Zeros at the end stand for everything below: 35000000 is the whole division. */
  cpv: z.array(z.string().regex(/^\d{8}$/, 'a CPV code of eight digits')).max(50),
  /** Of the buyer; none for all. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(40),
  /** `also`: defence notices whatever their codes; `only`: no others. */
  defence: z.enum(defenceChoices),
  hasAwards: z.boolean(),
  daysBack: z.number().int().min(1).max(90),
  /** Of the day, on the cluster's clock. */
  hour: z.number().int().min(0).max(23),
}

export const tenderFeedInput = z
  .object(choice)
  .refine((input) => input.cpv.length + input.countries.length > 0 || input.defence === 'only', {
    path: ['cpv'],
    message: 'choose codes, countries or defence only: all of TED is more than anybody can read',
  })
  .meta({ id: 'TenderFeedInput' })
export type TenderFeedInput = z.output<typeof tenderFeedInput>

export const feedRunShape = z
  .object({
    id,
    trigger: z.enum(runTriggers),
    status: z.enum(runStatuses),
    startedBy: z.string().nullable(),
    startedAt: instant,
    finishedAt: instant.nullable(),
    fromDay: z.iso.date(),
    untilDay: z.iso.date(),
    /** How many TED says there are, how many it gave, and whether the list is complete. */
    announced: z.number().int().nullable(),
    listed: z.number().int(),
    isListed: z.boolean(),
    lastNumber: z.string().nullable(),
    /** Of those listed: here already, dealt with, still to fetch, could not be fetched. */
    known: z.number().int(),
    fetched: z.number().int(),
    waiting: z.number().int(),
    lost: z.number().int(),
    added: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    /** The report with every notice that was not taken, and why. */
    importId: id.nullable(),
    failure: z.enum(runFailures).nullable(),
    resumeAt: instant.nullable(),
  })
  .meta({ id: 'TenderFeedRun' })
export type FeedRun = z.output<typeof feedRunShape>

export const tenderFeedShape = z
  .object({
    /** 0: nobody has set it up yet; what stands here is a suggestion. */
    version: z.number().int(),
    ...choice,
    timeZone: z.string(),
    nextRunAt: instant.nullable(),
    changedBy: z.string().nullable(),
    changedAt: instant.nullable(),
    /** Newest first. */
    runs: z.array(feedRunShape),
    abilities: z.array(z.enum(['change', 'fetch'])),
  })
  .meta({ id: 'TenderFeed' })
export type TenderFeed = z.output<typeof tenderFeedShape>
