import { Radio, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import type * as z from 'zod'
import { type Company, capabilityInput, capabilityLevels } from '#domains/members/schema.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { useEntry } from '#web/ui/form.ts'
import { optionalText } from './field-props.ts'
import { useOwnWords } from './own-words.ts'
import { PartEntry, type PartFormProps } from './PartEntry.tsx'
import { useText } from './text.ts'
import { VisibilityChoice } from './VisibilityChoice.tsx'

type Values = z.input<typeof capabilityInput>

/** What the company can do, under which codes buyers look for it, and how proven it is. */
export function CapabilityForm(props: PartFormProps<Company['capabilities'][number]>) {
  const t = useText()
  const { part, companyId } = props
  const form = useEntry<Values>(useOwnWords<Values>(capabilityInput), {
    name: part?.name ?? '',
    cpv: part?.cpv ?? [],
    supplyClasses: part?.supplyClasses ?? [],
    terms: part?.terms ?? [],
    level: part?.level ?? 'claimed',
    evidence: part?.evidence ?? null,
    visibility: part?.visibility ?? 'cluster',
  })
  const cpv = useCodeLabels('cpv', part?.cpv ?? [])
  const supply = useCodeLabels('fsc', part?.supplyClasses ?? [])
  return (
    <PartEntry {...props} kind="capabilities" form={form} nameOf={(values) => values.name}>
      <TextInput
        label={t('capabilities.name')}
        description={t('capabilities.nameHint')}
        required
        maxLength={160}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <CodePicker
        list="cpv"
        label={t('part.cpv')}
        description={t('part.cpvHint')}
        known={cpv.known}
        most={20}
        data-path="cpv"
        {...codes('cpv')}
      />
      <CodePicker
        list="fsc"
        label={t('part.supply')}
        description={t('part.supplyHint')}
        known={supply.known}
        most={20}
        data-path="supplyClasses"
        {...codes('supplyClasses')}
      />
      <TagsInput
        label={t('capabilities.terms')}
        description={t('capabilities.termsHint')}
        maxTags={40}
        acceptValueOnBlur
        comboboxProps={{ withinPortal: false }}
        {...form.getInputProps('terms')}
      />
      <Radio.Group label={t('capabilities.level')} {...form.getInputProps('level')}>
        <Stack gap="xs" mt={4}>
          {capabilityLevels.map((level) => (
            <Radio key={level} value={level} label={t(`levelHint.${level}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('capabilities.evidence')}
        description={t('capabilities.evidenceHint')}
        autosize
        minRows={2}
        maxLength={2000}
        {...optionalText(form, 'evidence')}
      />
      <VisibilityChoice
        label={t('visibility.label')}
        companyId={companyId}
        inputProps={form.getInputProps('visibility')}
      />
    </PartEntry>
  )

  function codes(field: 'cpv' | 'supplyClasses') {
    return {
      value: form.values[field] ?? [],
      onChange: (chosen: string[]) => form.setFieldValue(field, chosen),
      error: form.errors[field],
    }
  }
}
