import { VisuallyHidden } from '@mantine/core'
import { shortName } from '#web/ui/short-name.ts'
import classes from './Opportunities.module.css'
import type { NoticeRow } from './shapes.ts'
import { useText } from './text.ts'

/** The members a notice fits best, each with its score, and what the companies answered so far. */
export function BestFits({ notice }: { notice: NoticeRow }) {
  const t = useText()
  const fits = notice.best.filter((fit) => fit.eligible !== 'no')
  const counts = notice.answerCounts
  return (
    <span className={classes.fits}>
      {fits.map((fit) => (
        <span
          key={fit.companyId}
          className={classes.fit}
          data-eligible={fit.eligible}
          title={t(`fit.eligible.${fit.eligible}`)}
        >
          {shortName(fit.companyName)} <strong>{Math.round(fit.score)}</strong>
          <VisuallyHidden> {t(`fit.eligible.${fit.eligible}`)}</VisuallyHidden>
        </span>
      ))}
      {fits.length === 0 && (
        <span className={classes.dimmed}>{t(notice.isOpen ? 'list.noFits' : 'list.notMatched')}</span>
      )}
      {counts !== null && counts.interested + counts.notForUs > 0 && (
        <span className={classes.counts}>
          {[
            counts.interested > 0 && t('list.interested', { count: counts.interested }),
            counts.notForUs > 0 && t('list.notForUs', { count: counts.notForUs }),
          ]
            .filter(Boolean)
            .join(', ')}
        </span>
      )}
    </span>
  )
}
