import * as z from 'zod'
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import type { Role } from '#platform/identity/actor.ts'
import { changeSearch, removeSearch, saveSearch, setDigest } from '../commands/saved-search.ts'
import { listSearches } from '../queries/saved-searches.ts'
import { digestInput, savedSearchInput, savedSearchList } from '../schema/saved-search.ts'

const insiders: Role[] = [
  'cluster-manager',
  'cluster-staff',
  'company-admin',
  'company-member',
  'programme-officer',
  'auditor',
]
const searchId = z.object({ id: z.uuid() })
const tag = 'Opportunities'

/** Saved searches: each change answers the whole list as it then stands. */
export const savedSearchEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/saved-searches',
    summary: 'Saved searches of the notices list: one’s own, and those shared with the caller',
    tag,
    knock: insiders,
    answer: savedSearchList,
    handle: ({ tx, actor }) => listSearches(tx, actor),
  }),
  endpoint({
    method: 'post',
    path: '/api/saved-searches',
    summary: 'Keep a search under a name',
    tag,
    knock: insiders,
    body: savedSearchInput,
    answer: savedSearchList,
    status: 201,
    async handle({ tx, actor, house, body }) {
      await saveSearch(tx, actor, house.clock.now(), body)
      return listSearches(tx, actor)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/saved-searches/{id}',
    summary: 'Change a saved search; its owner may',
    tag,
    knock: insiders,
    needsVersion: true,
    params: searchId,
    body: savedSearchInput,
    answer: savedSearchList,
    async handle({ tx, actor, house, params, version, body }) {
      await changeSearch(tx, actor, house.clock.now(), params.id, version, body)
      return listSearches(tx, actor)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/saved-searches/{id}',
    summary: 'Remove a saved search; its owner may',
    tag,
    knock: insiders,
    params: searchId,
    answer: savedSearchList,
    async handle({ tx, actor, house, params }) {
      await removeSearch(tx, actor, house.clock.now(), params.id)
      return listSearches(tx, actor)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/saved-searches/{id}/digest',
    summary: 'Choose when to get mail about what is new in a search',
    tag,
    knock: insiders,
    params: searchId,
    body: digestInput,
    answer: savedSearchList,
    async handle({ tx, actor, house, params, body }) {
      await setDigest(tx, actor, house.clock.now(), params.id, body)
      return listSearches(tx, actor)
    },
  }),
]
