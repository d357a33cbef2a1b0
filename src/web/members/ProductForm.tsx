import { NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import type * as z from 'zod'
import { type Company, controlStatuses, productInput, type standardUse } from '#domains/members/schema.ts'
import { readinessLevels } from '#values/vocabulary/readiness.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { useEntry } from '#web/ui/form.ts'
import { languages } from '#web/ui/text.ts'
import { filledTexts, optionalText } from './field-props.ts'
import { useOwnWords } from './own-words.ts'
import { PartEntry, type PartFormProps } from './PartEntry.tsx'
import { useReadiness } from './readiness.ts'
import { StandardsField } from './StandardsField.tsx'
import { useText } from './text.ts'
import { VisibilityChoice } from './VisibilityChoice.tsx'

export type ProductValues = Omit<z.input<typeof productInput>, 'standards'> & { standards: StandardUse[] }
export type StandardUse = z.input<typeof standardUse>

/** A product or service: what it is, how ready, whether its export is controlled, what it connects to. */
export function ProductForm(props: PartFormProps<Company['products'][number]>) {
  const t = useText()
  const { part, companyId } = props
  const form = useEntry<ProductValues>(useOwnWords<ProductValues>(productInput), {
    kind: part?.kind ?? 'product',
    name: part?.name ?? '',
    description: { en: part?.description.en ?? '', et: part?.description.et ?? '' },
    readiness: part?.readiness ?? null,
    cpv: part?.cpv ?? [],
    controlStatus: part?.controlStatus ?? 'unknown',
    controlCode: part?.controlCode ?? null,
    standards: part?.standards ?? [],
    visibility: part?.visibility ?? 'cluster',
  })
  const { known } = useCodeLabels('cpv', part?.cpv ?? [])
  const isControlled = form.values.controlStatus === 'military' || form.values.controlStatus === 'dual-use'
  return (
    <PartEntry {...props} kind="products" form={form} nameOf={(values) => values.name} asInput={asInput}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('products.name')}
          required
          maxLength={160}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <NativeSelect
          label={t('products.kind')}
          data={[
            { value: 'product', label: t('kind.product') },
            { value: 'service', label: t('kind.service') },
          ]}
          {...form.getInputProps('kind')}
        />
      </SimpleGrid>
      {languages.map((language) => (
        <Textarea
          key={language}
          label={t(`part.descriptionIn.${language}`)}
          lang={language}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={8000}
          {...form.getInputProps(`description.${language}`)}
        />
      ))}
      <Readiness
        value={form.values.readiness ?? null}
        onChange={(level) => form.setFieldValue('readiness', level)}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={t('control.label')}
          data={controlStatuses.map((value) => ({ value, label: t(`control.${value}`) }))}
          {...form.getInputProps('controlStatus')}
        />
        {isControlled && (
          <TextInput
            label={t('control.code')}
            placeholder={t('control.codeHint')}
            maxLength={20}
            {...optionalText(form, 'controlCode')}
          />
        )}
      </SimpleGrid>
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
      <StandardsField form={form} />
      <VisibilityChoice
        label={t('visibility.label')}
        companyId={companyId}
        inputProps={form.getInputProps('visibility')}
      />
    </PartEntry>
  )
}

function asInput(values: ProductValues): object {
  const isControlled = values.controlStatus === 'military' || values.controlStatus === 'dual-use'
  return {
    ...values,
    description: filledTexts(values.description),
    controlCode: isControlled ? values.controlCode : null,
  }
}

function Readiness({ value, onChange }: { value: number | null; onChange: (level: number | null) => void }) {
  const t = useText()
  const readiness = useReadiness()
  return (
    <NativeSelect
      label={t('readiness.label')}
      data-path="readiness"
      data={[
        { value: '', label: t('form.notStated') },
        ...readinessLevels.map(({ level }) => ({ value: String(level), label: readiness(level) })),
      ]}
      value={value === null ? '' : String(value)}
      onChange={(event) => onChange(event.currentTarget.value ? Number(event.currentTarget.value) : null)}
    />
  )
}
