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

  function toEntry(entry: Entry) {
    return {
      key: entry.number,
      at: entry.at,
      who: entry.actorName ?? t('activity.somebody'),
      what: t(`did.${knownAction(entry.action)}`),
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

function knownAction(action: string) {
  return actions.find((one) => one === action) ?? 'other'
}

const actions = [
  'feeds/feed-changed',
  'feeds/feed-paused',
  'feeds/feed-started',
  'feeds/run-failed',
  'feeds/run-finished',
  'feeds/run-started',
  'feeds/run-stopped',
  'exchange/list-discarded',
  'exchange/list-exported',
  'exchange/list-received',
  'identity/access-ended',
  'identity/access-given',
  'identity/account-deactivated',
  'identity/account-reactivated',
  'identity/second-factor-reset',
  'identity/invitation-accepted',
  'identity/invitation-sent',
  'identity/invitation-withdrawn',
  'journal/payload-erased',
  'identity/password-changed',
  'identity/recovery-code-used',
  'identity/second-factor-off',
  'identity/second-factor-on',
  'members/company-added',
  'members/company-changed',
  'members/list-taken',
  'members/list-taken-back',
  'members/logo-changed',
  'members/logo-removed',
  'members/membership-changed',
  'members/tier-added',
  'members/tier-changed',
  'members/person-added',
  'members/person-changed',
  'members/person-removed',
  'members/capability-added',
  'members/capability-changed',
  'members/capability-removed',
  'members/product-added',
  'members/product-changed',
  'members/product-removed',
  'members/reference-added',
  'members/reference-changed',
  'members/reference-removed',
  'members/certificate-added',
  'members/certificate-changed',
  'members/certificate-removed',
  'opportunities/answer-withdrawn',
  'opportunities/consortium-set',
  'opportunities/cpv-confirmed',
  'opportunities/import-failed',
  'opportunities/import-finished',
  'opportunities/entry-added',
  'opportunities/entry-changed',
  'opportunities/entry-ended',
  'opportunities/entry-file-added',
  'opportunities/entry-file-removed',
  'opportunities/import-started',
  'opportunities/notice-answered',
  'opportunities/notice-changed',
  'opportunities/notices-imported',
  'platform/marking-refused',
  'vocabulary/code-lists-imported',
  'platform/mode-changed',
  'platform/restored',
] as const
