import * as z from 'zod'

const id = z.uuid()
const instant = z.iso.datetime()

export const deadlineQuery = z
  .object({
    from: z.iso.date(),
    until: z.iso.date(),
    /** What one watches or answered “interested” to, every open notice, or a saved search by its id. */
    of: z.union([z.enum(['watched', 'open']), id]).default('watched'),
  })
  .meta({ id: 'DeadlineQuery' })
export type DeadlineSource = z.output<typeof deadlineQuery>['of']

export const deadlineList = z
  .object({
    items: z.array(
      z.object({
        noticeId: id,
        title: z.string(),
        titleLanguage: z.string().nullable(),
        buyer: z.string().nullable(),
        /** `due`: the day by which the own side wants the tender ready. */
        which: z.enum(['request', 'tender', 'due']),
        at: z.string(),
        isWatched: z.boolean(),
      }),
    ),
    /** There are more than are listed. */
    isCut: z.boolean(),
    timeZone: z.string(),
  })
  .meta({ id: 'Deadlines' })

export const feedInput = z
  .object({
    searchId: id.nullish().transform((search) => search ?? null),
  })
  .meta({ id: 'CalendarFeedInput' })

const feed = {
  id,
  searchName: z.string().nullable(),
  createdAt: instant,
  readAt: instant.nullable(),
}

export const feedList = z.object({ items: z.array(z.object(feed)) }).meta({ id: 'CalendarFeeds' })

export const newFeed = z
  .object({ id, url: z.string() })
  .meta({ id: 'NewCalendarFeed', description: 'The address is told once; only its hash is kept.' })
