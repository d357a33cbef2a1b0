import * as z from 'zod'
import { type Endpoint, endpoint, openEndpoint } from '#platform/http/endpoint.ts'
import type { Role } from '#platform/identity/actor.ts'
import { approve, askBack, changeAdmission, decline } from './commands/decide.ts'
import { completeJoin, confirmJoin, sendJoin, showApplication, showJoin } from './commands/join-visit.ts'
import { listApplications, readAdmission, readApplication } from './queries/applications.ts'
import {
  admissionInput,
  admissionSettings,
  applicationList,
  applicationShape,
  approvalInput,
  declineInput,
  questionInput,
} from './schema.ts'

const staff: Role[] = ['cluster-manager', 'cluster-staff']
const byId = z.object({ id: z.uuid() })
const bySlug = z.object({ slug: z.string().regex(/^[a-z0-9-]{2,40}$/) })
const byToken = bySlug.extend({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
const tag = 'Admissions'

/** Pages, not JSON: a company applies without an account and without script. */
const publicEndpoints: Endpoint[] = [
  openEndpoint({
    method: 'get',
    path: '/c/{slug}/join',
    summary: 'The page on which a company applies',
    tag,
    params: bySlug,
    perMinute: 60,
    handle: ({ house, context, address, params }) => showJoin({ house, context, address, slug: params.slug }),
  }),
  openEndpoint({
    method: 'post',
    path: '/c/{slug}/join',
    summary: 'Send an application (a form)',
    tag,
    params: bySlug,
    perMinute: 10,
    handle: ({ house, context, address, params }) => sendJoin({ house, context, address, slug: params.slug }),
  }),
  openEndpoint({
    method: 'get',
    path: '/c/{slug}/application/{token}',
    summary: 'Where the mailed link leads: confirming, a question, or how it stands',
    tag,
    params: byToken,
    perMinute: 60,
    handle: ({ house, context, address, params }) =>
      showApplication({ house, context, address, slug: params.slug }, params.token),
  }),
  openEndpoint({
    method: 'post',
    path: '/c/{slug}/application/{token}',
    summary: 'Complete an application after a question (a form)',
    tag,
    params: byToken,
    perMinute: 10,
    handle: ({ house, context, address, params }) =>
      completeJoin({ house, context, address, slug: params.slug }, params.token),
  }),
  openEndpoint({
    method: 'post',
    path: '/c/{slug}/application/{token}/confirmation',
    summary: 'Confirm the address of an application',
    tag,
    params: byToken,
    perMinute: 10,
    handle: ({ house, context, address, params }) =>
      confirmJoin({ house, context, address, slug: params.slug }, params.token),
  }),
]

const staffEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/admission-settings',
    summary: 'Whether companies may apply, and the words they agree to',
    tag,
    knock: staff,
    answer: admissionSettings,
    handle: ({ tx, actor, house }) => readAdmission(tx, actor, house),
  }),
  endpoint({
    method: 'put',
    path: '/api/admission-settings',
    summary: 'Open or shut the form (version 0 for the first time)',
    tag,
    knock: staff,
    needsVersion: true,
    body: admissionInput,
    answer: admissionSettings,
    async handle({ tx, actor, house, version, body }) {
      await changeAdmission(tx, actor, house.clock.now(), version, body)
      return readAdmission(tx, actor, house)
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/applications',
    summary: 'Applications, the newest first',
    tag,
    knock: staff,
    answer: applicationList,
    handle: ({ tx, actor }) => listApplications(tx, actor),
  }),
  endpoint({
    method: 'get',
    path: '/api/applications/{id}',
    summary: 'One application, with companies that may be the same',
    tag,
    knock: staff,
    params: byId,
    answer: applicationShape,
    handle: ({ tx, actor, params }) => readApplication(tx, actor, params.id),
  }),
  endpoint({
    method: 'put',
    path: '/api/applications/{id}/question',
    summary: 'Ask the applicant something',
    tag,
    knock: staff,
    needsVersion: true,
    params: byId,
    body: questionInput,
    answer: applicationShape,
    async handle({ tx, actor, house, params, version, body }) {
      await askBack(tx, actor, house, params.id, version, body.question)
      return readApplication(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/applications/{id}/approval',
    summary: 'Accept: makes the company, its membership and the invitation of its first admin',
    tag,
    knock: staff,
    needsVersion: true,
    params: byId,
    body: approvalInput,
    answer: applicationShape,
    async handle({ tx, actor, house, params, version, body }) {
      await approve(tx, actor, house, params.id, version, body)
      return readApplication(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/applications/{id}/decline',
    summary: 'Decline with a reason, which is mailed',
    tag,
    knock: staff,
    needsVersion: true,
    params: byId,
    body: declineInput,
    answer: applicationShape,
    async handle({ tx, actor, house, params, version, body }) {
      await decline(tx, actor, house, params.id, version, body.reason)
      return readApplication(tx, actor, params.id)
    },
  }),
]

export const admissionsEndpoints: Endpoint[] = [...publicEndpoints, ...staffEndpoints]
