import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBookmarkPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import * as z from 'zod'
import { sharings } from '#domains/opportunities/schema/saved-search.ts'
import { post } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { useText as useUiText } from '#web/ui/words.ts'
import { addressOf } from './ask-notices.ts'
import { noticesRoute } from './pages.ts'
import { savedSearchesQuery } from './saved-query.ts'
import { useWorkText } from './work-text.ts'

/** Keeps the list as it stands, under a name. */
export function SaveSearch() {
  const t = useWorkText()
  const [isOpen, dialog] = useDisclosure()
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBookmarkPlus size={18} aria-hidden />}
        onClick={dialog.open}
      >
        {t('saved.save')}
      </Button>
      {isOpen && <SaveDialog onClose={dialog.close} />}
    </>
  )
}

const entry = z.object({ name: z.string().trim().min(1).max(80), sharing: z.enum(sharings) })

function SaveDialog({ onClose }: { onClose: () => void }) {
  const t = useWorkText()
  const ui = useUiText()
  const search = noticesRoute.useSearch()
  const { data } = useQuery(savedSearchesQuery)
  const offered = data?.sharings ?? ['mine']
  const form = useEntry<z.input<typeof entry>>(entry, { name: search.q ?? '', sharing: 'mine' })
  return (
    <Modal opened onClose={onClose} title={t('saved.save')} closeButtonProps={{ 'aria-label': ui('close') }}>
      <EntryForm
        form={form}
        action={t('saved.keep')}
        guard={false}
        send={(values, idempotencyKey) =>
          post('/api/saved-searches', { ...values, address: addressOf(search) }, { idempotencyKey })
        }
        onDone={() => {
          notifyDone(t('saved.kept'))
          onClose()
        }}
        onCancel={onClose}
      >
        <TextInput label={t('saved.name')} maxLength={80} data-autofocus {...form.getInputProps('name')} />
        {offered.length > 1 && (
          <Radio.Group label={t('saved.sharing')} {...form.getInputProps('sharing')}>
            <Stack gap={8} mt={6}>
              {offered.map((value) => (
                <Radio key={value} value={value} label={t(`saved.with.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
      </EntryForm>
    </Modal>
  )
}
