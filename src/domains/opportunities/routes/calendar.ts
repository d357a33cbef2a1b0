import * as z from 'zod'
import { type Endpoint, endpoint, longEndpoint, openEndpoint } from '#platform/http/endpoint.ts'
import type { Role } from '#platform/identity/actor.ts'
import { makeFeed, revokeFeed } from '../commands/calendar-feed.ts'
import { listFeeds, readFeed } from '../queries/calendar-feed.ts'
import { listDeadlines } from '../queries/deadlines.ts'
import { deadlineList, deadlineQuery, feedInput, feedList, newFeed } from '../schema/calendar.ts'

const insiders: Role[] = [
  'cluster-manager',
  'cluster-staff',
  'company-admin',
  'company-member',
  'programme-officer',
  'auditor',
]
const tag = 'Opportunities'
// Apart, so that no API token opens them: an address would outlive the token it was made with.
const feedTag = 'Calendar addresses'
const day = 86_400_000

export const calendarEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/notice-deadlines',
    summary: 'Deadlines of what the caller watches, of all open notices, or of a saved search',
    tag,
    knock: insiders,
    query: deadlineQuery,
    answer: deadlineList,
    handle: ({ tx, actor, house, query }) => {
      // A day wider at both ends: which moments lie within a day depends on the reader's clock.
      const span = {
        from: new Date(Date.parse(query.from) - day),
        until: new Date(Date.parse(query.until) + 2 * day),
      }
      return listDeadlines(tx, actor, house.clock.now(), span, query.of)
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/calendar-feeds',
    summary: 'The caller’s calendar addresses that still answer',
    tag: feedTag,
    knock: insiders,
    answer: feedList,
    handle: ({ tx, actor }) => listFeeds(tx, actor),
  }),
  // `long`, because such an answer is never kept for a repeat: it holds a secret.
  longEndpoint({
    method: 'post',
    path: '/api/calendar-feeds',
    summary: 'Make a calendar address; its secret is told once',
    tag: feedTag,
    knock: insiders,
    body: feedInput,
    answer: newFeed,
    status: 201,
    async handle({ actor, house, body, inTransaction }) {
      const { id, token } = await inTransaction((tx) => makeFeed(tx, actor, house.clock.now(), body.searchId))
      return { id, url: `${house.config.publicUrl}/api/calendar/${token}.ics` }
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/calendar-feeds/{id}',
    summary: 'Revoke a calendar address',
    tag: feedTag,
    knock: insiders,
    params: z.object({ id: z.uuid() }),
    answer: feedList,
    async handle({ tx, actor, house, params }) {
      await revokeFeed(tx, actor, house.clock.now(), params.id)
      return listFeeds(tx, actor)
    },
  }),
  openEndpoint({
    method: 'get',
    path: '/api/calendar/{token}',
    summary: 'The deadlines as an iCalendar file, for calendar programs',
    tag,
    params: z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}\.ics$/) }),
    async handle({ house, params }) {
      const file = await readFeed(house, params.token.slice(0, -'.ics'.length))
      return new Response(file, {
        headers: {
          'content-type': 'text/calendar; charset=utf-8',
          'content-disposition': 'attachment; filename="talgud.ics"',
          'cache-control': 'private, no-store',
        },
      })
    },
  }),
]
