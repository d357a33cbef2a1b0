import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod'
import type { voteList, voteShape } from '#domains/votes/schema.ts'
import { get } from '#web/ui/api.ts'

export type Vote = z.output<typeof voteShape>
export type Votes = z.output<typeof voteList>

export const votesQuery = queryOptions({
  queryKey: ['votes'],
  queryFn: ({ signal }) => get<Votes>('/api/votes', { signal }),
})

export function voteQuery(id: string) {
  return queryOptions({
    queryKey: ['votes', id],
    queryFn: ({ signal }) => get<Vote>(`/api/votes/${id}`, { signal }),
  })
}
