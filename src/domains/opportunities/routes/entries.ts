import * as z from 'zod'
import { answerFile } from '#platform/files/kept-file.ts'
import { type Endpoint, endpoint, longEndpoint } from '#platform/http/endpoint.ts'
import { receiveFile } from '#platform/http/receive-file.ts'
import type { Role } from '#platform/identity/actor.ts'
import { addEntry, changeEntry, endEntry } from '../commands/entries.ts'
import { addEntryFile, removeEntryFile } from '../commands/entry-files.ts'
import { fileOfEntry } from '../queries/entry.ts'
import { readNotice } from '../queries/notice.ts'
import { entryInput } from '../schema/entry.ts'
import { noticeShape } from '../schema.ts'

const askers: Role[] = [
  'cluster-manager',
  'cluster-staff',
  'company-admin',
  'company-member',
  'peer-cluster-staff',
]
const readers: Role[] = [...askers, 'programme-officer', 'auditor']
const noticeId = z.object({ id: z.uuid() })
const fileId = z.object({ id: z.uuid(), fileId: z.uuid() })
const tag = 'Opportunities'
const largestFile = 20 * 1024 * 1024

export const entryEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/api/entries',
    summary: 'Enter an opportunity: staff any, others a request of their own',
    tag,
    knock: askers,
    body: entryInput,
    answer: noticeShape,
    status: 201,
    async handle({ tx, actor, house, body }) {
      const now = house.clock.now()
      return readNotice(tx, actor, now, await addEntry(tx, actor, now, body))
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/entries/{id}',
    summary: 'Change what was entered',
    tag,
    knock: askers,
    needsVersion: true,
    params: noticeId,
    body: entryInput,
    answer: noticeShape,
    async handle({ tx, actor, house, params, version, body }) {
      const now = house.clock.now()
      await changeEntry(tx, actor, now, params.id, version, body)
      return readNotice(tx, actor, now, params.id)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/entries/{id}',
    summary: 'End what was entered: nobody can answer it any more',
    tag,
    knock: askers,
    params: noticeId,
    answer: noticeShape,
    async handle({ tx, actor, house, params }) {
      const now = house.clock.now()
      await endEntry(tx, actor, now, params.id)
      return readNotice(tx, actor, now, params.id)
    },
  }),
  longEndpoint({
    method: 'post',
    path: '/api/entries/{id}/files',
    summary: 'Add a file: the raw body, its name in X-File-Name',
    tag,
    knock: askers,
    params: noticeId,
    bodyLimit: largestFile,
    perMinute: 60,
    answer: noticeShape,
    status: 201,
    async handle({ actor, house, context, params, inTransaction }) {
      const received = await receiveFile(context, house.files, {
        most: largestFile,
        kinds: ['pdf', 'office', 'image', 'text'],
      })
      return inTransaction(async (tx) => {
        const now = house.clock.now()
        await addEntryFile(tx, actor, now, params.id, received)
        return readNotice(tx, actor, now, params.id)
      })
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/entries/{id}/files/{fileId}',
    summary: 'A file of an entry',
    tag,
    knock: readers,
    params: fileId,
    handle: async ({ tx, actor, house, params }) =>
      answerFile(tx, house.files, await fileOfEntry(tx, actor, params.id, params.fileId)),
  }),
  endpoint({
    method: 'delete',
    path: '/api/entries/{id}/files/{fileId}',
    summary: 'Take a file away',
    tag,
    knock: askers,
    params: fileId,
    answer: noticeShape,
    async handle({ tx, actor, house, params }) {
      const now = house.clock.now()
      await removeEntryFile(tx, actor, now, params.id, params.fileId)
      return readNotice(tx, actor, now, params.id)
    },
  }),
]
