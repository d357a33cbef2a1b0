import { createRoute } from '@tanstack/react-router'
import * as z from 'zod'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { listSearch } from '#web/ui/list-search.ts'
import { load } from './text.ts'

export const noticesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/opportunities',
  validateSearch: listSearch({
    facets: ['state', 'kind', 'cpv', 'country', 'value', 'mark', 'minScore', 'answer'],
    sorts: ['deadline', 'value', 'score', 'published'],
  }),
  component: lazyPage(load, () => import('./NoticeListPage.tsx'), 'NoticeListPage'),
})

export const noticeTabs = ['fit', 'lots', 'awards', 'history'] as const
export type NoticeTab = (typeof noticeTabs)[number]

export const noticeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/opportunities/$id',
  validateSearch: z.object({
    tab: z.enum(noticeTabs).optional().catch(undefined),
    // The language of the notice to read in, where it has several.
    in: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .optional()
      .catch(undefined),
  }),
  component: lazyPage(load, () => import('./NoticePage.tsx'), 'NoticePage'),
})

export const forMyCompanyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/for-my-company',
  validateSearch: z.object({ show: z.enum(['answered']).optional().catch(undefined) }),
  component: lazyPage(load, () => import('./ForMyCompanyPage.tsx'), 'ForMyCompanyPage'),
})

export const importRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/import',
  component: lazyPage(load, () => import('./ImportPage.tsx'), 'ImportPage'),
})

export const importReportRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/import/$id',
  component: lazyPage(load, () => import('./ImportReportPage.tsx'), 'ImportReportPage'),
})

export const codeListsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/code-lists',
  validateSearch: z.object({
    list: z
      .string()
      .regex(/^[a-z0-9-]{2,60}$/)
      .optional()
      .catch(undefined),
    q: z.string().max(100).optional().catch(undefined),
  }),
  component: lazyPage(load, () => import('./CodeListsPage.tsx'), 'CodeListsPage'),
})
