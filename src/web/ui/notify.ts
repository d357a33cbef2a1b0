import { notifications } from '@mantine/notifications'

/** Tells in passing that something worked. Failures belong beside the thing that failed, not here. */
export function notifyDone(message: string): void {
  notifications.show({ message, withCloseButton: false, autoClose: 4000 })
}

/** Tells of a failure that has no place on the page, such as a toggle in a list. */
export function notifyFailure(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 10_000, role: 'alert' })
}
