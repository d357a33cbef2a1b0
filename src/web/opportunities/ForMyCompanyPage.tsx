import { Button, Tabs } from '@mantine/core'
import { IconChecks, IconClipboardList, IconMessageCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { reviewScore } from '#domains/opportunities/rules.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { useSession } from '#web/ui/session.ts'
import { NoticeCard } from './NoticeCard.tsx'
import classes from './NoticePage.module.css'
import { myNoticesQuery } from './notice-query.ts'
import { forMyCompanyRoute } from './pages.ts'
import type { MyNotices } from './shapes.ts'
import { useText } from './text.ts'

/** The open notices that fit one's own company, best first, with the question whether it wants them. */
export function ForMyCompanyPage() {
  const t = useText()
  const { hat } = useSession()
  const query = useQuery(myNoticesQuery)
  return (
    <>
      <PageHeader
        title={t('mine.title')}
        lead={t('mine.lead', { company: hat.companyName ?? '' })}
        actions={
          <ButtonLink to="/opportunities" variant="default">
            {t('mine.all')}
          </ButtonLink>
        }
      />
      <Loaded query={query} skeleton={<RowsSkeleton rows={4} height={170} />}>
        {(mine) => <MyTabs mine={mine} />}
      </Loaded>
    </>
  )
}

function MyTabs({ mine }: { mine: MyNotices }) {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const { hat } = useSession()
  const { show } = forMyCompanyRoute.useSearch()
  const companyName = hat.companyName ?? ''
  const [isWhole, setIsWhole] = useState(false)
  const good = mine.open.filter(({ match }) => match.score >= reviewScore)
  // Where nothing fits well, the weaker ones are what there is.
  const shown = isWhole || good.length === 0 ? mine.open : good
  const weaker = mine.open.length - shown.length
  return (
    <Tabs
      value={show ?? 'open'}
      keepMounted={false}
      onChange={(tab) =>
        navigate({
          to: '/for-my-company',
          search: { show: tab === 'answered' ? 'answered' : undefined },
          resetScroll: false,
        })
      }
    >
      <Tabs.List className={classes.tabs} aria-label={t('mine.title')}>
        <Tabs.Tab value="open">
          {t('mine.toAnswer')} <span className={classes.count}>{format.number(good.length)}</span>
        </Tabs.Tab>
        <Tabs.Tab value="answered">
          {t('mine.answered')} <span className={classes.count}>{format.number(mine.answered.length)}</span>
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="open" className={classes.panel}>
        {mine.open.length === 0 && <NothingOpen mine={mine} />}
        <Cards>
          {shown.map(({ notice, match }) => (
            <NoticeCard
              key={notice.id}
              notice={notice}
              match={match}
              answer={null}
              companyId={mine.companyId}
              companyName={companyName}
            />
          ))}
        </Cards>
        {weaker > 0 && (
          <Button variant="default" mt="md" onClick={() => setIsWhole(true)}>
            {t('mine.weaker', { count: weaker })}
          </Button>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="answered" className={classes.panel}>
        {mine.answered.length === 0 && (
          <div className={classes.empty}>
            <EmptyState icon={IconMessageCircle} title={t('mine.noAnswers')}>
              {t('mine.noAnswersHint')}
            </EmptyState>
          </div>
        )}
        <Cards>
          {mine.answered.map(({ notice, match, answer }) => (
            <NoticeCard
              key={notice.id}
              notice={notice}
              match={match}
              answer={answer}
              companyId={mine.companyId}
              companyName={companyName}
            />
          ))}
        </Cards>
      </Tabs.Panel>
    </Tabs>
  )
}

function Cards({ children }: { children: ReactNode[] }) {
  if (children.length === 0) return null
  return <ul className={classes.matches}>{children}</ul>
}

function NothingOpen({ mine }: { mine: MyNotices }) {
  const t = useText()
  const isDone = mine.answered.some(({ notice }) => notice.isOpen)
  return (
    <div className={classes.empty}>
      <EmptyState
        icon={isDone ? IconChecks : IconClipboardList}
        title={t(isDone ? 'mine.doneTitle' : 'mine.emptyTitle')}
        action={
          !isDone && (
            <ButtonLink to="/members/$id" params={{ id: mine.companyId }}>
              {t('mine.toProfile')}
            </ButtonLink>
          )
        }
      >
        {t(isDone ? 'mine.doneHint' : 'mine.emptyHint')}
      </EmptyState>
    </div>
  )
}
