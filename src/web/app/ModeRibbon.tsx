import type { Session } from '#web/ui/session.ts'
import classes from './Shell.module.css'
import { useText } from './text.ts'

/** Says on every page that this is not the real thing. */
export function ModeRibbon({ mode }: { mode: Session['mode'] }) {
  const t = useText()
  if (mode === 'production') return null
  return (
    <aside className={classes.ribbon} aria-label={t(mode)}>
      {t(mode)}
    </aside>
  )
}
