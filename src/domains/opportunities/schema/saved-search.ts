import * as z from 'zod'

const id = z.uuid()
const instant = z.iso.datetime()
const words = z.array(z.string().max(200)).max(50).optional()

/** The address of the notices list: its words, filters and order, as the page writes them. */
export const noticeAddress = z
  .object({
    q: z.string().max(200).optional(),
    sort: z.string().max(20).optional(),
    state: words,
    kind: words,
    cpv: words,
    country: words,
    value: words,
    mark: words,
    minScore: words,
    answer: words,
    tag: words,
    assigned: words,
  })
  .meta({ id: 'NoticeAddress' })
export type NoticeAddress = z.output<typeof noticeAddress>

export const sharings = ['mine', 'company', 'staff'] as const

const name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}]+$/u, 'one line')

export const savedSearchInput = z
  .object({ name, address: noticeAddress, sharing: z.enum(sharings) })
  .meta({ id: 'SavedSearchInput' })
export type SavedSearchInput = z.output<typeof savedSearchInput>

const rhythms = ['daily', 'weekly'] as const

const digest = {
  rhythm: z.enum(rhythms),
  /** On the cluster's clock. */
  hour: z.number().int().min(0).max(23),
  /** Monday is 1; of weekly mails only. */
  weekday: z.number().int().min(1).max(7),
}

export const digestInput = z
  .object({ ...digest, rhythm: z.enum(['off', ...rhythms]) })
  .meta({ id: 'SearchDigestInput' })
export type DigestInput = z.output<typeof digestInput>

export const savedSearchShape = z
  .object({
    id,
    name: z.string(),
    address: noticeAddress,
    sharing: z.enum(sharings),
    owner: z.string().nullable(),
    isOwn: z.boolean(),
    version: z.number().int(),
    /** The caller's own mails about it. */
    digest: z.object({ ...digest, nextAt: instant, lastSentAt: instant.nullable() }).nullable(),
  })
  .meta({ id: 'SavedSearch' })

export const savedSearchList = z
  .object({
    items: z.array(savedSearchShape),
    sharings: z.array(z.enum(sharings)),
    /** The clock the hours are of. */
    timeZone: z.string(),
  })
  .meta({ id: 'SavedSearches' })
