import { Modal, Radio, Stack, Textarea } from '@mantine/core'
import * as z from 'zod'
import { answerReasons } from '#domains/opportunities/schema.ts'
import { put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { useText as useUiText } from '#web/ui/words.ts'
import type { Answer } from './shapes.ts'
import { useText } from './text.ts'

type DeclineDialogProps = {
  path: string
  version: number
  before: Answer | null
  /** Whom staff answer for. */
  companyName: string | undefined
  onClose: () => void
  onDone: () => void
}

/** "Not for us, because …": one reason, and words of one's own where the reason is none of the listed. */
export function DeclineDialog({ path, version, before, companyName, onClose, onDone }: DeclineDialogProps) {
  const t = useText()
  const ui = useUiText()
  const form = useEntry(
    z
      .object({ reason: z.enum(answerReasons), note: z.string().max(2_000) })
      .refine(({ reason, note }) => reason !== 'other' || note.trim() !== '', {
        path: ['note'],
        message: t('answer.noteNeeded'),
      }),
    { reason: before?.reason ?? 'wrong-field', note: before?.note ?? '' },
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={companyName ? t('answer.titleFor', { company: companyName }) : t('answer.title')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <EntryForm
        form={form}
        action={t('answer.save')}
        guard={false}
        send={(values) => put(path, { answer: 'not-for-us', ...values }, { ifMatch: version })}
        onDone={onDone}
        onReload={onClose}
        onCancel={onClose}
      >
        <Radio.Group label={t('answer.reason')} {...form.getInputProps('reason')}>
          <Stack gap={10} mt={6}>
            {answerReasons.map((value, place) => (
              <Radio
                key={value}
                value={value}
                label={t(`reason.${value}`)}
                data-autofocus={place === 0 || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('answer.note')}
          description={t('answer.noteHint')}
          required={form.values.reason === 'other'}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          data-path="note"
          {...form.getInputProps('note')}
        />
      </EntryForm>
    </Modal>
  )
}
