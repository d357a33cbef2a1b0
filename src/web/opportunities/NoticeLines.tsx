import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { get } from '#web/ui/api.ts'
import { Deadline } from '#web/ui/Deadline.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { TextLink } from '#web/ui/links.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { Score } from '#web/ui/Score.tsx'
import { BestFits } from './BestFits.tsx'
import classes from './NoticeLines.module.css'
import { NoticeTitle } from './NoticeTitle.tsx'
import { myNoticesQuery } from './notice-query.ts'
import type { NoticeList, NoticeRow } from './shapes.ts'
import { useText } from './text.ts'

/** As many as fit on a first page beside everything else. */
const most = 5

type NextDeadlinesProps = {
  /** Only those the own company is interested in. */
  isOurs?: boolean
}

/** The open notices whose deadline comes first. */
export function NextDeadlines({ isOurs = false }: NextDeadlinesProps) {
  const t = useText()
  const search = { sort: 'deadline', pageSize: most, answer: isOurs ? 'interested' : undefined }
  const query = useQuery({
    queryKey: ['/api/notices', 'next', search],
    queryFn: ({ signal }) => get<NoticeList>('/api/notices', { search, signal }),
  })
  const name = isOurs ? 'ours' : 'next'
  return (
    <Panel id={`deadlines-${name}`} title={t(`home.${name}`)} all={isOurs ? answered : notices}>
      <Loaded query={query} skeleton={<RowsSkeleton rows={most} height={44} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t(`home.${name}None`)}</Text>
          ) : (
            <ul className={classes.lines}>
              {items.map((notice) => (
                <Line key={notice.id} notice={notice}>
                  {!isOurs && notice.answerCounts !== null && <BestFits notice={notice} />}
                </Line>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

/** The open notices that fit the own company best and wait for its answer. */
export function BestForUs() {
  const t = useText()
  const query = useQuery(myNoticesQuery)
  return (
    <Panel id="best-for-us" title={t('home.best')} all={mine}>
      <Loaded query={query} skeleton={<RowsSkeleton rows={most} height={44} />}>
        {({ open }) =>
          open.length === 0 ? (
            <Text c="dimmed">{t('home.bestNone')}</Text>
          ) : (
            <ul className={classes.lines}>
              {open.slice(0, most).map(({ notice, match }) => (
                <Line key={notice.id} notice={notice} aside={<Score score={match.score} />} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

const notices: LinkProps = { to: '/opportunities' }
const mine: LinkProps = { to: '/for-my-company' }
const answered: LinkProps = { to: '/for-my-company', search: { show: 'answered' } }

type PanelProps = { id: string; title: string; all: LinkProps; children: ReactNode }

function Panel({ id, title, all, children }: PanelProps) {
  const t = useText()
  return (
    <section aria-labelledby={id} className={classes.panel}>
      <div className={classes.top}>
        <Title order={2} id={id} size="h3">
          {title}
        </Title>
        <TextLink {...all} size="sm" aria-describedby={id}>
          {t('home.all')}
        </TextLink>
      </div>
      {children}
    </section>
  )
}

type LineProps = {
  notice: NoticeRow
  /** Under the deadline. */
  aside?: ReactNode
  children?: ReactNode
}

function Line({ notice, aside, children }: LineProps) {
  const t = useText()
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <TextLink to="/opportunities/$id" params={{ id: notice.id }} className={classes.title}>
          <NoticeTitle notice={notice} />
        </TextLink>
        <span className={classes.buyer}>{notice.buyer}</span>
      </span>
      <span className={classes.deadline}>
        {notice.deadline ? <Deadline at={notice.deadline} /> : t('list.noDeadline')}
        {aside}
      </span>
      {children && <span className={classes.more}>{children}</span>}
    </li>
  )
}
