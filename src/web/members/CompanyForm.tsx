import { Fieldset, NativeSelect, NumberInput, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import type * as z from 'zod'
import { type Company, clearances, companyInput, sizeClasses } from '#domains/members/schema.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { CountriesSelect, CountrySelect } from '#web/ui/CountrySelect.tsx'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { useEntry } from '#web/ui/form.ts'
import { languages } from '#web/ui/text.ts'
import classes from './CompanyForm.module.css'
import { filledTexts, optionalNumber, optionalText } from './field-props.ts'
import { useOwnWords } from './own-words.ts'
import { useText } from './text.ts'
import { ProfileVisibilityChoice } from './VisibilityChoice.tsx'

export type CompanyValues = z.input<typeof companyInput>
type Form = UseFormReturnType<CompanyValues>

/** The form of a company's own fields, empty or filled with what is known. */
export function useCompanyEntry(company?: Company): Form {
  return useEntry<CompanyValues>(useOwnWords<CompanyValues>(companyInput), {
    legalName: company?.legalName ?? '',
    registerCode: company?.registerCode ?? null,
    vatNumber: company?.vatNumber ?? null,
    country: company?.country ?? 'EE',
    address: company?.address ?? null,
    nuts: company?.nuts ?? null,
    sizeClass: company?.sizeClass ?? null,
    foundedYear: company?.foundedYear ?? null,
    website: company?.website ?? null,
    ncage: company?.ncage ?? null,
    summary: { en: company?.summary.en ?? '', et: company?.summary.et ?? '' },
    exportCountries: company?.exportCountries ?? [],
    clearance: company?.clearance ?? 'unknown',
    visibility: company?.visibility ?? 'cluster',
  })
}

/** The values as the server takes them. */
export function companyInputOf(values: CompanyValues): object {
  return { ...values, summary: filledTexts(values.summary) }
}

/** All fields of a company, in the order people think of them. */
export function CompanyFields({ form }: { form: Form }) {
  return (
    <>
      <Identity form={form} />
      <Description form={form} />
      <WhereAndHowBig form={form} />
      <Market form={form} />
      <WhoSees form={form} />
    </>
  )
}

function Identity({ form }: { form: Form }) {
  const t = useText()
  return (
    <Section legend={t('form.identity')}>
      <TextInput
        label={t('form.legalName')}
        required
        maxLength={200}
        autoComplete="off"
        {...form.getInputProps('legalName')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('form.registerCode')} maxLength={40} {...optionalText(form, 'registerCode')} />
        <TextInput label={t('form.vatNumber')} maxLength={40} {...optionalText(form, 'vatNumber')} />
        <TextInput
          label={t('form.address')}
          description={t('form.addressHint')}
          maxLength={300}
          {...optionalText(form, 'address')}
        />
        <NumberInput
          label={t('form.foundedYear')}
          clampBehavior="none"
          hideControls
          allowDecimal={false}
          {...optionalNumber(form, 'foundedYear')}
        />
        <TextInput
          label={t('form.ncage')}
          description={t('form.ncageHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={5}
          {...capitals('ncage')}
        />
      </SimpleGrid>
    </Section>
  )

  function capitals(field: 'ncage') {
    const { value, onChange, ...props } = form.getInputProps(field)
    return {
      ...props,
      value: value ?? '',
      onChange: (event: { currentTarget: { value: string } }) =>
        onChange(event.currentTarget.value.toUpperCase() || null),
    }
  }
}

function Description({ form }: { form: Form }) {
  const t = useText()
  return (
    <Section legend={t('form.describe')} hint={t('form.describeHint')}>
      {languages.map((language) => (
        <Textarea
          key={language}
          label={t(`part.descriptionIn.${language}`)}
          lang={language}
          autosize
          minRows={3}
          maxRows={14}
          maxLength={8000}
          {...form.getInputProps(`summary.${language}`)}
        />
      ))}
      <TextInput
        label={t('form.website')}
        type="url"
        placeholder="https://"
        maxLength={300}
        {...optionalText(form, 'website')}
        onBlur={completeAddress}
      />
    </Section>
  )

  /** People write "company.ee"; the address needs its scheme. */
  function completeAddress() {
    const typed = form.values.website?.trim()
    if (typed && !/^[a-z]+:/i.test(typed)) form.setFieldValue('website', `https://${typed}`)
  }
}

function WhereAndHowBig({ form }: { form: Form }) {
  const t = useText()
  const nuts = form.values.nuts
  const { known } = useCodeLabels('nuts', nuts ? [nuts] : [])
  return (
    <Section legend={t('form.where')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <CountrySelect label={t('form.country')} required {...form.getInputProps('country')} />
        <NativeSelect
          label={t('form.sizeClass')}
          data={[
            { value: '', label: t('form.notStated') },
            ...sizeClasses.map((value) => ({ value, label: t(`sizeHint.${value}`) })),
          ]}
          {...optionalText(form, 'sizeClass')}
        />
      </SimpleGrid>
      <CodePicker
        list="nuts"
        label={t('form.nuts')}
        description={t('form.nutsHint')}
        known={known}
        data-path="nuts"
        value={nuts ? [nuts] : []}
        // One place only: a second choice takes the place of the first.
        onChange={(codes) => form.setFieldValue('nuts', codes.at(-1) ?? null)}
        error={form.errors.nuts}
      />
    </Section>
  )
}

function Market({ form }: { form: Form }) {
  const t = useText()
  return (
    <Section legend={t('form.market')}>
      <CountriesSelect label={t('form.exportCountries')} {...form.getInputProps('exportCountries')} />
      <NativeSelect
        label={t('form.clearance')}
        description={t('form.clearanceHint')}
        data={clearances.map((value) => ({ value, label: t(`clearance.${value}`) }))}
        {...form.getInputProps('clearance')}
      />
    </Section>
  )
}

function WhoSees({ form }: { form: Form }) {
  const t = useText()
  return (
    <Section legend={t('form.whoSees')}>
      <ProfileVisibilityChoice
        label={t('visibility.profileLabel')}
        inputProps={form.getInputProps('visibility')}
      />
    </Section>
  )
}

function Section({ legend, hint, children }: { legend: string; hint?: string; children: ReactNode }) {
  return (
    <Fieldset legend={legend} variant="unstyled" className={classes.section}>
      {hint && <p className={classes.hint}>{hint}</p>}
      <div className={classes.fields}>{children}</div>
    </Fieldset>
  )
}
