import { IconUserQuestion } from '@tabler/icons-react'
import { Outlet, useLocation } from '@tanstack/react-router'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import type { Signed } from '#web/ui/session.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Brand } from './Brand.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import classes from './Shell.module.css'
import { useText } from './text.ts'

/** For somebody signed in whose last role has ended: the own account stays theirs. */
export function HatlessFrame({ signed }: { signed: Signed }) {
  const t = useText()
  const { pathname } = useLocation()
  return (
    <>
      <header className={classes.header}>
        <Brand />
        <span className={classes.headerGap} />
        <LanguageSwitch />
        <AccountMenu signed={signed} />
      </header>
      <main id="content" tabIndex={-1} className={classes.content}>
        {pathname === '/account' ? (
          <Outlet />
        ) : (
          <EmptyState
            icon={IconUserQuestion}
            order={1}
            title={t('hat.none')}
            action={
              <ButtonLink to="/account" variant="default">
                {t('account.security')}
              </ButtonLink>
            }
          >
            {t('hat.noneHint')}
          </EmptyState>
        )}
      </main>
    </>
  )
}
