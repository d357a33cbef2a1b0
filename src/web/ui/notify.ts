import { changeOverlays } from './overlay-store.ts'

/** Tells in passing that something worked. Failures belong beside the thing that failed, not here. */
export function notifyDone(message: string): void {
  void show({ message, withCloseButton: false, autoClose: 4000 })
}

/** Tells of a failure that has no place on the page, such as a toggle in a list. */
export function notifyFailure(message: string): void {
  void show({ message, color: 'red', autoClose: 10_000, role: 'alert' })
}

/** Tells in passing that something stored calls for care. */
export function notifyCare(message: string): void {
  void show({ message, color: 'yellow', autoClose: 12_000, role: 'status' })
}

type Notice = {
  message: string
  autoClose: number
  color?: string
  role?: string
  withCloseButton?: boolean
}

async function show(notice: Notice): Promise<void> {
  changeOverlays({ hasNotices: true })
  const { notifications } = await import('@mantine/notifications')
  notifications.show(notice)
}
