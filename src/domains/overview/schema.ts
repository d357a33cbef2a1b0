import * as z from 'zod'

export const searchQuery = z.object({ q: z.string().trim().min(1).max(100) })

export const searchAnswer = z
  .object({
    groups: z.array(
      z.object({
        kind: z.enum(['companies', 'people', 'products', 'notices']),
        items: z.array(z.object({ id: z.uuid(), title: z.string(), subtitle: z.string(), href: z.string() })),
      }),
    ),
  })
  .meta({ id: 'SearchAnswer' })

/** Counts for the home page; those the caller's hat does not show are absent. */
export const overviewAnswer = z
  .object({
    companies: z.number().int(),
    openNotices: z.number().int().optional(),
    matchesToReview: z.number().int().optional(),
    expiringCertificates: z.number().int().optional(),
    thinProfiles: z.number().int().optional(),
    companyId: z.uuid().optional(),
    completeness: z.number().int().optional(),
  })
  .meta({ id: 'Overview' })
