import { Tabs } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useFormat } from '#web/ui/format.ts'
import { FailedPage } from '#web/ui/LoadFailure.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/PageSkeleton.tsx'
import { isCompanyPerson, isOfCluster, isStaff, useSession } from '#web/ui/session.ts'
import { Tag } from '#web/ui/Tag.tsx'
import { useLanguage } from '#web/ui/text.ts'
import { AwardsTab } from './AwardsTab.tsx'
import { ButtonOut } from './ButtonOut.tsx'
import { CallTab } from './CallTab.tsx'
import { FitTab } from './FitTab.tsx'
import { followUpQuery } from './follow-query.ts'
import { HistoryTab } from './HistoryTab.tsx'
import { LotsTab } from './LotsTab.tsx'
import { marksOf } from './marks.tsx'
import classes from './NoticePage.module.css'
import { NoticeStrip } from './NoticeStrip.tsx'
import { noticeQuery } from './notice-query.ts'
import { type NoticeTab, noticeRoute, noticeTabs } from './pages.ts'
import { readingLanguage } from './reading-language.ts'
import { safeAddress } from './safe-address.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'
import { WatchButton } from './WatchButton.tsx'
import { WorkTab } from './WorkTab.tsx'

/** One notice: what decides at the top, who fits and why below, the rest in tabs. */
export function NoticePage() {
  const { id } = noticeRoute.useParams()
  const query = useQuery(noticeQuery(id))
  if (query.data) {
    return (
      <>
        <NoticeHeader notice={query.data} />
        <NoticeStrip notice={query.data} />
        <NoticeTabs notice={query.data} />
      </>
    )
  }
  if (query.isError) return <FailedPage error={query.error} onRetry={() => query.refetch()} />
  return <PageSkeleton />
}

function NoticeHeader({ notice }: { notice: Notice }) {
  const t = useText()
  const format = useFormat()
  const language = useLanguage()
  const search = noticeRoute.useSearch()
  const shown = readingLanguage(notice, search.in, language)
  const documents = safeAddress(notice.documentsUrl)
  const submission = safeAddress(notice.submissionUrl)
  // Partners see some notices, and keep nothing about them here.
  const follows = isOfCluster(useSession())
  const { data: followUp } = useQuery({ ...followUpQuery(notice.id), enabled: follows })
  // What was entered here has no number anybody else knows.
  const number = notice.entry ? null : (notice.topic?.identifier ?? notice.publicationId ?? notice.key)
  return (
    <PageHeader
      title={(shown && notice.titles[shown]) || notice.title || notice.key}
      back={{ label: t('page.back'), link: { to: '/opportunities' } }}
      tags={
        <>
          <Tag tone="accent">{t(`kind.${notice.kind}`)}</Tag>
          {followUp?.tags.map((tag) => (
            <Tag key={`${tag.name} ${tag.isOwnCompany}`}>{tag.name}</Tag>
          ))}
          {marksOf(notice).map((mark) => (
            <Tag key={mark}>{t(`mark.${mark}`)}</Tag>
          ))}
        </>
      }
      lead={[
        notice.buyer,
        number,
        notice.publishedOn && `${t('page.published').toLowerCase()} ${format.date(notice.publishedOn)}`,
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          {follows && <WatchButton noticeId={notice.id} />}
          {submission && notice.isOpen && (
            <ButtonOut href={submission} variant="default" icon={IconExternalLink}>
              {t(notice.topic ? 'call.portal' : 'page.submission')}
            </ButtonOut>
          )}
          {documents && (
            <ButtonOut href={documents} variant="default" icon={IconExternalLink}>
              {t('page.documents')}
            </ButtonOut>
          )}
        </>
      }
    />
  )
}

function NoticeTabs({ notice }: { notice: Notice }) {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const { hat } = useSession()
  const search = noticeRoute.useSearch()
  // Guests keep no notes, tags or assignments here.
  const keepsNotes = isStaff(hat.role) || isCompanyPerson(hat.role)
  const shownTabs = noticeTabs.filter(
    (tab) => (tab !== 'work' || keepsNotes) && (tab !== 'lots' || notice.entry === null),
  )
  const open = shownTabs.find((tab) => tab === search.tab) ?? 'fit'
  const counts: Partial<Record<NoticeTab, number>> = {
    ...(notice.topic ? {} : { lots: notice.lots.length }),
    awards: notice.pastAwards.length,
  }
  return (
    <Tabs value={open} onChange={choose} keepMounted={false}>
      <Tabs.List className={classes.tabs} aria-label={t('page.tabs')}>
        {shownTabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`page.tab.${nameOf(tab)}`)}
            {counts[tab] !== undefined && <span className={classes.count}>{format.number(counts[tab])}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="fit" className={classes.panel}>
        <FitTab notice={notice} />
      </Tabs.Panel>
      <Tabs.Panel value="lots" className={classes.panel}>
        {notice.topic ? <CallTab notice={notice} /> : <LotsTab notice={notice} />}
      </Tabs.Panel>
      <Tabs.Panel value="awards" className={classes.panel}>
        <AwardsTab notice={notice} />
      </Tabs.Panel>
      <Tabs.Panel value="work" className={classes.panel}>
        <WorkTab noticeId={notice.id} />
      </Tabs.Panel>
      <Tabs.Panel value="history" className={classes.panel}>
        <HistoryTab notice={notice} />
      </Tabs.Panel>
    </Tabs>
  )

  function nameOf(tab: NoticeTab) {
    if (tab === 'fit') return firstTab()
    return tab === 'lots' && notice.topic ? 'call' : tab
  }

  function firstTab() {
    if (notice.awards.length > 0) return 'winners'
    if (notice.entry?.ownerCompanyId && notice.entry.ownerCompanyId === hat.companyId) return 'answers'
    const hasFits = notice.isOpen || notice.matches.length > 0 || notice.otherAnswers.length > 0
    if (!hasFits) return 'about'
    if (notice.abilities.includes('see-matches')) return 'fit'
    return isCompanyPerson(hat.role) ? 'ownFit' : 'about'
  }

  function choose(tab: string | null) {
    const chosen = noticeTabs.find((one) => one === tab)
    void navigate({
      to: '/opportunities/$id',
      params: { id: notice.id },
      search: { ...search, tab: chosen === 'fit' ? undefined : chosen },
      resetScroll: false,
    })
  }
}
