import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type * as z from 'zod'
import { tierInput, tierKinds } from '#domains/members/schema.ts'
import { post, put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { type Tier, tiersQuery } from '#web/ui/tiers.ts'
import { useText } from './text.ts'

type Values = z.input<typeof tierInput>

/** A class of members: its names, its kind, whether it votes. */
export function TierForm({ tier, onClose }: { tier: Tier | undefined; onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const form = useEntry<Values>(tierInput, {
    name: tier?.name ?? { en: '', et: '' },
    kind: tier?.kind ?? 'full',
    hasVote: tier?.hasVote ?? true,
    isOffered: tier?.isOffered ?? true,
    position: tier?.position ?? 0,
  })
  return (
    <EntryForm
      form={form}
      guard={false}
      action={t('settings.saveTier')}
      send={(values, idempotencyKey) =>
        tier
          ? put(`/api/tiers/${tier.id}`, values, { ifMatch: tier.version })
          : post('/api/tiers', values, { idempotencyKey })
      }
      onDone={async () => {
        notifyDone(t('settings.tierSaved'))
        onClose()
        await client.invalidateQueries({ queryKey: tiersQuery.queryKey })
      }}
      onReload={() => void client.invalidateQueries({ queryKey: tiersQuery.queryKey }).then(onClose)}
      onCancel={onClose}
    >
      <TextInput
        label={t('settings.tierEn')}
        required
        maxLength={60}
        data-autofocus
        {...form.getInputProps('name.en')}
      />
      <TextInput label={t('settings.tierEt')} required maxLength={60} {...form.getInputProps('name.et')} />
      <NativeSelect
        label={t('settings.kind')}
        data={tierKinds.map((value) => ({ value, label: t(`settings.kinds.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      <Checkbox label={t('settings.hasVote')} {...form.getInputProps('hasVote', { type: 'checkbox' })} />
      <Checkbox label={t('settings.isOffered')} {...form.getInputProps('isOffered', { type: 'checkbox' })} />
    </EntryForm>
  )
}
