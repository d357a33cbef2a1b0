import { Paper, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useFormat } from '#web/ui/format.ts'
import { TextLink } from '#web/ui/links.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import type { Deadlines } from './CalendarPage.tsx'
import classes from './SavedSearches.module.css'
import { useText } from './text.ts'
import { useWorkText } from './work-text.ts'

type Item = Deadlines['items'][number] & { day: string }

/** Day after day, what is due: the form for phones and for reading aloud. */
export function DeadlineDays({ items, zone }: { items: Item[]; zone: string }) {
  const t = useWorkText()
  const ofNotices = useText()
  const format = useFormat()
  return [...Map.groupBy(items, (one) => one.day)].map(([day, ofDay]) => (
    <section key={day} className={classes.listDay} aria-label={format.date(day)}>
      <Title order={3} mb={6}>
        {format.weekdayOf(day)}, {format.date(day)}
      </Title>
      <ul className={classes.list}>
        {ofDay.map((one) => (
          <Paper component="li" p="md" key={`${one.noticeId} ${one.which}`}>
            <TextLink
              to="/opportunities/$id"
              params={{ id: one.noticeId }}
              className={classes.name}
              lang={one.titleLanguage ?? undefined}
            >
              {one.title}
            </TextLink>
            <div className={classes.under}>
              {[t(`calendar.which.${one.which}`), timeOf(format, one.at, zone), one.buyer]
                .filter(Boolean)
                .join(' · ')}
            </div>
            {one.isWatched && <Tag>{ofNotices('mark.watched')}</Tag>}
          </Paper>
        ))}
      </ul>
    </section>
  ))
}

/** A month on one sheet. */
export function DeadlineMonth({
  month,
  days,
  items,
  zone,
}: {
  month: string
  days: string[]
  items: Item[]
  zone: string
}) {
  const t = useWorkText()
  const format = useFormat()
  const byDay = Map.groupBy(items, (one) => one.day)
  // A phone's cells hold a number each; the days stand below.
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const today = new Date().toISOString().slice(0, 10)
  return (
    <section aria-label={format.month(month)}>
      <ol className={classes.days}>
        {days.slice(0, 7).map((day) => (
          <li key={day} className={classes.weekday} aria-hidden>
            {format.weekdayOf(day)}
          </li>
        ))}
        {days.map((day) => (
          <li
            key={day}
            className={classes.day}
            data-other={!day.startsWith(month) || undefined}
            data-today={day === today || undefined}
          >
            <time className={classes.number} dateTime={day}>
              {Number(day.slice(8)) === 1 ? format.dayMonth(day) : Number(day.slice(8))}
            </time>
            {byDay.has(day) && (
              <span className={classes.dayCount}>{format.number(byDay.get(day)?.length ?? 0)}</span>
            )}
            <ul className={classes.dayItems}>
              {(byDay.get(day) ?? []).map((one) => (
                <li key={`${one.noticeId} ${one.which}`}>
                  <TextLink
                    to="/opportunities/$id"
                    params={{ id: one.noticeId }}
                    className={classes.entry}
                    title={`${t(`calendar.which.${one.which}`)} ${timeOf(format, one.at, zone)}`}
                  >
                    {one.title}
                  </TextLink>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {isNarrow && <DeadlineDays items={items.filter((one) => one.day.startsWith(month))} zone={zone} />}
    </section>
  )
}

function timeOf(format: ReturnType<typeof useFormat>, at: string, zone: string): string {
  return at.includes('T') ? format.timeIn(zone, at) : ''
}
