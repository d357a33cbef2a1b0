import * as z from 'zod'
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import type { Role } from '#platform/identity/actor.ts'
import { addNote, addTag, assignNotice, changeNote, endAssignment, removeTag } from '../commands/follow-up.ts'
import { unwatchNotice, watchNotice } from '../commands/watch-notice.ts'
import { readFollowUp } from '../queries/follow-up.ts'
import { assignmentInput, followUpShape, noteInput, tagInput, tagName } from '../schema/following.ts'

const workers: Role[] = ['cluster-manager', 'cluster-staff', 'company-admin', 'company-member']
const insiders: Role[] = [...workers, 'programme-officer', 'auditor']
const noticeId = z.object({ id: z.uuid() })
const noteId = z.object({ id: z.uuid(), noteId: z.uuid() })
const tag = 'Opportunities'

/** What people do about a notice: each answers the whole of it as it then stands. */
export const followingEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/notices/{id}/follow-up',
    summary: 'Watch, tags, notes and assignment of a notice, as the caller’s side keeps them',
    tag,
    knock: insiders,
    params: noticeId,
    answer: followUpShape,
    handle: ({ tx, actor, params }) => readFollowUp(tx, actor, params.id),
  }),
  endpoint({
    method: 'put',
    path: '/api/notices/{id}/watch',
    summary: 'Be told when the notice changes',
    tag,
    knock: insiders,
    params: noticeId,
    answer: followUpShape,
    async handle({ tx, actor, house, params }) {
      await watchNotice(tx, actor, house.clock.now(), params.id)
      return readFollowUp(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/notices/{id}/watch',
    summary: 'Be told no more',
    tag,
    knock: insiders,
    params: noticeId,
    answer: followUpShape,
    async handle({ tx, actor, house, params }) {
      await unwatchNotice(tx, actor, house.clock.now(), params.id)
      return readFollowUp(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/notices/{id}/tags',
    summary: 'Tag a notice: for the cluster by staff, for the own company by its people',
    tag,
    knock: workers,
    params: noticeId,
    body: tagInput,
    answer: followUpShape,
    async handle({ tx, actor, house, params, body }) {
      await addTag(tx, actor, house.clock.now(), params.id, body.name)
      return readFollowUp(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/notices/{id}/tags/{name}',
    summary: 'Take a tag off a notice',
    tag,
    knock: workers,
    params: z.object({ id: z.uuid(), name: tagName }),
    answer: followUpShape,
    async handle({ tx, actor, house, params }) {
      await removeTag(tx, actor, house.clock.now(), params.id, params.name)
      return readFollowUp(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/notices/{id}/notes',
    summary: 'Write a note for one’s own side',
    tag,
    knock: workers,
    params: noticeId,
    body: noteInput,
    answer: followUpShape,
    async handle({ tx, actor, house, params, body }) {
      await addNote(tx, actor, house.clock.now(), params.id, body.body)
      return readFollowUp(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/notices/{id}/notes/{noteId}',
    summary: 'Change an own note',
    tag,
    knock: workers,
    needsVersion: true,
    params: noteId,
    body: noteInput,
    answer: followUpShape,
    async handle({ tx, actor, house, params, body, version }) {
      const which = { noticeId: params.id, noteId: params.noteId }
      await changeNote(tx, actor, house.clock.now(), which, { body: body.body, version })
      return readFollowUp(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/notices/{id}/notes/{noteId}',
    summary: 'Take an own note away',
    tag,
    knock: workers,
    params: noteId,
    answer: followUpShape,
    async handle({ tx, actor, house, params }) {
      await changeNote(
        tx,
        actor,
        house.clock.now(),
        { noticeId: params.id, noteId: params.noteId },
        undefined,
      )
      return readFollowUp(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/notices/{id}/assignment',
    summary: 'Say who of the own side prepares the tender, and by when',
    tag,
    knock: workers,
    params: noticeId,
    body: assignmentInput,
    answer: followUpShape,
    async handle({ tx, actor, house, params, body }) {
      await assignNotice(tx, actor, house.clock.now(), params.id, body)
      return readFollowUp(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/notices/{id}/assignment',
    summary: 'Nobody prepares it any more',
    tag,
    knock: workers,
    params: noticeId,
    answer: followUpShape,
    async handle({ tx, actor, house, params }) {
      await endAssignment(tx, actor, house.clock.now(), params.id)
      return readFollowUp(tx, actor, params.id)
    },
  }),
]
