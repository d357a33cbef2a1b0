import { ActionIcon, Autocomplete, Button, Fieldset, NativeSelect } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { interfaceStandards } from '#values/vocabulary/interface-standards.ts'
import type { ProductValues } from './ProductForm.tsx'
import classes from './StandardsField.module.css'
import { useText } from './text.ts'

const known = [...new Set(interfaceStandards.map(({ code }) => code))]

/** The interfaces a product offers or needs, each with its role and how well it is proven. */
export function StandardsField({ form }: { form: UseFormReturnType<ProductValues> }) {
  const t = useText()
  const { standards } = form.values
  return (
    <Fieldset legend={t('standards.title')} variant="unstyled" className={classes.field}>
      {standards.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are only known by their place
        <div key={place} className={classes.row}>
          <Autocomplete
            label={t('standards.standard')}
            placeholder={t('standards.standardHint')}
            data={known}
            openOnFocus={false}
            comboboxProps={{ withinPortal: false }}
            limit={8}
            maxLength={80}
            required
            {...form.getInputProps(`standards.${place}.standard`)}
          />
          <NativeSelect
            label={t('standards.role')}
            data={(['provider', 'consumer', 'both', 'meets'] as const).map((value) => ({
              value,
              label: t(`standards.${value}`),
            }))}
            {...form.getInputProps(`standards.${place}.role`)}
          />
          <NativeSelect
            label={t('standards.evidence')}
            data={(['claimed', 'tested', 'certified'] as const).map((value) => ({
              value,
              label: t(`standards.${value}`),
            }))}
            {...form.getInputProps(`standards.${place}.evidence`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            className={classes.remove}
            aria-label={t('standards.remove', { standard: one.standard || t('standards.unnamed') })}
            onClick={() => form.removeListItem('standards', place)}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={standards.length >= 40}
        onClick={() =>
          form.insertListItem('standards', { standard: '', role: 'provider', evidence: 'claimed' })
        }
      >
        {t('standards.add')}
      </Button>
    </Fieldset>
  )
}
