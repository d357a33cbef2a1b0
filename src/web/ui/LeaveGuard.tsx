import { useBlocker } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'

const LeaveDialog = lazy(() => import('./LeaveDialog.tsx').then((file) => ({ default: file.LeaveDialog })))

/** Asks before a page with unsaved changes is left, also when the browser's tab is closed. */
export function LeaveGuard({ when }: { when: () => boolean }) {
  const leaving = useBlocker({
    // A new search on the same page (a filter, a tab) leaves nothing.
    shouldBlockFn: ({ current, next }) => when() && current.pathname !== next.pathname,
    enableBeforeUnload: when,
    withResolver: true,
  })
  if (leaving.status !== 'blocked') return null
  return (
    <Suspense>
      <LeaveDialog onLeave={leaving.proceed} onStay={leaving.reset} />
    </Suspense>
  )
}
