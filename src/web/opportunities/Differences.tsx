import { VisuallyHidden } from '@mantine/core'
import { en } from './en.ts'
import { isKnown } from './known-word.ts'
import classes from './NoticePage.module.css'
import type { NoticeVersion } from './shapes.ts'
import { useText } from './text.ts'
import { useWording } from './wording.ts'

/** Field by field, how an earlier wording differed from the present one. */
export function Differences({ version }: { version: NoticeVersion }) {
  const t = useText()
  const say = useWording()
  if (version.differences.length === 0) return <p className={classes.quiet}>{t('history.noDifference')}</p>
  return (
    <dl className={classes.differences}>
      {version.differences.map(({ field, before, now }) => (
        <div key={field} className={classes.difference}>
          <dt>{isKnown(en.history.field, field) ? t(`history.field.${field}`) : field}</dt>
          <dd>
            <VisuallyHidden>{t('history.before')}: </VisuallyHidden>
            <del className={classes.before}>{say(before)}</del>
          </dd>
          <dd>
            <VisuallyHidden>{t('history.after')}: </VisuallyHidden>
            <ins className={classes.after}>{say(now)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
