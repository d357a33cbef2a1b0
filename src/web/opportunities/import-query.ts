import { queryOptions } from '@tanstack/react-query'
import { get } from '#web/ui/api.ts'
import type { Import, Imports } from './shapes.ts'

const often = 1_000

/** The newest imports; asked again as long as one of them is under way. */
export const importsQuery = queryOptions({
  queryKey: ['notice-imports'],
  queryFn: ({ signal }) => get<Imports>('/api/notice-imports', { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? often : false),
})

/** How one import goes. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['notice-imports', id],
    queryFn: ({ signal }) => get<Import>(`/api/notice-imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? often : false),
  })
}

export function isUnderWay({ status }: Pick<Import, 'status'>): boolean {
  return status === 'waiting' || status === 'running'
}
