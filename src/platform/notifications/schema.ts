import * as z from 'zod'

const way = z.enum(['page', 'mail', 'digest', 'off'])

export const notificationShape = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    title: z.string(),
    /** What happened, in the caller's language. */
    text: z.string(),
    link: z.string(),
    toldAt: z.iso.datetime(),
    isRead: z.boolean(),
  })
  .meta({ id: 'Notification' })

export const notificationPage = z
  .object({ items: z.array(notificationShape), next: z.uuid().nullable(), unread: z.number().int() })
  .meta({ id: 'Notifications' })

export const unreadCount = z.object({ unread: z.number().int() }).meta({ id: 'UnreadNotifications' })

export const readInput = z
  .object({ ids: z.array(z.uuid()).max(200).optional() })
  .meta({ id: 'NotificationsRead' })

export const choiceShape = z
  .object({ kind: z.string(), name: z.string(), hint: z.string(), way })
  .meta({ id: 'NotificationChoice' })

export const choiceList = z.object({ items: z.array(choiceShape) }).meta({ id: 'NotificationChoices' })

export const choiceInput = z
  .object({ kind: z.string().max(100), way })
  .meta({ id: 'NotificationChoiceInput' })
