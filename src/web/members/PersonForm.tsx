import { Checkbox, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import type * as z from 'zod'
import { type Company, personInput, personRoles } from '#domains/members/schema.ts'
import { useEntry } from '#web/ui/form.ts'
import classes from './CompanyPage.module.css'
import { optionalText } from './field-props.ts'
import { useOwnWords } from './own-words.ts'
import { PartEntry, type PartFormProps } from './PartEntry.tsx'
import { useText } from './text.ts'

type Values = z.input<typeof personInput>

/** Whom to write to and whom to call. */
export function PersonForm(props: PartFormProps<Company['people'][number]>) {
  const t = useText()
  const { part } = props
  const form = useEntry<Values>(useOwnWords<Values>(personInput), {
    name: part?.name ?? '',
    jobTitle: part?.jobTitle ?? null,
    email: part?.email ?? null,
    phone: part?.phone ?? null,
    language: part?.language ?? 'et',
    roles: part?.roles ?? [],
  })
  return (
    <PartEntry {...props} kind="people" form={form} nameOf={(values) => values.name}>
      <TextInput
        label={t('people.name')}
        required
        maxLength={120}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('people.jobTitle')}
        maxLength={120}
        autoComplete="off"
        {...optionalText(form, 'jobTitle')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('people.email')}
          type="email"
          autoComplete="off"
          {...optionalText(form, 'email')}
        />
        <TextInput label={t('people.phone')} type="tel" autoComplete="off" {...optionalText(form, 'phone')} />
      </SimpleGrid>
      <Checkbox.Group label={t('people.roles')} {...form.getInputProps('roles')}>
        <div className={classes.choices}>
          {personRoles.map((role) => (
            <Checkbox key={role} value={role} label={t(`role.${role}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label={t('people.language')}
        data={[
          { value: 'et', label: 'Eesti' },
          { value: 'en', label: 'English' },
        ]}
        {...form.getInputProps('language')}
      />
    </PartEntry>
  )
}
