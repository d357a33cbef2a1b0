import { createRoute, notFound } from '@tanstack/react-router'
import type { PartKind } from '#domains/members/schema.ts'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { listSearch } from '#web/ui/list-search.ts'
import { readOneOf, readSearch, readShaped } from '#web/ui/read-search.ts'
import { isOfCluster, may } from '#web/ui/session.ts'
import { load } from './text.ts'

export const directoryRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/members',
  validateSearch: listSearch({
    facets: ['country', 'size', 'status', 'certificate', 'cpv'],
    sorts: ['name', 'completeness', 'updated'],
  }),
  component: lazyPage(load, () => import('./DirectoryPage.tsx'), 'DirectoryPage'),
})

export const newCompanyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/members/new',
  component: lazyPage(load, () => import('./NewCompanyPage.tsx'), 'NewCompanyPage', may('members:edit')),
})

export const mapGroupings = ['cpv-division', 'cpv-group', 'cpv-class', 'supply-group'] as const
export const mapViews = ['nobody', 'single', 'several'] as const

export const capabilityMapRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/members/capability-map',
  validateSearch: readSearch({ by: readOneOf(mapGroupings), show: readOneOf(mapViews) }),
  component: lazyPage(load, () => import('./CapabilityMapPage.tsx'), 'CapabilityMapPage', isOfCluster),
})

const partKinds = [
  'people',
  'capabilities',
  'products',
  'references',
  'certificates',
] as const satisfies PartKind[]
export const companyTabs = ['overview', ...partKinds, 'history'] as const
export type CompanyTab = (typeof companyTabs)[number]

export const companyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/members/$id',
  validateSearch: readSearch({ tab: readOneOf(companyTabs) }),
  component: lazyPage(load, () => import('./CompanyPage.tsx'), 'CompanyPage'),
})

export const editCompanyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/members/$id/edit',
  // The field to begin with, when somebody follows "still missing: …".
  validateSearch: readSearch({ field: readShaped(/^.{1,40}$/) }),
  component: lazyPage(load, () => import('./EditCompanyPage.tsx'), 'EditCompanyPage'),
})

/** While a drawer is fetched the page behind it stays as it is. */
const nothingYet = () => null

const membershipRoute = createRoute({
  getParentRoute: () => companyRoute,
  path: '/membership',
  component: lazyPage(load, () => import('./MembershipDrawer.tsx'), 'MembershipDrawer'),
  pendingComponent: nothingYet,
})

/** Adding and changing a part are addresses of their own, so Back, reload and links all work. */
export const newPartRoute = createRoute({
  getParentRoute: () => companyRoute,
  path: '/$kind/new',
  params: { parse: ({ kind }) => ({ kind: readKind(kind) }), stringify: ({ kind }) => ({ kind }) },
  component: lazyPage(load, () => import('./PartDrawer.tsx'), 'NewPartDrawer'),
  pendingComponent: nothingYet,
})

export const partRoute = createRoute({
  getParentRoute: () => companyRoute,
  path: '/$kind/$partId',
  params: {
    parse: ({ kind, partId }) => ({ kind: readKind(kind), partId }),
    stringify: ({ kind, partId }) => ({ kind, partId }),
  },
  component: lazyPage(load, () => import('./PartDrawer.tsx'), 'EditPartDrawer'),
  pendingComponent: nothingYet,
})

export const companyPages = companyRoute.addChildren([membershipRoute, newPartRoute, partRoute])

function readKind(kind: string): PartKind {
  const found = partKinds.find((one) => one === kind)
  if (!found) throw notFound()
  return found
}
