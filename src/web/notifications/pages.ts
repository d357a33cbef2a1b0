import { createRoute } from '@tanstack/react-router'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { load } from './text.ts'

export const notificationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/notifications',
  component: lazyPage(load, () => import('./NotificationsPage.tsx'), 'NotificationsPage'),
})
