import { NativeSelect, NumberInput, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import type * as z from 'zod'
import { type Company, referenceInput, valueBands } from '#domains/members/schema.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { CountrySelect } from '#web/ui/CountrySelect.tsx'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { useEntry } from '#web/ui/form.ts'
import { optionalNumber, optionalText } from './field-props.ts'
import { useOwnWords } from './own-words.ts'
import { PartEntry, type PartFormProps } from './PartEntry.tsx'
import { useText } from './text.ts'
import { VisibilityChoice } from './VisibilityChoice.tsx'
import { useValueBand } from './value-band.ts'

type Values = z.input<typeof referenceInput>

/** Work done for somebody: the strongest proof there is. */
export function ReferenceForm(props: PartFormProps<Company['references'][number]>) {
  const t = useText()
  const bandOf = useValueBand()
  const { part, companyId } = props
  const form = useEntry<Values>(useOwnWords<Values>(referenceInput), {
    title: part?.title ?? '',
    description: part?.description ?? null,
    buyerName: part?.buyerName ?? '',
    buyerCountry: part?.buyerCountry ?? 'EE',
    year: part?.year ?? new Date().getFullYear(),
    valueBand: part?.valueBand ?? null,
    cpv: part?.cpv ?? [],
    visibility: part?.visibility ?? 'cluster',
  })
  const { known } = useCodeLabels('cpv', part?.cpv ?? [])
  return (
    <PartEntry {...props} kind="references" form={form} nameOf={(values) => values.title}>
      <TextInput
        label={t('references.name')}
        required
        maxLength={200}
        data-autofocus
        {...form.getInputProps('title')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('references.buyerName')}
          required
          maxLength={200}
          {...form.getInputProps('buyerName')}
        />
        <CountrySelect
          label={t('references.buyerCountry')}
          required
          {...form.getInputProps('buyerCountry')}
        />
        <NumberInput
          label={t('references.year')}
          required
          min={1950}
          max={2200}
          clampBehavior="none"
          hideControls
          thousandSeparator=""
          {...optionalNumber(form, 'year')}
        />
        <NativeSelect
          label={t('band.label')}
          data={[
            { value: '', label: t('band.noneChoice') },
            ...valueBands.map((value) => ({ value, label: bandOf(value) })),
          ]}
          {...optionalText(form, 'valueBand')}
        />
      </SimpleGrid>
      <Textarea
        label={t('references.description')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={4000}
        {...optionalText(form, 'description')}
      />
      <CodePicker
        list="cpv"
        label={t('part.cpv')}
        description={t('part.cpvHint')}
        known={known}
        most={20}
        data-path="cpv"
        value={form.values.cpv ?? []}
        onChange={(codes) => form.setFieldValue('cpv', codes)}
        error={form.errors.cpv}
      />
      <VisibilityChoice
        label={t('visibility.label')}
        companyId={companyId}
        inputProps={form.getInputProps('visibility')}
      />
    </PartEntry>
  )
}
