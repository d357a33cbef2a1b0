import { Button, Code, CopyButton, NativeSelect, Paper, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod'
import type { feedList } from '#domains/opportunities/schema/calendar.ts'
import { get, post, remove } from '#web/ui/api.ts'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import classes from './SavedSearches.module.css'
import type { SavedSearch } from './saved-query.ts'
import { useWorkText } from './work-text.ts'

/** Addresses for calendar programs. Each is shown once, as only its hash is kept. */
export function CalendarFeeds({ searches }: { searches: readonly SavedSearch[] }) {
  const t = useWorkText()
  const format = useFormat()
  const [searchId, setSearchId] = useState('')
  const { data } = useQuery({
    queryKey: ['calendar-feeds'],
    queryFn: ({ signal }) => get<z.output<typeof feedList>>('/api/calendar-feeds', { signal }),
  })
  const make = useMutation({
    mutationFn: () => post<{ url: string }>('/api/calendar-feeds', { searchId: searchId || null }),
    onError: () => notifyFailure(failure),
  })
  const revoke = useMutation({
    mutationFn: (id: string) => remove(`/api/calendar-feeds/${id}`),
    onSuccess: () => {
      make.reset()
      notifyDone(t('calendar.revoked'))
    },
    onError: () => notifyFailure(failure),
  })
  const failure = useProblemMessage(make.error ?? revoke.error)
  return (
    <Paper component="section" p="lg" mt="xl" aria-labelledby="feeds">
      <Title order={2} id="feeds">
        {t('calendar.feeds')}
      </Title>
      <Text size="sm" c="dimmed" mb="md" maw="var(--reading-width)">
        {t('calendar.feedsHint')}
      </Text>
      <div className={classes.bar}>
        <NativeSelect
          label={t('calendar.feedOf')}
          value={searchId}
          onChange={(event) => setSearchId(event.currentTarget.value)}
          data={[
            { value: '', label: t('calendar.watched') },
            ...searches.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
        <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {t('calendar.make')}
        </Button>
      </div>
      {make.data && (
        <div role="status">
          <Text size="sm">{t('calendar.once')}</Text>
          <div className={classes.bar}>
            <Code style={{ overflowWrap: 'anywhere' }}>{make.data.url}</Code>
            <CopyButton value={make.data.url}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="light" onClick={copy}>
                  {t(copied ? 'calendar.copied' : 'calendar.copy')}
                </Button>
              )}
            </CopyButton>
          </div>
        </div>
      )}
      <ul className={classes.plain}>
        {(data?.items ?? []).map((feed) => (
          <li key={feed.id}>
            {feed.searchName ?? t('calendar.watched')}{' '}
            <span className={classes.under}>
              {t('calendar.made', { date: format.date(feed.createdAt) })}
              {feed.readAt && `, ${t('calendar.read', { date: format.dateTime(feed.readAt) })}`}
            </span>{' '}
            <Button variant="subtle" color="red" size="compact-sm" onClick={() => revoke.mutate(feed.id)}>
              {t('calendar.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Paper>
  )
}
