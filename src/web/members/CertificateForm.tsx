import { Autocomplete, SimpleGrid, TextInput } from '@mantine/core'
import type * as z from 'zod'
import { type Company, certificateInput } from '#domains/members/schema.ts'
import { useEntry } from '#web/ui/form.ts'
import { useCertificateNames } from './certificate-kinds.ts'
import { optionalText } from './field-props.ts'
import { PartEntry, type PartFormProps } from './PartEntry.tsx'
import { useText } from './text.ts'
import { VisibilityChoice } from './VisibilityChoice.tsx'

type Values = z.input<typeof certificateInput>

/** A certificate and how long it is valid. */
export function CertificateForm(props: PartFormProps<Company['certificates'][number]>) {
  const t = useText()
  const { nameOf, kindOf, names } = useCertificateNames()
  const { part, companyId } = props
  const form = useEntry<Values>(certificateInput, {
    kind: part ? nameOf(part.kind) : '',
    number: part?.number ?? null,
    issuer: part?.issuer ?? null,
    issuedOn: part?.issuedOn ?? null,
    expiresOn: part?.expiresOn ?? null,
    visibility: part?.visibility ?? 'cluster',
  })
  return (
    <PartEntry
      {...props}
      kind="certificates"
      form={form}
      nameOf={(values) => values.kind}
      asInput={(values) => ({ ...values, kind: kindOf(values.kind) })}
    >
      <Autocomplete
        label={t('certificates.kind')}
        description={t('certificates.kindHint')}
        data={names}
        openOnFocus={false}
        comboboxProps={{ withinPortal: false }}
        limit={12}
        required
        maxLength={80}
        data-autofocus
        {...form.getInputProps('kind')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('certificates.number')} maxLength={80} {...optionalText(form, 'number')} />
        <TextInput label={t('certificates.issuer')} maxLength={160} {...optionalText(form, 'issuer')} />
        <TextInput label={t('certificates.issuedOn')} type="date" {...optionalText(form, 'issuedOn')} />
        <TextInput label={t('certificates.expiresOn')} type="date" {...optionalText(form, 'expiresOn')} />
      </SimpleGrid>
      <VisibilityChoice
        label={t('visibility.label')}
        companyId={companyId}
        inputProps={form.getInputProps('visibility')}
      />
    </PartEntry>
  )
}
