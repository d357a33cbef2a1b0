import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'

/** Where passing notices appear. */
export function Notices() {
  return <Notifications position="bottom-center" />
}
