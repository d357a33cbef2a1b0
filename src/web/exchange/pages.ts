import { createRoute } from '@tanstack/react-router'
import type { Outcome } from '#domains/exchange/schema.ts'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { readOneOf, readSearch } from '#web/ui/read-search.ts'
import type { Session } from '#web/ui/session.ts'
import { load } from './text.ts'

// Written out, because every visitor fetches the addresses and few a list: the shapes stay with its page.
const outcomes = ['new', 'change', 'same', 'doubtful', 'problem', 'left-out'] as const satisfies Outcome[]

function readPage(value: unknown): number | undefined {
  const page = typeof value === 'string' ? Number(value) : value
  if (typeof page !== 'number' || !Number.isInteger(page)) return undefined
  return page >= 1 && page <= 10_000 ? page : undefined
}

const mayImport = ({ abilities }: Session) => abilities.includes('members:edit')

export const listsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/exchange',
  component: lazyPage(load, () => import('./ListsPage.tsx'), 'ListsPage', mayImport),
})

export const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/exchange/$id',
  validateSearch: readSearch({ show: readOneOf(outcomes), page: readPage }),
  component: lazyPage(load, () => import('./ListPage.tsx'), 'ListPage', mayImport),
})
