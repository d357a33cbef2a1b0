import {
  IconFileImport,
  IconMessageQuestion,
  IconPencilPlus,
  IconSpeakerphone,
  IconTargetArrow,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { get } from '#web/ui/api.ts'
import { DataList } from '#web/ui/DataList.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ButtonLink, TextLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { isCompanyPerson, isOfCluster, isStaff, type Role, useSession } from '#web/ui/session.ts'
import { askNotices } from './ask-notices.ts'
import { type Eyes, useNoticeColumns } from './notice-columns.tsx'
import { useNoticeFacets } from './notice-facets.ts'
import { SaveSearch } from './SaveSearch.tsx'
import type { NoticeList } from './shapes.ts'
import { useText } from './text.ts'

/** Every notice: open ones first to pass, found by words, narrowed by facets, each with whom it fits. */
export function NoticeListPage() {
  const t = useText()
  const session = useSession()
  const eyes = eyesOf(session.hat.role)
  const whole = useQuery({
    queryKey: ['/api/notices', 'whole'],
    queryFn: ({ signal }) =>
      get<NoticeList>('/api/notices', { search: { state: 'all', pageSize: 1 }, signal }),
  })
  const abilities = whole.data?.abilities ?? []
  const mayImport = abilities.includes('import')
  const lead = { staff: 'list.leadStaff', company: 'list.leadCompany', other: 'list.leadOther' } as const

  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t(lead[eyes])}
        actions={
          <>
            {abilities.includes('enter') && <EnterButton />}
            {!abilities.includes('enter') && abilities.includes('ask') && <AskButton />}
            {isOfCluster(session) && <SaveSearch />}
            {mayImport && <ImportButton />}
            {eyes === 'company' && (
              <ButtonLink to="/for-my-company" leftSection={<IconTargetArrow size={18} aria-hidden />}>
                {t('list.forCompany')}
              </ButtonLink>
            )}
          </>
        }
      />
      <DataList
        label={t('list.title')}
        path="/api/notices"
        ask={askNotices}
        columns={useNoticeColumns(eyes)}
        rowKey={(row) => row.id}
        rowLink={(row) => ({ to: '/opportunities/$id', params: { id: row.id } })}
        facets={useNoticeFacets(whole.data, eyes)}
        searchHint={t('list.search')}
        empty={
          <EmptyState
            icon={IconSpeakerphone}
            title={t('list.emptyOpen')}
            action={
              <>
                {mayImport && <ImportButton />}
                {!mayImport && (whole.data?.total ?? 0) > 0 && (
                  <TextLink to="/opportunities" search={{ state: ['closed'] }}>
                    {t('list.showClosed')}
                  </TextLink>
                )}
              </>
            }
          >
            {t(mayImport ? 'list.emptyOpenStaff' : 'list.emptyOpenOther')}
          </EmptyState>
        }
      />
    </>
  )
}

function EnterButton() {
  const t = useText()
  return (
    <ButtonLink
      to="/opportunities/new"
      variant="default"
      leftSection={<IconPencilPlus size={18} aria-hidden />}
    >
      {t('list.enter')}
    </ButtonLink>
  )
}

function AskButton() {
  const t = useText()
  return (
    <ButtonLink
      to="/opportunities/new"
      search={{ kind: 'request' }}
      variant="default"
      leftSection={<IconMessageQuestion size={18} aria-hidden />}
    >
      {t('list.ask')}
    </ButtonLink>
  )
}

function ImportButton() {
  const t = useText()
  return (
    <ButtonLink to="/settings/import" leftSection={<IconFileImport size={18} aria-hidden />}>
      {t('list.import')}
    </ButtonLink>
  )
}

function eyesOf(role: Role): Eyes {
  if (isStaff(role) || role === 'auditor') return 'staff'
  return isCompanyPerson(role) ? 'company' : 'other'
}
