import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { onlyFor } from './OnlyFor.tsx'
import { ProblemError } from './problem.ts'
import { signInAddress } from './return-path.ts'
import { type Session, sessionQuery } from './session.ts'

/** The root of all pages. web/app hangs its component on it. */
export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()()

/** Pages with the sidebar, for people who are signed in: `getParentRoute: () => signedInRoute`. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    await context.queryClient.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (error instanceof ProblemError && error.status === 401) {
        throw redirect({ href: signInAddress(location.href) })
      }
      throw error
    })
  },
})

/** Pages without the sidebar, for people who are not signed in yet. */
export const outsideRoute = createRoute({ getParentRoute: () => rootRoute, id: 'outside' })

/**
 * A page fetched when it is first visited, together with its room's sentences:
 * `component: lazyPage(load, () => import('./CompaniesPage.tsx'), 'CompaniesPage')`. `isFor` closes it to other hats.
 */
export function lazyPage<M, N extends keyof M & string>(
  loadText: () => Promise<void>,
  loadPage: () => Promise<M>,
  name: N,
  isFor?: (session: Session) => boolean,
): RouteComponent {
  return lazyRouteComponent(async () => {
    const [page] = await Promise.all([loadPage(), loadText()])
    // Routes and pages import each other; naming the component's type here would close the circle for the compiler.
    const component = page[name] as RouteComponent & ComponentType
    return { page: isFor ? onlyFor(isFor, component) : component }
  }, 'page')
}
