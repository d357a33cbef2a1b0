import { lazy, Suspense, useSyncExternalStore } from 'react'
import { readOverlays, watchOverlays } from './overlay-store.ts'

const Notices = lazy(() => import('./Notices.tsx').then((file) => ({ default: file.Notices })))
const ConfirmDialog = lazy(() =>
  import('./ConfirmDialog.tsx').then((file) => ({ default: file.ConfirmDialog })),
)

/** Dialogs and passing notices; fetched when the first one is needed, because the first page never does. */
export function Overlays() {
  const { hasNotices, asked } = useSyncExternalStore(watchOverlays, readOverlays)
  return (
    <Suspense>
      {hasNotices && <Notices />}
      {asked && <ConfirmDialog {...asked} />}
    </Suspense>
  )
}
