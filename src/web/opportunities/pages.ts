import { createRoute } from '@tanstack/react-router'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { listSearch } from '#web/ui/list-search.ts'
import { readOneOf, readSearch, readShaped } from '#web/ui/read-search.ts'
import { hasCompany, may, mayAsk, seesOpportunities } from '#web/ui/session.ts'
import { load } from './text.ts'

export const noticesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/opportunities',
  validateSearch: listSearch({
    facets: ['state', 'kind', 'cpv', 'country', 'value', 'mark', 'minScore', 'answer', 'tag', 'assigned'],
    sorts: ['deadline', 'value', 'score', 'published'],
  }),
  component: lazyPage(load, () => import('./NoticeListPage.tsx'), 'NoticeListPage', seesOpportunities),
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
  component: lazyPage(load, () => import('./NoticePage.tsx'), 'NoticePage'),
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
