import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { PageSkeleton } from '#web/ui/PageSkeleton.tsx'
import { hasHat, type Session, useSigned } from '#web/ui/session.ts'
import { changeLanguage } from '#web/ui/text.ts'
import { BottomBar } from './BottomBar.tsx'
import { HatlessFrame } from './HatlessFrame.tsx'
import { HeaderBar } from './HeaderBar.tsx'
import { ModeRibbon } from './ModeRibbon.tsx'
import classes from './Shell.module.css'
import { SideNavigation } from './SideNavigation.tsx'

const PhoneMenu = lazy(() => import('./PhoneMenu.tsx').then((file) => ({ default: file.PhoneMenu })))
const SearchDialog = lazy(() => import('./SearchDialog.tsx').then((file) => ({ default: file.SearchDialog })))

/** The frame of all signed-in pages; lets nobody further who has no role, or a role that wants a second factor first. */
export function Shell() {
  const signed = useSigned()
  const { pathname } = useLocation()
  useEffect(() => void changeLanguage(signed.account.language), [signed.account.language])

  if (!hasHat(signed)) return <HatlessFrame signed={signed} />
  if (signed.needsSecondFactor && pathname !== '/account') return <Navigate to="/account" replace />
  return <Frame session={signed} />
}

/** Navigation at the side (or below, on a phone), header, content. */
function Frame({ session }: { session: Session }) {
  const { pathname } = useLocation()
  const [isMenuOpen, menu] = useDisclosure()
  const [isSearchOpen, search] = useDisclosure()
  const [isSideNarrow, setIsSideNarrow] = useState(false)
  useHotkeys([
    ['mod+K', search.open],
    ['/', search.open],
  ])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the page has changed
  useEffect(menu.close, [pathname])

  return (
    <div className={classes.shell} data-narrow={isSideNarrow || undefined}>
      <div className={classes.side}>
        <SideNavigation
          session={session}
          isNarrow={isSideNarrow}
          onToggle={() => setIsSideNarrow(!isSideNarrow)}
        />
      </div>
      <div className={classes.column}>
        <ModeRibbon mode={session.mode} />
        <HeaderBar session={session} onSearch={search.open} />
        <main id="content" tabIndex={-1} className={classes.content}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <BottomBar session={session} onMenu={menu.open} />
      {isMenuOpen && (
        <Suspense>
          <PhoneMenu session={session} isOpen={isMenuOpen} onClose={menu.close} />
        </Suspense>
      )}
      {isSearchOpen && (
        <Suspense>
          <SearchDialog session={session} onClose={search.close} />
        </Suspense>
      )}
    </div>
  )
}
