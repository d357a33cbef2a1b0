import { createRoute } from '@tanstack/react-router'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { seesTenderFeed } from '#web/ui/session.ts'
import { load } from './text.ts'

export const tenderFeedRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/tender-feed',
  component: lazyPage(load, () => import('./TenderFeedPage.tsx'), 'TenderFeedPage', seesTenderFeed),
})
