import { createRoute } from '@tanstack/react-router'
import { lazyPage, signedInRoute } from '#web/ui/frame.ts'
import { may } from '#web/ui/session.ts'
import { load } from './text.ts'

export const votesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/votes',
  component: lazyPage(load, () => import('./VotesPage.tsx'), 'VotesPage', may('votes:read')),
})

export const newVoteRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/votes/new',
  component: lazyPage(load, () => import('./NewVotePage.tsx'), 'NewVotePage', may('dues:manage')),
})

export const voteRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/votes/$id',
  component: lazyPage(load, () => import('./VotePage.tsx'), 'VotePage', may('votes:read')),
})
