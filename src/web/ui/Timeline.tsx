import type { ReactNode } from 'react'
import { useFormat } from './format.ts'
import classes from './Timeline.module.css'

export type TimelineEntry = {
  key: string | number
  at: string
  who?: string
  /** What happened, as a sentence or part of one. */
  what: ReactNode
  detail?: ReactNode
}

/** What happened to a thing, newest first, grouped by day. */
export function Timeline({ entries, label }: { entries: TimelineEntry[]; label: string }) {
  const format = useFormat()
  const days = Map.groupBy(entries, (entry) => format.date(entry.at))
  return (
    <section aria-label={label}>
      {[...days].map(([day, ofDay]) => (
        <div key={day} className={classes.day}>
          <h2 className={classes.date}>{day}</h2>
          <ol className={classes.list}>
            {ofDay.map((entry) => (
              <li key={entry.key} className={classes.entry}>
                <time dateTime={entry.at} className={classes.time}>
                  {format.time(entry.at)}
                </time>
                <div className={classes.what}>
                  {entry.who && <strong>{entry.who} </strong>}
                  {entry.what}
                  {entry.detail && <div className={classes.detail}>{entry.detail}</div>}
                </div>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}
