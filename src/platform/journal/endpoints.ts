import * as z from 'zod'
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import { readActivity } from './feed.ts'

const activityPage = z
  .object({
    items: z.array(
      z
        .object({
          number: z.number().int(),
          at: z.string(),
          actorName: z.string().nullable(),
          actorRole: z.string(),
          action: z.string(),
          objectKind: z.string(),
          objectId: z.uuid(),
          objectTitle: z.string().nullable(),
        })
        .meta({ id: 'ActivityEntry' }),
    ),
    next: z.number().int().nullable(),
  })
  .meta({ id: 'ActivityPage', description: 'Newest first; `next` goes into `before`.' })

export const activityEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/activity',
    summary: 'What happened in the cluster',
    tag: 'Activity',
    knock: ['cluster-manager', 'cluster-staff', 'auditor', 'company-admin', 'company-member'],
    query: z.object({ before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional() }),
    answer: activityPage,
    handle: ({ tx, actor, query }) => readActivity(tx, actor, query.before),
  }),
]
