import { createRoute } from '@tanstack/react-router'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { may } from '#web/ui/session.ts'
import { load } from './text.ts'

export const applicationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/applications',
  component: lazyPage(load, () => import('./ApplicationsPage.tsx'), 'ApplicationsPage', may('dues:manage')),
})

export const applicationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/applications/$id',
  component: lazyPage(load, () => import('./ApplicationPage.tsx'), 'ApplicationPage', may('dues:manage')),
})

export const admissionSettingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/applications',
  component: lazyPage(
    load,
    () => import('./AdmissionSettingsPage.tsx'),
    'AdmissionSettingsPage',
    may('dues:manage'),
  ),
})
