import { Button, Paper, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { Differences } from './Differences.tsx'
import { en } from './en.ts'
import { isKnown } from './known-word.ts'
import classes from './NoticePage.module.css'
import { versionQuery } from './notice-query.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

type Version = Notice['versions'][number]

/** The wordings a notice came in, and what happened to it here. */
export function HistoryTab({ notice }: { notice: Notice }) {
  const t = useText()
  return (
    <div className={classes.lots}>
      <section aria-labelledby="versions">
        <Title order={2} id="versions" mb="sm">
          {t('history.versions')}
        </Title>
        {notice.versions.length <= 1 && <Text c="dimmed">{t('history.onlyOne')}</Text>}
        {notice.versions.length > 1 && (
          <ul className={classes.matches}>
            {notice.versions.map((version, place) => (
              <VersionCard
                key={version.number}
                noticeId={notice.id}
                version={version}
                isPresent={place === 0}
              />
            ))}
          </ul>
        )}
      </section>
      <div>
        <Title order={2} mb="sm">
          {t('history.happened')}
        </Title>
        <Happened notice={notice} />
      </div>
    </div>
  )
}

type VersionCardProps = { noticeId: string; version: Version; isPresent: boolean }

function VersionCard({ noticeId, version, isPresent }: VersionCardProps) {
  const t = useText()
  const format = useFormat()
  const [isOpen, { toggle }] = useDisclosure()
  const { number, dispatchedAt, storedAt } = version
  return (
    <Paper component="li" p="lg">
      <div className={classes.versionTop}>
        <strong>{t('history.version', { number })}</strong>
        {isPresent && <Tag tone="accent">{t('history.now')}</Tag>}
        <span className={classes.quiet}>
          {dispatchedAt && `${t('history.dispatched', { when: format.dateTime(dispatchedAt) })} · `}
          {t('history.stored', { when: format.dateTime(storedAt) })}
        </span>
        {!isPresent && (
          <Button variant="default" size="compact-sm" aria-expanded={isOpen} onClick={toggle}>
            {t('history.compare')}
          </Button>
        )}
      </div>
      {isOpen && <Compared noticeId={noticeId} number={number} />}
    </Paper>
  )
}

function Compared({ noticeId, number }: { noticeId: string; number: number }) {
  const query = useQuery(versionQuery(noticeId, number))
  return (
    <Loaded query={query} skeleton={<RowsSkeleton rows={2} />}>
      {(version) => <Differences version={version} />}
    </Loaded>
  )
}

function Happened({ notice }: { notice: Notice }) {
  const t = useText()
  if (notice.history.length === 0) {
    return <Text c="dimmed">{t('history.empty')}</Text>
  }
  const names = new Map(
    [...notice.matches, ...notice.otherAnswers].map((one) => [one.companyId, one.companyName]),
  )
  return (
    <Timeline
      label={t('history.happened')}
      entries={notice.history.map((entry) => {
        const action = entry.action.replace(/^opportunities\//, '')
        const company = entry.companyId ? names.get(entry.companyId) : undefined
        return {
          key: entry.number,
          at: entry.at,
          who: entry.actorName ?? t(entry.actorRole === 'system' ? 'history.system' : 'history.somebody'),
          what: t(`history.action.${isKnown(en.history.action, action) ? action : 'other'}`),
          detail: [company, sayAnswer(entry.subject)].filter(Boolean).join(': ') || undefined,
        }
      })}
    />
  )

  function sayAnswer(subject: string | null): string | null {
    return subject !== null &&
      isKnown(en.answer, subject) &&
      (subject === 'interested' || subject === 'not-for-us')
      ? t(`answer.${subject}`)
      : subject
  }
}
