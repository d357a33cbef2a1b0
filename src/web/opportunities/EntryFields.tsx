import {
  Checkbox,
  MultiSelect,
  NumberInput,
  Radio,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import { type entryInput, entryVisibilities } from '#domains/opportunities/schema/entry.ts'
import { get } from '#web/ui/api.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { CountrySelect } from '#web/ui/CountrySelect.tsx'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { isCompanyPerson, isStaff, useSession } from '#web/ui/session.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

export type EntryValues = z.input<typeof entryInput>
type Form = UseFormReturnType<EntryValues>

/** The values of an entry as it stands, or of one that is about to be made. */
export function entryValues(
  kind: 'competition' | 'request',
  language: 'en' | 'et',
  notice?: Notice,
): EntryValues {
  const written = notice?.languages[0] === 'et' ? 'et' : notice?.languages[0] === 'en' ? 'en' : language
  return {
    kind:
      notice && notice.kind !== 'request' ? (notice.kind === 'planning' ? 'planning' : 'competition') : kind,
    language: written,
    title: notice?.titles[written] ?? '',
    text: notice?.summaries[written] ?? '',
    buyer: notice?.buyer ?? '',
    country: notice?.buyerCountry ?? null,
    deadlineOn: notice?.entry?.deadlineOn ?? '',
    deadlineTime: notice?.entry?.deadlineTime ?? '',
    cpv: notice?.cpvFrom === 'notice' ? notice.cpv : [],
    valueCents: notice?.estimatedValue?.cents ?? null,
    currency: notice?.estimatedValue?.currency ?? 'EUR',
    link: notice?.documentsUrl ?? '',
    isDefence: notice?.isDefence ?? false,
    visibility: notice?.entry?.visibility ?? 'cluster',
    readers: notice?.entry?.readers.map((one) => one.id) ?? [],
  }
}

/** All fields of what somebody enters; `isNew`: who may see it is settled once. */
export function EntryFields({ form, isNew }: { form: Form; isNew: boolean }) {
  const t = useText()
  const { hat } = useSession()
  const isRequest = form.values.kind === 'request'
  const { known } = useCodeLabels('cpv', form.values.cpv)
  // A company asks in its own name.
  const asksForItself = isRequest && isCompanyPerson(hat.role)
  return (
    <>
      <TextInput
        label={t(isRequest ? 'entry.field.wanted' : 'entry.field.title')}
        required
        maxLength={500}
        {...form.getInputProps('title')}
      />
      <Textarea
        label={t('entry.field.text')}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={20_000}
        {...form.getInputProps('text')}
      />
      {!asksForItself && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t(isRequest ? 'entry.field.asker' : 'entry.field.buyer')}
            maxLength={300}
            {...form.getInputProps('buyer')}
            value={form.values.buyer as string}
          />
          <CountrySelect
            label={t('entry.field.country')}
            {...form.getInputProps('country')}
            onChange={(code) => form.setFieldValue('country', code)}
          />
        </SimpleGrid>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          type="date"
          label={t(isRequest ? 'entry.field.lastDay' : 'entry.field.deadline')}
          required={isRequest}
          {...form.getInputProps('deadlineOn')}
          value={form.values.deadlineOn as string}
          error={isRequest && form.errors.deadlineOn ? t('entry.lastDayNeeded') : form.errors.deadlineOn}
        />
        <TextInput
          type="time"
          label={t('entry.field.time')}
          description={t('entry.field.timeHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('deadlineTime')}
          value={form.values.deadlineTime as string}
        />
      </SimpleGrid>
      <CodePicker
        list="cpv"
        label={t('entry.field.cpv')}
        description={t('entry.field.cpvHint')}
        known={known}
        data-path="cpv"
        value={form.values.cpv}
        onChange={(codes) => form.setFieldValue('cpv', codes)}
        error={form.errors.cpv}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberInput
          label={t('entry.field.value')}
          min={0}
          decimalScale={2}
          thousandSeparator=" "
          hideControls
          {...form.getInputProps('valueCents')}
          value={form.values.valueCents === null ? '' : form.values.valueCents / 100}
          onChange={(euros) =>
            form.setFieldValue('valueCents', typeof euros === 'number' ? Math.round(euros * 100) : null)
          }
        />
        <TextInput
          label={t('entry.field.link')}
          type="url"
          placeholder="https://"
          {...form.getInputProps('link')}
          value={form.values.link as string}
        />
      </SimpleGrid>
      <Checkbox label={t('entry.field.defence')} {...form.getInputProps('isDefence', { type: 'checkbox' })} />
      {isNew && <Audience form={form} isStaffAsking={isStaff(hat.role)} />}
    </>
  )
}

function Audience({ form, isStaffAsking }: { form: Form; isStaffAsking: boolean }) {
  const t = useText()
  const { hat } = useSession()
  const isChosen = form.values.visibility === 'chosen'
  const companies = useQuery({
    queryKey: ['/api/companies', 'names'],
    queryFn: ({ signal }) =>
      get<{ items: { id: string; legalName: string }[] }>('/api/companies', {
        search: { pageSize: 200 },
        signal,
      }),
    enabled: isChosen,
  })
  const others = (companies.data?.items ?? []).filter((one) => one.id !== hat.companyId)
  return (
    <>
      <Radio.Group
        label={t('entry.field.visibility')}
        description={t('entry.field.visibilityHint')}
        {...form.getInputProps('visibility')}
      >
        <Stack gap="xs" mt="xs">
          {entryVisibilities.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`entry.visibility.${value}`)}
              description={value === 'staff' && !isStaffAsking ? t('entry.staffHint') : undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      {isChosen && (
        <MultiSelect
          label={t('entry.field.readers')}
          required
          searchable
          hidePickedOptions
          comboboxProps={{ withinPortal: false }}
          data={others.map((one) => ({ value: one.id, label: one.legalName }))}
          {...form.getInputProps('readers')}
          error={form.errors.readers && t('entry.readersNeeded')}
        />
      )}
    </>
  )
}
