import { Button } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
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
  actorRole: Role | 'system'
  action: string
  objectKind: string | null
  objectId: string | null
  objectTitle: string | null
}

type ActivityAnswer = { items: Entry[]; next?: number | string | null }

/** The journal as people read it: newest first. */
export function ActivityPage() {
  const t = useText()
  const { i18n } = useTranslation()
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

  /** Talgud itself, which acts after imports and at night, has a name but no role. */
  function sayRole(role: Entry['actorRole']) {
    return role === 'system' ? undefined : t(`role.${role}`)
  }

  function sayAction(action: string) {
    const key = `identity:did.${action}`
    return i18n.exists(key) ? i18n.t(key) : t('did.other')
  }

  function toEntry(entry: Entry) {
    return {
      key: entry.number,
      at: entry.at,
      who: entry.actorName ?? t('activity.somebody'),
      what: sayAction(entry.action),
      detail: [entry.objectTitle, sayRole(entry.actorRole)].filter(Boolean).join(' · '),
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
