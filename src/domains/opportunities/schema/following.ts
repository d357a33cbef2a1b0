import * as z from 'zod'

const id = z.uuid()
const instant = z.iso.datetime()
const day = z.iso.date()

/** One short line: no line breaks or other control characters. */
export const tagName = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc},]+$/u, 'no commas or line breaks')

export const tagInput = z.object({ name: tagName }).meta({ id: 'NoticeTagInput' })

export const noteInput = z
  .object({ body: z.string().trim().min(1).max(4_000) })
  .meta({ id: 'NoticeNoteInput' })

export const assignmentInput = z
  .object({
    accountId: id,
    dueOn: day.nullish().transform((due) => due ?? null),
  })
  .meta({ id: 'NoticeAssignmentInput' })

/** What people here do about a notice. Each side sees its own: staff theirs, a company's people theirs. */
export const followUpShape = z
  .object({
    noticeId: id,
    isWatched: z.boolean(),
    /** The cluster's, and one's own company's. */
    tags: z.array(z.object({ name: z.string(), isOwnCompany: z.boolean() })),
    notes: z.array(
      z.object({
        id,
        body: z.string(),
        writtenBy: z.string().nullable(),
        writtenAt: instant,
        version: z.number().int(),
        mayChange: z.boolean(),
      }),
    ),
    assignment: z
      .object({
        accountId: id,
        name: z.string().nullable(),
        dueOn: day.nullable(),
        assignedBy: z.string().nullable(),
        assignedAt: instant,
      })
      .nullable(),
    /** Who can be asked to prepare it. */
    people: z.array(z.object({ accountId: id, name: z.string() })),
    /** Names already in use, for typing less. */
    knownTags: z.array(z.string()),
    side: z.enum(['staff', 'company']).nullable(),
    abilities: z.array(z.enum(['watch', 'tag', 'note', 'assign'])),
  })
  .meta({ id: 'NoticeFollowUp' })
