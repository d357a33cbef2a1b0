import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod'
import type { followUpShape } from '#domains/opportunities/schema/following.ts'
import { get } from '#web/ui/api.ts'

export type FollowUp = z.output<typeof followUpShape>

/** What people here do about a notice. */
export function followUpQuery(id: string) {
  return queryOptions({
    queryKey: ['notices', id, 'follow-up'],
    queryFn: ({ signal }) => get<FollowUp>(`/api/notices/${id}/follow-up`, { signal }),
  })
}
