import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { changeOverlays, type Question } from './overlay-store.ts'
import { useText } from './words.ts'

type ConfirmDialogProps = { question: Question; answer: (isSure: boolean) => void }

/** One question, one verb, and the way out first in reach of the keyboard. */
export function ConfirmDialog({ question, answer }: ConfirmDialogProps) {
  const t = useText()
  const [isOpen, setIsOpen] = useState(true)
  return (
    <Modal
      opened={isOpen}
      onClose={() => close(false)}
      onExitTransitionEnd={() => changeOverlays({ asked: undefined })}
      title={question.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Text component="div" mb="lg">
        {question.text}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={() => close(false)}>
          {t('cancel')}
        </Button>
        <Button color={question.isDangerous ? 'red' : undefined} onClick={() => close(true)}>
          {question.action}
        </Button>
      </Group>
    </Modal>
  )

  function close(isSure: boolean) {
    setIsOpen(false)
    answer(isSure)
  }
}
