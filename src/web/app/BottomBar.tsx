import { UnstyledButton } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Session } from '#web/ui/session.ts'
import { thumbItems } from './navigation.ts'
import classes from './Shell.module.css'
import { useText } from './text.ts'

/** The navigation of a phone: the most used pages within reach of a thumb, the rest behind "Menu". */
export function BottomBar({ session, onMenu }: { session: Session; onMenu: () => void }) {
  const t = useText()
  return (
    <nav aria-label={t('quick')} className={classes.bottom}>
      {thumbItems(session).map(({ to, name, icon: Mark }) => (
        <Link
          key={to}
          to={to}
          className={classes.thumb}
          activeOptions={{ exact: to === '/', includeSearch: false }}
        >
          <Mark size={22} stroke={1.7} aria-hidden />
          {t(`nav.${name}`)}
        </Link>
      ))}
      <UnstyledButton className={classes.thumb} onClick={onMenu}>
        <IconMenu2 size={22} stroke={1.7} aria-hidden />
        {t('menu')}
      </UnstyledButton>
    </nav>
  )
}
