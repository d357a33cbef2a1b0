import { createRoute } from '@tanstack/react-router'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { listSearch } from '#web/ui/list-search.ts'
import { readOneOf, readSearch, readShaped } from '#web/ui/read-search.ts'
import { may, readsInvoices } from '#web/ui/session.ts'
import { load } from './text.ts'

export const invoicesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/invoices',
  validateSearch: listSearch({ facets: ['status', 'year'], sorts: ['issued', 'due', 'total'] }),
  component: lazyPage(load, () => import('./InvoicesPage.tsx'), 'InvoicesPage', readsInvoices),
})

export const newInvoiceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/invoices/new',
  component: lazyPage(load, () => import('./InvoiceFormPage.tsx'), 'NewInvoicePage', may('dues:manage')),
})

export const statementRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/invoices/statement',
  component: lazyPage(load, () => import('./StatementPage.tsx'), 'StatementPage', may('dues:manage')),
})

export const invoiceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/invoices/$id',
  component: lazyPage(load, () => import('./InvoicePage.tsx'), 'InvoicePage', readsInvoices),
})

export const editInvoiceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/invoices/$id/edit',
  component: lazyPage(load, () => import('./InvoiceFormPage.tsx'), 'EditInvoicePage', may('dues:manage')),
})

export const renewalsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/renewals',
  validateSearch: readSearch({ year: readShaped(/^20\d{2}$/) }),
  component: lazyPage(load, () => import('./RenewalsPage.tsx'), 'RenewalsPage', may('dues:manage')),
})

export const duesSettingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/dues',
  validateSearch: readSearch({ tab: readOneOf(['fees', 'terms']) }),
  component: lazyPage(load, () => import('./DuesSettingsPage.tsx'), 'DuesSettingsPage', may('dues:manage')),
})

export const membershipRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/membership',
  validateSearch: readSearch({ year: readShaped(/^20\d{2}$/) }),
  component: lazyPage(
    load,
    () => import('./OwnMembershipPage.tsx'),
    'OwnMembershipPage',
    may('membership:own'),
  ),
})
