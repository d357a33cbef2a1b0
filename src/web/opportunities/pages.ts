import { createRoute } from '@tanstack/react-router'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { listSearch } from '#web/ui/list-search.ts'
import { readOneOf, readSearch, readShaped } from '#web/ui/read-search.ts'
import { hasCompany, isOfCluster, may, mayAsk, seesOpportunities } from '#web/ui/session.ts'
import { load } from './text.ts'
import { loadWork } from './work-text.ts'

export const noticesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/opportunities',
  validateSearch: listSearch({
    facets: ['state', 'kind', 'cpv', 'country', 'value', 'mark', 'minScore', 'answer', 'tag', 'assigned'],
    sorts: ['deadline', 'value', 'score', 'published'],
  }),
  component: lazyPage(loadWork, () => import('./NoticeListPage.tsx'), 'NoticeListPage', seesOpportunities),
})

export const noticeTabs = ['fit', 'lots', 'awards', 'work', 'history'] as const
export type NoticeTab = (typeof noticeTabs)[number]

export const noticeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/opportunities/$id',
  validateSearch: readSearch({
    tab: readOneOf(noticeTabs),
    // The language of the notice to read in, where it has several.
    in: readShaped(/^[a-z]{2,3}$/),
  }),
  component: lazyPage(loadWork, () => import('./NoticePage.tsx'), 'NoticePage'),
})

export const newEntryRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/opportunities/new',
  validateSearch: readSearch({ kind: readOneOf(['request']) }),
  component: lazyPage(load, () => import('./NewEntryPage.tsx'), 'NewEntryPage', mayAsk),
})

export const editEntryRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/opportunities/$id/edit',
  component: lazyPage(load, () => import('./EditEntryPage.tsx'), 'EditEntryPage', mayAsk),
})

export const forMyCompanyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/for-my-company',
  validateSearch: readSearch({ show: readOneOf(['answered']) }),
  component: lazyPage(load, () => import('./ForMyCompanyPage.tsx'), 'ForMyCompanyPage', hasCompany),
})

export const importRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/import',
  component: lazyPage(load, () => import('./ImportPage.tsx'), 'ImportPage', may('notices:import')),
})

export const importReportRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/import/$id',
  component: lazyPage(
    load,
    () => import('./ImportReportPage.tsx'),
    'ImportReportPage',
    may('notices:import'),
  ),
})

export const codeListsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/code-lists',
  validateSearch: readSearch({ list: readShaped(/^[a-z0-9-]{2,60}$/), q: readShaped(/^.{1,100}$/) }),
  component: lazyPage(load, () => import('./CodeListsPage.tsx'), 'CodeListsPage'),
})

export const savedSearchesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/saved-searches',
  validateSearch: readSearch({ open: readShaped(/^[0-9a-f-]{36}$/) }),
  component: lazyPage(loadWork, () => import('./SavedSearchesPage.tsx'), 'SavedSearchesPage', isOfCluster),
})

export const calendarRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/calendar',
  validateSearch: readSearch({
    of: readShaped(/^(watched|open|[0-9a-f-]{36})$/),
    view: readOneOf(['month']),
    month: readShaped(/^20\d{2}-(0[1-9]|1[0-2])$/),
  }),
  component: lazyPage(loadWork, () => import('./CalendarPage.tsx'), 'CalendarPage', isOfCluster),
})

export const awardHistoryRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/award-history',
  validateSearch: readSearch({
    buyer: readShaped(/^.{1,500}$/),
    winner: readShaped(/^.{1,500}$/),
    cpv: readShaped(/^\d{2,8}$/),
    country: readShaped(/^[A-Z]{2}$/),
    from: readShaped(/^\d{4}$/),
    until: readShaped(/^\d{4}$/),
    currency: readShaped(/^[A-Z]{3}$/),
  }),
  component: lazyPage(loadWork, () => import('./AwardHistoryPage.tsx'), 'AwardHistoryPage', isOfCluster),
})
