import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod'
import type { capabilityMap } from '#domains/members/schema.ts'
import { get } from '#web/ui/api.ts'
import { ProblemError } from '#web/ui/problem.ts'
import type { mapGroupings } from './pages.ts'

export type Grouping = (typeof mapGroupings)[number]
export type CapabilityMap = z.output<typeof capabilityMap>
type Demand = { items: { code: string; notices: number }[] }

/** What the companies can do, by code. */
export function mapQuery(by: Grouping) {
  return queryOptions({
    queryKey: ['capability-map', by],
    queryFn: ({ signal }) => get<CapabilityMap>('/api/capability-map', { search: { by }, signal }),
  })
}

/** How many notices ask for each code; null where this role may not see the count. Notices name no supply classes. */
export function demandQuery(by: Grouping) {
  return queryOptions({
    queryKey: ['notice-demand', by],
    enabled: by !== 'supply-group',
    queryFn: async ({ signal }): Promise<Demand | null> => {
      try {
        return await get<Demand>('/api/notice-demand', { search: { by }, signal })
      } catch (error) {
        if (error instanceof ProblemError && error.status === 403) return null
        throw error
      }
    },
  })
}
