import { Button, NativeSelect, Paper, SegmentedControl, Text } from '@mantine/core'
import { IconCalendarOff, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type * as z from 'zod'
import type { deadlineList } from '#domains/opportunities/schema/calendar.ts'
import { get } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { CalendarFeeds } from './CalendarFeeds.tsx'
import { DeadlineDays, DeadlineMonth } from './DeadlineViews.tsx'
import { dayIn, monthDays, shiftMonth } from './month-days.ts'
import { calendarRoute } from './pages.ts'
import classes from './SavedSearches.module.css'
import { savedSearchesQuery } from './saved-query.ts'
import { useWorkText } from './work-text.ts'

export type Deadlines = z.output<typeof deadlineList>

/** Deadlines by month, as a sheet or as a list: of what one watches, of a saved search, or of all that is open. */
export function CalendarPage() {
  const t = useWorkText()
  const format = useFormat()
  const navigate = useNavigate()
  const search = calendarRoute.useSearch()
  const saved = useQuery(savedSearchesQuery)
  const of = search.of ?? 'watched'
  const view = search.view ?? 'list'
  const month = search.month ?? new Date().toISOString().slice(0, 7)
  const days = monthDays(month)
  const from = days[0] ?? ''
  const until = days.at(-1) ?? ''
  const query = useQuery({
    queryKey: ['notice-deadlines', of, month],
    queryFn: ({ signal }) => get<Deadlines>('/api/notice-deadlines', { search: { of, from, until }, signal }),
  })
  const go = (change: typeof search) =>
    navigate({ to: '/calendar', search: { ...search, ...change }, replace: true, resetScroll: false })

  return (
    <>
      <PageHeader
        title={t('calendar.title')}
        lead={t('calendar.lead')}
        actions={<ButtonLink to="/opportunities">{t('calendar.toList')}</ButtonLink>}
      />
      <div className={classes.bar}>
        <NativeSelect
          label={t('calendar.of')}
          value={of}
          onChange={(event) => void go({ of: event.currentTarget.value })}
          data={[
            { value: 'watched', label: t('calendar.watched') },
            { value: 'open', label: t('calendar.open') },
            ...(saved.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
        <SegmentedControl
          aria-label={t('calendar.view')}
          value={view}
          onChange={(chosen) => void go({ view: chosen === 'month' ? 'month' : undefined })}
          data={[
            { value: 'list', label: t('calendar.list') },
            { value: 'month', label: t('calendar.month') },
          ]}
        />
        <Button
          variant="default"
          aria-label={t('calendar.before')}
          onClick={() => void go({ month: shiftMonth(month, -1) })}
        >
          <IconChevronLeft size={18} aria-hidden />
        </Button>
        <Text component="h2" fw={620} aria-live="polite" lh="40px">
          {format.month(month)}
        </Text>
        <Button
          variant="default"
          aria-label={t('calendar.after')}
          onClick={() => void go({ month: shiftMonth(month, 1) })}
        >
          <IconChevronRight size={18} aria-hidden />
        </Button>
      </div>
      <Loaded query={query} skeleton={<RowsSkeleton rows={6} height={64} />}>
        {(found) => {
          const items = found.items.map((one) => ({ ...one, day: dayIn(found.timeZone, one.at) }))
          if (view === 'month')
            return <DeadlineMonth month={month} days={days} items={items} zone={found.timeZone} />
          const within = items.filter((one) => one.day.startsWith(month))
          if (within.length > 0) return <DeadlineDays items={within} zone={found.timeZone} />
          return (
            <Paper>
              <EmptyState icon={IconCalendarOff} title={t('calendar.empty')}>
                {t('calendar.emptyHint')}
              </EmptyState>
            </Paper>
          )
        }}
      </Loaded>
      {query.data?.isCut && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('calendar.cut')}
        </Text>
      )}
      <CalendarFeeds searches={saved.data?.items ?? []} />
    </>
  )
}
