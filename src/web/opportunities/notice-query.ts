import { queryOptions } from '@tanstack/react-query'
import { get } from '#web/ui/api.ts'
import type { MyNotices, Notice, NoticeVersion } from './shapes.ts'

/** One notice with its lots, fits, answers and past awards. */
export function noticeQuery(id: string) {
  return queryOptions({
    queryKey: ['notices', id],
    queryFn: ({ signal }) => get<Notice>(`/api/notices/${id}`, { signal }),
    // Fits are found in the background after an import: they appear without a reload.
    refetchInterval: ({ state }) => (isStillMatching(state.data) ? 3_000 : false),
  })
}

/** An earlier wording and how it differs from the present one. */
export function versionQuery(id: string, number: number) {
  return queryOptions({
    queryKey: ['notices', id, 'versions', number],
    queryFn: ({ signal }) => get<NoticeVersion>(`/api/notices/${id}/versions/${number}`, { signal }),
  })
}

/** What fits the own company, and what it has answered. */
export const myNoticesQuery = queryOptions({
  queryKey: ['for-my-company'],
  queryFn: ({ signal }) => get<MyNotices>('/api/for-my-company', { signal }),
})

/** Whether the fits of an open notice have not been looked for yet. */
export function isStillMatching(notice: Pick<Notice, 'isOpen' | 'matchedAt'> | undefined): boolean {
  return notice?.isOpen === true && notice.matchedAt === null
}
