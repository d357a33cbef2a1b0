import { Button, NativeSelect, NumberInput, SimpleGrid, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type * as z from 'zod'
import { feeBases, feeInput, type feeShape } from '#domains/dues/schema.ts'
import { post, put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import classes from './Dues.module.css'
import { MoneyInput, RateInput } from './MoneyInput.tsx'
import { useText } from './text.ts'

export type Fee = z.output<typeof feeShape>
type Values = z.input<typeof feeInput>

/** What a class costs from a day on. */
export function FeeForm({
  tierId,
  fee,
  onClose,
}: {
  tierId: string
  fee: Fee | undefined
  onClose: () => void
}) {
  const t = useText()
  const client = useQueryClient()
  const form = useEntry<Values>(feeInput, {
    tierId,
    validFrom: fee?.validFrom ?? `${new Date().getFullYear() + 1}-01-01`,
    basis: fee?.basis ?? 'flat',
    currency: fee?.currency ?? 'EUR',
    vatRate: fee ? fee.vatRate : 2_400,
    vatNote: { en: fee?.vatNote.en ?? '', et: fee?.vatNote.et ?? '' },
    bands: fee?.bands ?? [{ from: 0, cents: 0 }],
  })
  const values = form.getValues()
  const isBanded = values.basis === 'headcount' || values.basis === 'turnover'
  const { value: rate, ...rateProps } = form.getInputProps('vatRate')
  return (
    <EntryForm
      form={form}
      guard={false}
      action={t('settings.saveFee')}
      send={(sent, idempotencyKey) =>
        fee
          ? put(`/api/fees/${fee.id}`, sent, { ifMatch: fee.version })
          : post('/api/fees', sent, { idempotencyKey })
      }
      onDone={async () => {
        notifyDone(t('settings.feeSaved'))
        onClose()
        await client.invalidateQueries({ queryKey: ['/api/fees'] })
      }}
      onReload={() => void client.invalidateQueries({ queryKey: ['/api/fees'] }).then(onClose)}
      onCancel={onClose}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          type="date"
          label={t('settings.validFrom')}
          required
          data-autofocus
          {...form.getInputProps('validFrom')}
        />
        <NativeSelect
          label={t('settings.basis')}
          data={feeBases.map((value) => ({ value, label: t(`settings.bases.${value}`) }))}
          {...form.getInputProps('basis')}
          onChange={(event) => {
            const basis = feeBases.find((one) => one === event.currentTarget.value) ?? 'flat'
            const first = values.bands[0] ?? { from: 0, cents: 0 }
            const bands = basis === 'free' ? [] : basis === 'flat' ? [{ ...first, from: 0 }] : [first]
            form.setValues({ basis, bands: isBanded && basis === values.basis ? values.bands : bands })
          }}
        />
      </SimpleGrid>
      {values.basis === 'flat' && <BandSum form={form} at={0} label={t('settings.yearly')} />}
      {isBanded && (
        <>
          {values.bands.map((band, at) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: bands are told apart by their place
              key={at}
              className={classes.row}
            >
              {values.basis === 'headcount' ? (
                <NumberInput
                  label={t('settings.bandFromHeadcount')}
                  min={0}
                  allowDecimal={false}
                  hideControls
                  readOnly={at === 0}
                  {...form.getInputProps(`bands.${at}.from`)}
                />
              ) : (
                <MoneyInput
                  label={t('settings.bandFromTurnover')}
                  readOnly={at === 0}
                  {...form.getInputProps(`bands.${at}.from`)}
                  value={band.from}
                  onChange={(from) => form.setFieldValue(`bands.${at}.from`, from ?? 0)}
                />
              )}
              <BandSum form={form} at={at} label={t('settings.yearly')} />
              {at > 0 && (
                <Button
                  className={classes.narrow}
                  variant="subtle"
                  color="gray"
                  px="xs"
                  aria-label={t('settings.removeBand', { number: at + 1 })}
                  onClick={() => form.removeListItem('bands', at)}
                >
                  <IconTrash size={18} aria-hidden />
                </Button>
              )}
            </div>
          ))}
          <div>
            <Button
              variant="default"
              leftSection={<IconPlus size={18} aria-hidden />}
              onClick={() =>
                form.insertListItem('bands', {
                  from: (values.bands.at(-1)?.from ?? 0) + stepOf(values.basis),
                  cents: 0,
                })
              }
            >
              {t('settings.addBand')}
            </Button>
          </div>
        </>
      )}
      {values.basis !== 'free' && (
        <RateInput
          label={t('settings.vatRate')}
          description={t('settings.vatHint')}
          {...rateProps}
          value={rate}
        />
      )}
      {values.basis !== 'free' && rate === null && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t('settings.vatNoteEn')} maxLength={200} {...form.getInputProps('vatNote.en')} />
          <TextInput label={t('settings.vatNoteEt')} maxLength={200} {...form.getInputProps('vatNote.et')} />
        </SimpleGrid>
      )}
    </EntryForm>
  )
}

type BandSumProps = { form: ReturnType<typeof useEntry<Values>>; at: number; label: string }

function BandSum({ form, at, label }: BandSumProps) {
  const { value, onChange, ...props } = form.getInputProps(`bands.${at}.cents`)
  return (
    <MoneyInput
      label={label}
      required
      {...props}
      value={value ?? 0}
      onChange={(cents) => onChange(cents ?? 0)}
    />
  )
}

/** Where the next band most likely begins: ten people, or half a million euros, further on. */
function stepOf(basis: string): number {
  return basis === 'headcount' ? 10 : 50_000_000
}
