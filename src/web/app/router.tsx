import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import * as admissions from '#web/admissions/pages.ts'
import * as dues from '#web/dues/pages.ts'
import * as exchange from '#web/exchange/pages.ts'
import * as feeds from '#web/feeds/pages.ts'
import * as identity from '#web/identity/pages.ts'
import * as members from '#web/members/pages.ts'
import * as notifications from '#web/notifications/pages.ts'
import * as opportunities from '#web/opportunities/pages.ts'
import { lazyPage, outsideRoute, rootRoute, signedInRoute } from '#web/ui/frame.ts'
import { FailedPage } from '#web/ui/LoadFailure.tsx'
import { PageSkeleton } from '#web/ui/PageSkeleton.tsx'
import { parseSearch, writeSearch } from '#web/ui/url-search.ts'
import * as votes from '#web/votes/pages.ts'
import { MissingPage } from './MissingPage.tsx'
import { homeRoute } from './pages.ts'
import { RootFrame } from './RootFrame.tsx'
import { load } from './text.ts'

rootRoute.update({ component: RootFrame, notFoundComponent: MissingPage })
signedInRoute.update({ component: lazyPage(load, () => import('./Shell.tsx'), 'Shell') })

/** Every page of every room; a room adds its routes here and nowhere else. */
const routeTree = rootRoute.addChildren([
  signedInRoute.addChildren([
    homeRoute,
    members.directoryRoute,
    members.newCompanyRoute,
    members.capabilityMapRoute,
    members.companyPages,
    members.editCompanyRoute,
    dues.membershipRoute,
    admissions.applicationsRoute,
    admissions.applicationRoute,
    admissions.admissionSettingsRoute,
    dues.renewalsRoute,
    dues.invoicesRoute,
    dues.newInvoiceRoute,
    dues.statementRoute,
    dues.invoiceRoute,
    dues.editInvoiceRoute,
    dues.duesSettingsRoute,
    votes.votesRoute,
    votes.newVoteRoute,
    votes.voteRoute,
    exchange.listsRoute,
    exchange.listRoute,
    opportunities.noticesRoute,
    opportunities.newEntryRoute,
    opportunities.noticeRoute,
    opportunities.editEntryRoute,
    opportunities.forMyCompanyRoute,
    opportunities.savedSearchesRoute,
    opportunities.calendarRoute,
    opportunities.awardHistoryRoute,
    opportunities.importRoute,
    opportunities.importReportRoute,
    opportunities.codeListsRoute,
    feeds.tenderFeedRoute,
    notifications.notificationsRoute,
    identity.accountRoute,
    identity.invitationsRoute,
    identity.mailRoute,
    identity.activityRoute,
  ]),
  outsideRoute.addChildren([
    identity.signInRoute,
    identity.acceptInvitationRoute,
    identity.forgottenPasswordRoute,
    identity.passwordResetRoute,
    identity.unsubscribeRoute,
  ]),
])

export function createPages(queryClient: QueryClient) {
  const pages = createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch: writeSearch,
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Pages show the skeleton at once rather than leave a click without an answer.
    defaultPendingMs: 150,
    defaultPendingMinMs: 250,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ({ error, reset }) => <FailedPage error={error} onRetry={reset} />,
    defaultNotFoundComponent: MissingPage,
  })
  // The router has just written down where every page was scrolled to; a reload finds its place without.
  addEventListener('pagehide', forgetScrolling)
  return pages
}

/** Only the language and the colours stay in the browser. */
function forgetScrolling() {
  try {
    sessionStorage.clear()
  } catch {
    // Storage may be forbidden; then nothing was written either.
  }
}
