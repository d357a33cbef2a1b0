import { createRoute } from '@tanstack/react-router'
import { load as loadOpportunities } from '#web/opportunities/text.ts'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { load } from './text.ts'

/** The home page also shows notices, in the words of their room. */
async function loadHome(): Promise<void> {
  await Promise.all([load(), loadOpportunities()])
}

export const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyPage(loadHome, () => import('./HomePage.tsx'), 'HomePage'),
})
