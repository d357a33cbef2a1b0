import { NativeSelect, NumberInput, SimpleGrid, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod'
import { renewalRules, settingsInput, type settingsShape } from '#domains/dues/schema.ts'
import { get, put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import classes from './Dues.module.css'
import { useText } from './text.ts'

type Settings = z.output<typeof settingsShape>
type Values = z.input<typeof settingsInput>

/** By which terms dues are collected, and who issues the invoices. */
export function TermsForm() {
  const query = useQuery({
    queryKey: ['/api/dues-settings'],
    queryFn: ({ signal }) => get<Settings>('/api/dues-settings', { signal }),
  })
  // What others change meanwhile must not wipe out what is being typed.
  const [kept, setKept] = useState<Settings>()
  return (
    <Loaded query={query}>
      {(read) => {
        const settings = kept ?? read
        const reload = async () => setKept((await query.refetch()).data)
        return <Form key={settings.version} settings={settings} onReload={reload} onSaved={setKept} />
      }}
    </Loaded>
  )
}

type FormProps = { settings: Settings; onReload: () => void; onSaved: (settings: Settings) => void }

function Form({ settings, onReload, onSaved }: FormProps) {
  const t = useText()
  const client = useQueryClient()
  const { seller } = settings
  const [days, setDays] = useState(settings.reminderDays.join(', '))
  const form = useEntry<Values>(settingsInput, {
    renewalRule: settings.renewalRule,
    reminderDays: settings.reminderDays,
    graceDays: settings.graceDays,
    paymentDays: settings.paymentDays,
    seller: {
      name: seller?.name ?? '',
      registerCode: seller?.registerCode ?? '',
      vatNumber: seller?.vatNumber ?? '',
      address: seller?.address ?? '',
      iban: seller?.iban ?? '',
      bank: seller?.bank ?? '',
      email: seller?.email ?? '',
    },
  })
  const reminders = form.getInputProps('reminderDays')
  const number = { allowDecimal: false, min: 0, max: 366, hideControls: true }
  return (
    <div className={classes.form}>
      <EntryForm
        form={form}
        action={t('settings.save')}
        send={(values) => put<Settings>('/api/dues-settings', values, { ifMatch: settings.version })}
        onDone={async (saved) => {
          notifyDone(t('settings.saved'))
          onSaved(saved)
          await client.invalidateQueries({ queryKey: ['/api/dues-settings'] })
        }}
        onReload={onReload}
      >
        <Title order={2} size="h3">
          {t('settings.seller')}
        </Title>
        <TextInput
          label={t('settings.sellerName')}
          required
          maxLength={200}
          {...form.getInputProps('seller.name')}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('settings.registerCode')}
            required
            maxLength={40}
            {...form.getInputProps('seller.registerCode')}
          />
          <TextInput
            label={t('settings.vatNumber')}
            maxLength={40}
            {...form.getInputProps('seller.vatNumber')}
          />
        </SimpleGrid>
        <TextInput
          label={t('settings.address')}
          required
          maxLength={300}
          {...form.getInputProps('seller.address')}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('settings.iban')}
            required
            maxLength={42}
            {...form.getInputProps('seller.iban')}
          />
          <TextInput label={t('settings.bank')} maxLength={100} {...form.getInputProps('seller.bank')} />
        </SimpleGrid>
        <TextInput
          label={t('settings.email')}
          required
          type="email"
          maxLength={254}
          {...form.getInputProps('seller.email')}
        />
        <Title order={2} size="h3">
          {t('settings.terms')}
        </Title>
        <NativeSelect
          label={t('settings.rule')}
          data={renewalRules.map((value) => ({ value, label: t(`settings.rules.${value}`) }))}
          {...form.getInputProps('renewalRule')}
        />
        <TextInput
          label={t('settings.reminders')}
          description={t('settings.remindersHint')}
          error={reminders.error}
          data-path="reminderDays"
          value={days}
          onChange={(event) => {
            setDays(event.currentTarget.value)
            const parts = event.currentTarget.value.split(/[\s,;]+/).filter((part) => part !== '')
            reminders.onChange(parts.map(Number))
          }}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            label={t('settings.payment')}
            required
            {...number}
            {...form.getInputProps('paymentDays')}
          />
          <NumberInput
            label={t('settings.grace')}
            required
            {...number}
            {...form.getInputProps('graceDays')}
          />
        </SimpleGrid>
      </EntryForm>
    </div>
  )
}
