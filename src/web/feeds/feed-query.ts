import { queryOptions } from '@tanstack/react-query'
import type { FeedRun, TenderFeed } from '#domains/feeds/schema.ts'
import { get } from '#web/ui/api.ts'

const often = 2_000

/** The tender feed; asked again as long as a run is under way. */
export const feedQuery = queryOptions({
  queryKey: ['tender-feed'],
  queryFn: ({ signal }) => get<TenderFeed>('/api/tender-feed', { signal }),
  refetchInterval: ({ state }) => (state.data?.runs.some(isUnderWay) ? often : false),
})

export function isUnderWay({ status }: Pick<FeedRun, 'status'>): boolean {
  return status === 'waiting' || status === 'running'
}
