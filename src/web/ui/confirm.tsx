import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import type { ReactNode } from 'react'
import { useText } from './words.ts'

type Question = {
  title: string
  /** What will happen, and whether it can be undone. */
  text: ReactNode
  /** The verb on the button: "Remove company", never "OK". */
  action: string
  isDangerous?: boolean
}

/** Asks before something that cannot be taken back: `if (await confirm({…})) …`. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const t = useText()
  return ({ title, text, action, isDangerous }) =>
    new Promise((resolve) => {
      modals.openConfirmModal({
        title,
        children: <Text>{text}</Text>,
        labels: { confirm: action, cancel: t('cancel') },
        confirmProps: isDangerous ? { color: 'red' } : {},
        closeButtonProps: { 'aria-label': t('close') },
        onConfirm: () => resolve(true),
        onClose: () => resolve(false),
      })
    })
}
