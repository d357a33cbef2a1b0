import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { isUnderWay } from '#domains/exchange/rules.ts'
import { get } from '#web/ui/api.ts'
import type { Items, List, Lists, Outcome } from './shapes.ts'

const often = 1_000

/** The newest lists; asked again as long as one of them is being worked on. */
export const listsQuery = queryOptions({
  queryKey: ['member-imports'],
  queryFn: ({ signal }) => get<Lists>('/api/member-imports', { signal }),
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ status }) => isUnderWay(status)) ? often : false,
})

/** One list, and how far the work on it has come. */
export function listQuery(id: string) {
  return queryOptions({
    queryKey: ['member-imports', id],
    queryFn: ({ signal }) => get<List>(`/api/member-imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.status) ? often : false),
  })
}

/** Its rows of one outcome, a page at a time; read anew after every comparison. */
export function itemsQuery({ id, version }: List, show: Outcome | undefined, page: number) {
  return queryOptions({
    queryKey: ['member-imports', id, 'rows', version, show ?? 'all', page],
    queryFn: ({ signal }) =>
      get<Items>(`/api/member-imports/${id}/rows`, { search: { outcome: show, page }, signal }),
    placeholderData: keepPreviousData,
  })
}
