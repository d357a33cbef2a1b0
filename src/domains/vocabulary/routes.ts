import * as z from 'zod'
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import { roles } from '#platform/identity/actor.ts'
import { findCodes, listCodeLists } from './queries.ts'
import { codeListsAnswer, codesAnswer, codesQuery } from './schema.ts'

export const vocabularyEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/code-lists',
    summary: 'The code lists this installation knows',
    tag: 'Code lists',
    knock: roles,
    answer: codeListsAnswer,
    handle: ({ tx }) => listCodeLists(tx),
  }),
  endpoint({
    method: 'get',
    path: '/api/code-lists/{list}/codes',
    summary: 'Find codes by code or words',
    tag: 'Code lists',
    knock: roles,
    params: z.object({ list: z.string().regex(/^[a-z0-9-]{2,60}$/) }),
    query: codesQuery,
    answer: codesAnswer,
    handle: ({ tx, params, query }) => findCodes(tx, params.list, query),
  }),
]
