import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useText } from './words.ts'

/** Asks before a page with unsaved changes is left, also when the browser's tab is closed. */
export function LeaveGuard({ when }: { when: () => boolean }) {
  const t = useText()
  const leaving = useBlocker({
    // A new search on the same page (a filter, a tab) leaves nothing.
    shouldBlockFn: ({ current, next }) => when() && current.pathname !== next.pathname,
    enableBeforeUnload: when,
    withResolver: true,
  })
  const isAsked = leaving.status === 'blocked'
  return (
    <Modal
      opened={isAsked}
      onClose={() => leaving.reset?.()}
      title={t('form.leaveTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Text mb="lg">{t('form.leaveText')}</Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => leaving.proceed?.()}>
          {t('form.leave')}
        </Button>
        <Button data-autofocus onClick={() => leaving.reset?.()}>
          {t('form.stay')}
        </Button>
      </Group>
    </Modal>
  )
}
