import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod'
import type { ownMembership } from '#domains/dues/schema.ts'
import { get } from '#web/ui/api.ts'

export type OwnMembership = z.output<typeof ownMembership>

export function ownMembershipQuery(year?: string) {
  return queryOptions({
    queryKey: ['/api/own-membership', year],
    queryFn: ({ signal }) => get<OwnMembership>('/api/own-membership', { search: { year }, signal }),
  })
}
