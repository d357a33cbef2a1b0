import * as z from 'zod'
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import type { Role } from '#platform/identity/actor.ts'
import { castVote, closeVote, openVote } from './commands.ts'
import { listVotes, readVote } from './queries.ts'
import { ballotInput, voteInput, voteList, voteShape } from './schema.ts'

const staff: Role[] = ['cluster-manager', 'cluster-staff']
const insiders: Role[] = [...staff, 'company-admin', 'company-member', 'auditor']
const byId = z.object({ id: z.uuid() })
const tag = 'Votes'

export const votesEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/votes',
    summary: 'The votes of the cluster',
    tag,
    knock: insiders,
    answer: voteList,
    handle: ({ tx, actor, house }) => listVotes(tx, actor, house.clock.now()),
  }),
  endpoint({
    method: 'post',
    path: '/api/votes',
    summary: 'Ask the members a question',
    tag,
    knock: staff,
    body: voteInput,
    answer: voteShape,
    status: 201,
    async handle({ tx, actor, house, body }) {
      const now = house.clock.now()
      return readVote(tx, actor, now, await openVote(tx, actor, now, body))
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/votes/{id}',
    summary: 'One vote; its result once it was counted',
    tag,
    knock: insiders,
    params: byId,
    answer: voteShape,
    handle: ({ tx, actor, house, params }) => readVote(tx, actor, house.clock.now(), params.id),
  }),
  endpoint({
    method: 'put',
    path: '/api/votes/{id}/ballot',
    summary: 'Cast the own company’s one vote, or change it while the vote is open',
    tag,
    knock: ['company-admin'],
    params: byId,
    body: ballotInput,
    answer: voteShape,
    async handle({ tx, actor, house, params, body }) {
      const now = house.clock.now()
      await castVote(tx, actor, now, params.id, body.optionId)
      return readVote(tx, actor, now, params.id)
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/votes/{id}/closing',
    summary: 'End a vote before its time, and count it',
    tag,
    knock: staff,
    params: byId,
    answer: voteShape,
    async handle({ tx, actor, house, params }) {
      const now = house.clock.now()
      await closeVote(tx, actor, now, params.id)
      return readVote(tx, actor, now, params.id)
    },
  }),
]
