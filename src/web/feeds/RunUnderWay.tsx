import { Button, Paper, Progress, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FeedRun } from '#domains/feeds/schema.ts'
import { remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { feedQuery } from './feed-query.ts'
import classes from './TenderFeed.module.css'
import { useText } from './text.ts'

/** How far a run has come, and a way to end it. */
export function RunUnderWay({ run, mayStop }: { run: FeedRun; mayStop: boolean }) {
  const t = useText()
  const format = useFormat()
  const confirm = useConfirm()
  const client = useQueryClient()
  const stopping = useMutation({
    mutationFn: () => remove<FeedRun>(`/api/tender-feed/runs/${run.id}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: feedQuery.queryKey })
      notifyDone(t('stopped'))
    },
    onError: () => notifyFailure(failure),
  })
  const failure = useProblemMessage(stopping.error)
  const done = run.known + run.fetched + run.lost
  const all = done + run.waiting
  return (
    <Paper p="lg" component="section" aria-labelledby="under-way">
      <div className={classes.top}>
        <Title order={2} size="h3" id="under-way">
          {t('underWay')}
        </Title>
        {mayStop && (
          <Button variant="default" size="sm" loading={stopping.isPending} onClick={() => void stop()}>
            {t('stop')}
          </Button>
        )}
      </div>
      <Text role="status">{says()}</Text>
      {run.failure && (
        <Text size="sm" c="dimmed">
          {t(`failure.${run.failure}`)}
        </Text>
      )}
      <Progress
        value={run.isListed && all > 0 ? (100 * done) / all : 100}
        animated
        size="sm"
        mt="sm"
        aria-label={t('underWay')}
      />
    </Paper>
  )

  async function stop() {
    const isSure = await confirm({ title: t('stopTitle'), text: t('stopText'), action: t('stop') })
    if (isSure) stopping.mutate()
  }

  function says(): string {
    if (run.resumeAt !== null) return t('resting', { when: format.dateTime(run.resumeAt) })
    if (run.status === 'waiting') return t('waitingToStart')
    if (!run.isListed) return t('listing', { count: run.listed })
    return t('fetching', { done: format.number(done), all: format.number(all) })
  }
}
