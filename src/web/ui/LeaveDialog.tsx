import { Button, Group, Modal, Text } from '@mantine/core'
import { useText } from './words.ts'

/** The question before unsaved changes are left behind. */
export function LeaveDialog({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  const t = useText()
  return (
    <Modal
      opened
      onClose={onStay}
      title={t('form.leaveTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Text mb="lg">{t('form.leaveText')}</Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onLeave}>
          {t('form.leave')}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {t('form.stay')}
        </Button>
      </Group>
    </Modal>
  )
}
