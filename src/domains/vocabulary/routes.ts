import * as z from 'zod'
import { Refusal } from '#platform/errors.ts'
import { readBytes } from '#platform/http/body.ts'
import { type Endpoint, endpoint, longEndpoint } from '#platform/http/endpoint.ts'
import { sentFileName } from '#platform/http/receive-file.ts'
import { roles } from '#platform/identity/actor.ts'
import { admitCodeListImport, importCodeLists, readCodeLists } from './commands.ts'
import { findCodes, listCodeLists } from './queries.ts'
import { codeListImport, codeListsAnswer, codesAnswer, codesQuery, listName } from './schema.ts'

const largestUpload = 32 * 1024 * 1024

export const vocabularyEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/code-lists',
    summary: 'The code lists this installation knows',
    tag: 'Code lists',
    knock: roles,
    answer: codeListsAnswer,
    handle: ({ tx, actor }) => listCodeLists(tx, actor),
  }),
  endpoint({
    method: 'get',
    path: '/api/code-lists/{list}/codes',
    summary: 'Find codes by code or words',
    tag: 'Code lists',
    knock: roles,
    params: z.object({ list: listName }),
    query: codesQuery,
    answer: codesAnswer,
    handle: ({ tx, params, query }) => findCodes(tx, params.list, query),
  }),
  longEndpoint({
    method: 'post',
    path: '/api/code-list-imports',
    summary:
      'Load code lists: Genericode, CSV, TSV or JSON, or a zip or .gz of them, as the raw body, its name in X-File-Name',
    tag: 'Code lists',
    knock: ['cluster-manager', 'cluster-staff'],
    bodyLimit: largestUpload,
    perMinute: 20,
    answer: codeListImport,
    status: 201,
    async handle({ actor, house, context, inTransaction }) {
      await inTransaction((tx) => admitCodeListImport(tx, actor))
      const name = sentFileName(context)
      const bytes = await readBytes(context, largestUpload)
      if (bytes.byteLength === 0) throw new Refusal('platform/empty-file', 422, 'The file is empty.')
      const files = await readCodeLists({ name, bytes })
      return inTransaction((tx) => importCodeLists(tx, actor, house.clock.now(), { name }, files))
    },
  }),
]
