import { createRoute } from '@tanstack/react-router'
import { lazyPage, outsideRoute, signedInRoute } from '#web/ui/frame.ts'
import { may } from '#web/ui/session.ts'
import { load } from './text.ts'

export const signInRoute = createRoute({
  getParentRoute: () => outsideRoute,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { return?: string } =>
    typeof raw.return === 'string' ? { return: raw.return } : {},
  component: lazyPage(load, () => import('./SignInPage.tsx'), 'SignInPage'),
})

export const acceptInvitationRoute = createRoute({
  getParentRoute: () => outsideRoute,
  path: '/invitation/$token',
  component: lazyPage(load, () => import('./AcceptInvitationPage.tsx'), 'AcceptInvitationPage'),
})

export const forgottenPasswordRoute = createRoute({
  getParentRoute: () => outsideRoute,
  path: '/password-reset',
  component: lazyPage(load, () => import('./ForgottenPasswordPage.tsx'), 'ForgottenPasswordPage'),
})

export const passwordResetRoute = createRoute({
  getParentRoute: () => outsideRoute,
  path: '/password-reset/$token',
  component: lazyPage(load, () => import('./PasswordResetPage.tsx'), 'PasswordResetPage'),
})

export const unsubscribeRoute = createRoute({
  getParentRoute: () => outsideRoute,
  path: '/unsubscribe/$token',
  component: lazyPage(load, () => import('./UnsubscribePage.tsx'), 'UnsubscribePage'),
})

export const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/account',
  component: lazyPage(load, () => import('./AccountPage.tsx'), 'AccountPage'),
})

export const invitationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/invitations',
  validateSearch: (raw: Record<string, unknown>): { view?: 'invitations' | 'tokens' } =>
    raw.view === 'invitations' || raw.view === 'tokens' ? { view: raw.view } : {},
  component: lazyPage(
    load,
    () => import('./InvitationsPage.tsx'),
    'InvitationsPage',
    may('invitations:send'),
  ),
})

export const mailRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/mail',
  validateSearch: (raw: Record<string, unknown>): { mail?: string } =>
    typeof raw.mail === 'string' ? { mail: raw.mail } : {},
  component: lazyPage(load, () => import('./MailPage.tsx'), 'MailPage', may('mail:read')),
})

export const activityRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/activity',
  component: lazyPage(load, () => import('./ActivityPage.tsx'), 'ActivityPage', may('activity:read')),
})
