import { createRoute } from '@tanstack/react-router'
import * as z from 'zod'
import { outcomes } from '#domains/exchange/schema.ts'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import type { Session } from '#web/ui/session.ts'
import { load } from './text.ts'

const mayImport = ({ abilities }: Session) => abilities.includes('members:edit')

export const listsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/exchange',
  component: lazyPage(load, () => import('./ListsPage.tsx'), 'ListsPage', mayImport),
})

export const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/exchange/$id',
  validateSearch: z.object({
    show: z.enum(outcomes).optional().catch(undefined),
    page: z.number().int().min(1).max(10_000).optional().catch(undefined),
  }),
  component: lazyPage(load, () => import('./ListPage.tsx'), 'ListPage', mayImport),
})
