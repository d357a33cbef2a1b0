import { inTransaction } from '#platform/db/transaction.ts'
import { type Endpoint, endpoint, openEndpoint } from '#platform/http/endpoint.ts'
import { endHat, listPeopleWithAccess } from './hats.ts'
import { acceptInvitation, readInvitation } from './invitation-acceptance.ts'
import { invite, listInvitations, withdrawInvitation } from './invitations.ts'
import {
  acceptanceInput,
  byId,
  byToken,
  invitationInput,
  invitationList,
  invitationMade,
  invitationView,
  peopleWithAccess,
  sessionShape,
} from './schema.ts'
import { describeSession } from './session-view.ts'

const tag = 'Access'
const knock = ['cluster-manager', 'cluster-staff', 'company-admin'] as const

/** Who gets in: invitations, and the hats they lead to. */
export const accessEndpoints: Endpoint[] = [
  openEndpoint({
    method: 'get',
    path: '/api/invitations/{token}',
    summary: 'What a mailed link invites to',
    tag,
    params: byToken,
    answer: invitationView,
    handle: ({ house, address, params }) => readInvitation(house, address, params.token),
  }),
  openEndpoint({
    method: 'post',
    path: '/api/invitations/{token}/acceptance',
    summary: 'Accept an invitation and sign in',
    tag,
    params: byToken,
    body: acceptanceInput,
    answer: sessionShape,
    async handle({ house, context, address, params, body }) {
      const sessionId = await acceptInvitation(house, { context, address }, params.token, body)
      return inTransaction(house.pool, 'gate', (tx) => describeSession(tx, house, sessionId))
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/invitations',
    summary: 'Invitations sent',
    tag,
    knock,
    answer: invitationList,
    handle: ({ tx, actor, house }) => listInvitations(tx, actor, house.clock.now()),
  }),
  endpoint({
    method: 'post',
    path: '/api/invitations',
    summary: 'Invite somebody',
    tag,
    knock,
    perMinute: 30,
    body: invitationInput,
    answer: invitationMade,
    status: 201,
    handle: ({ tx, actor, house, body }) => invite(tx, actor, house, body),
  }),
  endpoint({
    method: 'delete',
    path: '/api/invitations/{id}',
    summary: 'Withdraw an invitation',
    tag,
    knock,
    params: byId,
    async handle({ tx, actor, house, params }) {
      await withdrawInvitation(tx, actor, house.clock.now(), params.id)
      return undefined
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/people-with-access',
    summary: 'Everybody who can get in',
    tag,
    knock,
    answer: peopleWithAccess,
    handle: ({ tx, actor }) => listPeopleWithAccess(tx, actor),
  }),
  endpoint({
    method: 'delete',
    path: '/api/hats/{id}',
    summary: 'End somebody’s access; their sessions under it stop at once',
    tag,
    knock,
    params: byId,
    async handle({ tx, actor, house, params }) {
      await endHat(tx, actor, house.clock.now(), params.id)
      return undefined
    },
  }),
]
