import type { House } from '#platform/house.ts'
import { cleaningTimer } from '#platform/identity/cleaning.ts'
import { resetMailWork, resetQueue } from '#platform/identity/password-resets.ts'
import { deliveryWork } from '#platform/mail/deliver.ts'
import { deliverQueue } from '#platform/mail/send.ts'
import { notificationDigestTimer, notificationMailWork } from '#platform/notifications/mails.ts'
import { notificationMailQueue } from '#platform/notifications/notify.ts'
import type { QueueWork, Timer } from './work.ts'

/** The platform's own queues. */
export const builtInQueues: readonly string[] = [deliverQueue, resetQueue, notificationMailQueue]

export const builtInTimers: readonly Timer[] = [cleaningTimer, notificationDigestTimer]

export function builtInWork(house: House): QueueWork[] {
  return [deliveryWork(house), resetMailWork(house), notificationMailWork(house)]
}
