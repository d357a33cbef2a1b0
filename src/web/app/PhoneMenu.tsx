import { Drawer } from '@mantine/core'
import type { Session } from '#web/ui/session.ts'
import { Brand } from './Brand.tsx'
import { SideNavigation } from './SideNavigation.tsx'
import { useText } from './text.ts'

/** The whole navigation on a phone. */
export function PhoneMenu({
  session,
  isOpen,
  onClose,
}: {
  session: Session
  isOpen: boolean
  onClose: () => void
}) {
  const t = useText()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size={300}
      title={<Brand />}
      closeButtonProps={{ 'aria-label': t('closeMenu') }}
    >
      <SideNavigation session={session} />
    </Drawer>
  )
}
