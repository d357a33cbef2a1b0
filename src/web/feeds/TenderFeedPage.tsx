import { Alert, Button, Paper, Title } from '@mantine/core'
import { IconDownload, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FeedRun, TenderFeed } from '#domains/feeds/schema.ts'
import { post, put } from '#web/ui/api.ts'
import { useFormat } from '#web/ui/format.ts'
import { FailedPage } from '#web/ui/LoadFailure.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/PageSkeleton.tsx'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { Tag } from '#web/ui/Tag.tsx'
import { ChoiceFacts } from './ChoiceFacts.tsx'
import { choiceOf, FeedForm } from './FeedForm.tsx'
import { PastRuns } from './FeedRuns.tsx'
import { feedQuery, isUnderWay } from './feed-query.ts'
import { RunUnderWay } from './RunUnderWay.tsx'
import classes from './TenderFeed.module.css'
import { useText } from './text.ts'

/** What comes from TED by itself: how it stands, what is chosen, how the runs went. */
export function TenderFeedPage() {
  const query = useQuery(feedQuery)
  if (query.data) return <Feed feed={query.data} />
  if (query.isError) return <FailedPage error={query.error} onRetry={() => query.refetch()} />
  return <PageSkeleton />
}

function Feed({ feed }: { feed: TenderFeed }) {
  const t = useText()
  const client = useQueryClient()
  const [isEditing, setIsEditing] = useState(false)
  const mayChange = feed.abilities.includes('change')
  const isSetUp = feed.version > 0
  const open = feed.runs.find(isUnderWay)
  const keep = (saved: TenderFeed) => client.setQueryData(feedQuery.queryKey, saved)

  const fetching = useMutation({
    mutationFn: () => post<FeedRun>('/api/tender-feed/runs'),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: feedQuery.queryKey })
      notifyDone(t('started'))
    },
  })
  const switching = useMutation({
    mutationFn: (isOn: boolean) =>
      put<TenderFeed>('/api/tender-feed', { ...choiceOf(feed), isOn }, { ifMatch: feed.version }),
    onSuccess: (saved) => {
      keep(saved)
      notifyDone(t(saved.isOn ? 'resumed' : 'paused'))
    },
  })
  const failure = useProblemMessage(fetching.error ?? switching.error)

  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          mayChange &&
          isSetUp && (
            <>
              <Button
                variant="default"
                leftSection={
                  feed.isOn ? (
                    <IconPlayerPause size={18} aria-hidden />
                  ) : (
                    <IconPlayerPlay size={18} aria-hidden />
                  )
                }
                loading={switching.isPending}
                onClick={() => switching.mutate(!feed.isOn)}
              >
                {t(feed.isOn ? 'pause' : 'resume')}
              </Button>
              <Button
                leftSection={<IconDownload size={18} aria-hidden />}
                loading={fetching.isPending}
                disabled={open !== undefined}
                onClick={() => fetching.mutate()}
              >
                {t('fetch')}
              </Button>
            </>
          )
        }
      />
      <div className={classes.sections}>
        {(fetching.isError || switching.isError) && (
          <Alert role="alert" color="red">
            {failure}
          </Alert>
        )}
        <HowItStands feed={feed} />
        {open && <RunUnderWay run={open} mayStop={mayChange} />}
        <section aria-labelledby="choice">
          <div className={classes.top}>
            <Title order={2} id="choice">
              {t(isSetUp || !mayChange ? 'choice' : 'setUp')}
            </Title>
            {mayChange && isSetUp && !isEditing && (
              <Button variant="default" onClick={() => setIsEditing(true)}>
                {t('change')}
              </Button>
            )}
          </div>
          {mayChange && (isEditing || !isSetUp) ? (
            <FeedForm
              key={feed.version}
              feed={feed}
              onSaved={(saved) => {
                keep(saved)
                setIsEditing(false)
                notifyDone(t('saved'))
              }}
              onReload={() => client.invalidateQueries({ queryKey: feedQuery.queryKey })}
              onCancel={isSetUp ? () => setIsEditing(false) : undefined}
            />
          ) : (
            <ChoiceFacts feed={feed} />
          )}
        </section>
        {(isSetUp || feed.runs.length > 0) && <PastRuns runs={feed.runs} mayOpen={mayChange} />}
      </div>
    </>
  )
}

function HowItStands({ feed }: { feed: TenderFeed }) {
  const t = useText()
  const format = useFormat()
  const last = feed.runs.find((run) => run.finishedAt !== null)
  const state = feed.isOn ? 'on' : 'paused'
  const shown = feed.version === 0 ? 'unset' : state
  return (
    <Paper p="lg" component="section" aria-label={t('now')}>
      <dl className={classes.facts}>
        <div>
          <dt>{t('state')}</dt>
          <dd>
            <Tag tone={shown === 'on' ? 'good' : 'plain'}>{t(`states.${shown}`)}</Tag>
          </dd>
        </div>
        <div>
          <dt>{t('next')}</dt>
          <dd>{feed.nextRunAt === null ? t('noNext') : format.dateTime(feed.nextRunAt)}</dd>
        </div>
        <div>
          <dt>{t('last')}</dt>
          <dd>
            {last?.finishedAt ? format.dateTime(last.finishedAt) : t('never')}
            {last?.failure && <span className={classes.under}>{t(`failure.${last.failure}`)}</span>}
          </dd>
        </div>
      </dl>
    </Paper>
  )
}
