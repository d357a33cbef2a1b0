import * as z from 'zod'
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import type { Role } from '#platform/identity/actor.ts'
import { stopRun } from './commands/move-run.ts'
import { setFeed } from './commands/set-feed.ts'
import { startRun } from './commands/start-run.ts'
import { readFeed, readRun } from './queries.ts'
import { feedRunShape, tenderFeedInput, tenderFeedShape } from './schema.ts'

const staff: Role[] = ['cluster-manager', 'cluster-staff']
const tag = 'Tender feed'

export const feedsEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/tender-feed',
    summary: 'What is fetched from TED, when next, and how the newest runs went',
    tag,
    knock: [...staff, 'auditor'],
    answer: tenderFeedShape,
    handle: ({ tx, actor }) => readFeed(tx, actor),
  }),
  endpoint({
    method: 'put',
    path: '/api/tender-feed',
    summary: 'Choose what is fetched from TED, or pause it (version 0 for the first time)',
    tag,
    knock: staff,
    needsVersion: true,
    body: tenderFeedInput,
    answer: tenderFeedShape,
    async handle({ tx, actor, house, version, body }) {
      await setFeed(tx, actor, house.clock.now(), version, body)
      return readFeed(tx, actor)
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/tender-feed/runs',
    summary: 'Fetch now',
    tag,
    knock: staff,
    status: 202,
    perMinute: 20,
    answer: feedRunShape,
    async handle({ tx, actor, house }) {
      const id = await startRun(tx, actor, house.clock.now(), 'by-hand')
      return readRun(tx, actor, id)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/tender-feed/runs/{id}',
    summary: 'Stop fetching; what has been stored stays',
    tag,
    knock: staff,
    params: z.object({ id: z.uuid() }),
    answer: feedRunShape,
    async handle({ tx, actor, house, params }) {
      await stopRun(tx, actor, house.clock.now(), params.id)
      return readRun(tx, actor, params.id)
    },
  }),
]
