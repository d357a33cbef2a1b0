import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod'
import type { savedSearchList } from '#domains/opportunities/schema/saved-search.ts'
import { get } from '#web/ui/api.ts'

export type SavedSearches = z.output<typeof savedSearchList>
export type SavedSearch = SavedSearches['items'][number]

export const savedSearchesQuery = queryOptions({
  queryKey: ['saved-searches'],
  queryFn: ({ signal }) => get<SavedSearches>('/api/saved-searches', { signal }),
})
