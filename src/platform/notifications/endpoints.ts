import * as z from 'zod'
import { notFound } from '#platform/errors.ts'
import { type Endpoint, endpoint, openEndpoint } from '#platform/http/endpoint.ts'
import { roles } from '#platform/identity/actor.ts'
import { unsubscribe } from '#platform/mail/unsubscribe.ts'
import { kindsFor } from './kinds.ts'
import { chooseWay, countUnread, listChoices, listNotifications, markRead } from './list.ts'
import { choiceInput, choiceList, notificationPage, readInput, unreadCount } from './schema.ts'

const tag = 'Notifications'

export const notificationEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/notifications',
    summary: 'What the caller was told, newest first; `next` goes into `before`',
    tag,
    knock: roles,
    query: z.object({ before: z.uuid().optional() }),
    answer: notificationPage,
    handle: ({ tx, actor, query }) => listNotifications(tx, actor, query.before),
  }),
  endpoint({
    method: 'get',
    path: '/api/notifications/unread',
    summary: 'How many the caller has not read, counted to a hundred',
    tag,
    knock: roles,
    answer: unreadCount,
    handle: async ({ tx, actor }) => ({ unread: await countUnread(tx, actor) }),
  }),
  endpoint({
    method: 'put',
    path: '/api/notifications/read',
    summary: 'Mark some as read, or without `ids` all',
    tag,
    knock: roles,
    body: readInput,
    answer: unreadCount,
    async handle({ tx, actor, house, body }) {
      await markRead(tx, actor, house.clock.now(), body.ids)
      return { unread: await countUnread(tx, actor) }
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/notification-choices',
    summary: 'How the caller wants to hear of each kind',
    tag,
    knock: roles,
    answer: choiceList,
    handle: ({ tx, actor }) => listChoices(tx, actor),
  }),
  endpoint({
    method: 'put',
    path: '/api/notification-choices',
    summary: 'Choose how to hear of a kind: page, mail at once, morning mail, or not at all',
    tag,
    knock: roles,
    body: choiceInput,
    answer: choiceList,
    async handle({ tx, actor, body }) {
      const isKnown = kindsFor(actor.role).some((one) => one.kind === body.kind)
      if (!isKnown || actor.accountId === null) throw notFound('This kind of notification')
      await chooseWay(tx, actor, actor.accountId, body.kind, body.way)
      return listChoices(tx, actor)
    },
  }),
  openEndpoint({
    method: 'post',
    path: '/unsubscribe/{token}',
    summary:
      'End mails with a mailed link, in one click (RFC 8058); the answer is the same for every address',
    tag,
    params: z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{40,2000}$/) }),
    perMinute: 60,
    async handle({ house, params }) {
      await unsubscribe(house, params.token)
      return undefined
    },
  }),
]
