import { Kbd, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Session } from '#web/ui/session.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Bell } from './Bell.tsx'
import { Brand } from './Brand.tsx'
import { HatSwitcher } from './HatSwitcher.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import classes from './Shell.module.css'
import { useText } from './text.ts'

/** Search to the left, who one is to the right. */
export function HeaderBar({ session, onSearch }: { session: Session; onSearch: () => void }) {
  const t = useText()
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.headerBrand} aria-label="Talgud">
        <Brand isSmall />
      </Link>
      <UnstyledButton className={classes.search} onClick={onSearch} aria-keyshortcuts="/ Control+K">
        <IconSearch size={18} aria-hidden />
        <span className={classes.searchWords}>{t('search.open')}</span>
        <Kbd className={classes.searchKey} aria-hidden>
          /
        </Kbd>
      </UnstyledButton>
      <span className={classes.headerGap} />
      <HatSwitcher session={session} />
      <div className={classes.headerLanguage}>
        <LanguageSwitch />
      </div>
      <Bell />
      <AccountMenu signed={session} />
    </header>
  )
}
