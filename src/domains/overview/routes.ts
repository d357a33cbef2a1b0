import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import { roles } from '#platform/identity/actor.ts'
import { readOverview, search } from './queries.ts'
import { overviewAnswer, searchAnswer, searchQuery } from './schema.ts'

export const overviewEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/search',
    summary: 'Find companies, people, products and notices',
    tag: 'Overview',
    knock: roles,
    query: searchQuery,
    answer: searchAnswer,
    handle: ({ tx, query }) => search(tx, query.q),
  }),
  endpoint({
    method: 'get',
    path: '/api/overview',
    summary: 'What waits for you',
    tag: 'Overview',
    knock: roles,
    answer: overviewAnswer,
    handle: ({ tx, actor, house }) => readOverview(tx, actor, house.clock.now()),
  }),
]
