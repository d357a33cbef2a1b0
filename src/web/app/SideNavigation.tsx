import { ActionIcon } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Session } from '#web/ui/session.ts'
import { Brand } from './Brand.tsx'
import { type NavItem, navigationFor } from './navigation.ts'
import classes from './Shell.module.css'
import { useText } from './text.ts'

type SideNavigationProps = {
  session: Session
  isNarrow?: boolean
  /** Missing in the drawer of a phone, which has its own title and width. */
  onToggle?: () => void
}

/** The pages of this hat, grouped by domain. */
export function SideNavigation({ session, isNarrow = false, onToggle }: SideNavigationProps) {
  const t = useText()
  return (
    <nav aria-label={t('navigation')} className={classes.nav}>
      {onToggle && (
        <div className={classes.navTop}>
          <Link to="/" className={classes.brandLink} aria-label="Talgud">
            <Brand isSmall={isNarrow} />
          </Link>
          {!isNarrow && <Toggle isNarrow={isNarrow} onToggle={onToggle} />}
        </div>
      )}
      {navigationFor(session).map((group, place) => (
        <div key={group.name ?? place} className={classes.navGroup}>
          {group.name && !isNarrow && <h2 className={classes.navTitle}>{t(`nav.${group.name}`)}</h2>}
          {group.items.map((item) => (
            <NavLine
              key={item.to}
              item={item}
              isNarrow={isNarrow}
              // One's own company lies below "Companies" in the address, but only one of the two is where one is.
              isWithin={group.items.some((other) => other.to.startsWith(`${item.to}/`))}
            />
          ))}
        </div>
      ))}
      {isNarrow && <Toggle isNarrow={isNarrow} onToggle={onToggle} />}
    </nav>
  )
}

function Toggle({ isNarrow, onToggle }: { isNarrow: boolean; onToggle: (() => void) | undefined }) {
  const t = useText()
  const Mark = isNarrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const label = t(isNarrow ? 'expand' : 'collapse')
  return (
    <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} title={label} onClick={onToggle}>
      <Mark size={20} stroke={1.7} aria-hidden />
    </ActionIcon>
  )
}

function NavLine({ item, isNarrow, isWithin }: { item: NavItem; isNarrow: boolean; isWithin: boolean }) {
  const t = useText()
  const name = t(`nav.${item.name}`)
  const { icon: Mark } = item
  return (
    <Link
      to={item.to}
      className={classes.navLink}
      activeOptions={{ exact: item.to === '/' || isWithin, includeSearch: false }}
      aria-label={isNarrow ? name : undefined}
      title={isNarrow ? name : undefined}
    >
      <Mark size={20} stroke={1.7} aria-hidden />
      {!isNarrow && <span>{name}</span>}
    </Link>
  )
}
