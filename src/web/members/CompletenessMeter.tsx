import classes from './Members.module.css'
import { useText } from './text.ts'

/** How complete a profile is: a number and a quiet bar. It invites, it does not scold, so it has one colour. */
export function CompletenessMeter({ score }: { score: number }) {
  const t = useText()
  return (
    <span className={classes.meter} role="img" aria-label={t('completeness.label', { score })}>
      <span className={classes.track}>
        <span className={classes.fill} style={{ width: `${score}%` }} />
      </span>
      <span className={classes.percent}>{score}%</span>
    </span>
  )
}
