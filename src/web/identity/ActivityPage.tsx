import { Button } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { get } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { LoadFailure } from '#web/ui/LoadFailure.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import type { Role } from '#web/ui/session.ts'
import { Timeline } from '#web/ui/Timeline.tsx'
import { useText } from './text.ts'

type Entry = {
  number: number
  at: string
  actorName: string | null
  actorRole: Role
  action: string
  objectKind: string | null
  objectId: string | null
  objectTitle: string | null
}

type ActivityAnswer = { items: Entry[]; next?: number | string | null }

/** The journal as people read it: newest first. */
export function ActivityPage() {
  const t = useText()
  const activity = useInfiniteQuery({
    queryKey: ['activity'],
    queryFn: ({ pageParam, signal }) =>
      get<ActivityAnswer>('/api/activity', { search: { before: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next?.toString(),
  })
  return (
    <>
      <PageHeader title={t('activity.title')} lead={t('activity.lead')} />
      {list()}
    </>
  )

  function list() {
    if (activity.isError) return <LoadFailure error={activity.error} onRetry={() => activity.refetch()} />
    if (!activity.data) return <RowsSkeleton rows={8} height={40} />
    const items = activity.data.pages.flatMap((page) => page.items)
    if (items.length === 0) return <NothingYet />
    return (
      <>
        <Timeline label={t('activity.title')} entries={items.map(toEntry)} />
        {activity.hasNextPage && (
          <Button
            variant="default"
            loading={activity.isFetchingNextPage}
            onClick={() => activity.fetchNextPage()}
          >
            {t('activity.older')}
          </Button>
        )}
      </>
    )
  }

  /** Actions of rooms that are younger than this list: `members/company-changed` as "company changed". */
  function sayAction(action: string) {
    const known = actions.find((one) => one === action)
    return known ? t(`did.${known}`) : (action.split('/').at(-1) ?? action).replaceAll('-', ' ')
  }

  function toEntry(entry: Entry) {
    return {
      key: entry.number,
      at: entry.at,
      who: entry.actorName ?? t('activity.somebody'),
      what: sayAction(entry.action),
      detail: [entry.objectTitle, t(`role.${entry.actorRole}`)].filter(Boolean).join(' · '),
    }
  }
}

function NothingYet() {
  const t = useText()
  return (
    <EmptyState icon={IconActivity} title={t('activity.empty')}>
      {t('activity.emptyHint')}
    </EmptyState>
  )
}

const actions = [
  'feeds/feed-changed',
  'feeds/feed-paused',
  'feeds/feed-started',
  'feeds/run-failed',
  'feeds/run-finished',
  'feeds/run-started',
  'feeds/run-stopped',
  'identity/access-ended',
  'identity/invitation-accepted',
  'identity/invitation-sent',
  'identity/invitation-withdrawn',
  'journal/payload-erased',
  'members/company-added',
  'members/company-changed',
  'members/logo-changed',
  'members/logo-removed',
  'members/membership-changed',
  'opportunities/answer-withdrawn',
  'opportunities/cpv-confirmed',
  'opportunities/import-started',
  'opportunities/notice-answered',
  'opportunities/notice-changed',
  'opportunities/notices-imported',
  'platform/marking-refused',
  'vocabulary/code-lists-imported',
  'platform/restored',
] as const
