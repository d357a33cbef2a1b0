import {
  Button,
  NativeSelect,
  NumberInput,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type * as z from 'zod'
import { type Invoice, invoiceInput } from '#domains/dues/schema.ts'
import { post, put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { CompanySelect } from './CompanySelect.tsx'
import classes from './Dues.module.css'
import { invoiceQuery, refreshInvoices } from './invoice-query.ts'
import { MoneyInput, RateInput } from './MoneyInput.tsx'
import { editInvoiceRoute } from './pages.ts'
import { useText } from './text.ts'

type Values = z.input<typeof invoiceInput>

export function NewInvoicePage() {
  const t = useText()
  return (
    <>
      <PageHeader title={t('form.new')} back={{ label: t('invoice.back'), link: { to: '/invoices' } }} />
      <InvoiceForm draft={undefined} onReload={() => {}} />
    </>
  )
}

export function EditInvoicePage() {
  const t = useText()
  const { id } = editInvoiceRoute.useParams()
  const query = useQuery(invoiceQuery(id))
  // What others change meanwhile must not wipe out what is being typed.
  const [kept, setKept] = useState(query.data)
  return (
    <>
      <PageHeader
        title={t('form.edit')}
        back={{ label: t('invoice.back'), link: { to: '/invoices/$id', params: { id } } }}
      />
      <Loaded query={query}>
        {(read) => {
          const draft = kept ?? read
          if (draft.name !== null) return <Text>{t('problem.issued-already')}</Text>
          const reload = async () => setKept((await query.refetch()).data)
          return <InvoiceForm key={draft.version} draft={draft} onReload={reload} />
        }}
      </Loaded>
    </>
  )
}

const emptyLine = { text: '', quantity: 1, unitCents: 0, vatRate: 2_400, vatNote: '', feeId: null }

function InvoiceForm({ draft, onReload }: { draft: Invoice | undefined; onReload: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useEntry<Values>(invoiceInput, {
    companyId: draft?.companyId ?? '',
    language: draft?.language ?? 'et',
    currency: draft?.currency ?? 'EUR',
    periodFrom: draft?.periodFrom ?? null,
    periodTo: draft?.periodTo ?? null,
    lines: draft?.lines.map((line) => ({ ...line, vatNote: line.vatNote ?? '' })) ?? [emptyLine],
    note: draft?.note ?? '',
  })
  const leave = (id: string | undefined, ignoreBlocker = false) =>
    id === undefined
      ? navigate({ to: '/invoices', ignoreBlocker })
      : navigate({ to: '/invoices/$id', params: { id }, ignoreBlocker })
  const dayProps = (field: 'periodFrom' | 'periodTo') => {
    const { value, onChange, ...props } = form.getInputProps(field)
    return {
      ...props,
      value: value ?? '',
      onChange: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value || null),
    }
  }
  return (
    <div className={classes.form}>
      <EntryForm
        form={form}
        action={t('form.save')}
        send={(values, idempotencyKey) =>
          draft
            ? put<Invoice>(`/api/invoices/${draft.id}`, values, { ifMatch: draft.version })
            : post<Invoice>('/api/invoices', values, { idempotencyKey })
        }
        onDone={async (saved) => {
          notifyDone(t('form.saved'))
          client.setQueryData(invoiceQuery(saved.id).queryKey, saved)
          await leave(saved.id, true)
          await refreshInvoices(client)
        }}
        onReload={onReload}
        onCancel={() => void leave(draft?.id)}
      >
        <CompanySelect required chosenName={draft?.companyName} {...form.getInputProps('companyId')} />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput type="date" label={t('form.periodFrom')} {...dayProps('periodFrom')} />
          <TextInput type="date" label={t('form.periodTo')} {...dayProps('periodTo')} />
          <NativeSelect
            label={t('form.language')}
            data={[
              { value: 'et', label: 'Eesti' },
              { value: 'en', label: 'English' },
            ]}
            {...form.getInputProps('language')}
          />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {t('form.periodHint')}
        </Text>
        {form.getValues().lines.map((_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
          <LineFields key={at} form={form} at={at} />
        ))}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => form.insertListItem('lines', emptyLine)}
          >
            {t('form.addLine')}
          </Button>
        </div>
        <Textarea
          label={t('invoice.note')}
          maxLength={500}
          autosize
          minRows={2}
          {...form.getInputProps('note')}
        />
      </EntryForm>
    </div>
  )
}

function LineFields({ form, at }: { form: ReturnType<typeof useEntry<Values>>; at: number }) {
  const t = useText()
  const path = `lines.${at}`
  const number = at + 1
  const { value: price, ...priceProps } = form.getInputProps(`${path}.unitCents`)
  const { value: rate, ...rateProps } = form.getInputProps(`${path}.vatRate`)
  return (
    <Paper component="fieldset" p="md" m={0}>
      <legend>{t('form.line', { number })}</legend>
      <Stack gap="sm">
        <TextInput
          label={t('invoice.text')}
          required
          maxLength={300}
          {...form.getInputProps(`${path}.text`)}
        />
        <div className={classes.row}>
          <NumberInput
            label={t('invoice.quantity')}
            min={1}
            allowDecimal={false}
            hideControls
            {...form.getInputProps(`${path}.quantity`)}
          />
          <MoneyInput
            label={t('invoice.price')}
            {...priceProps}
            value={price}
            onChange={(cents) => priceProps.onChange(cents ?? 0)}
          />
          <RateInput label={t('form.vat')} placeholder={t('form.vatHint')} {...rateProps} value={rate} />
          {form.getValues().lines.length > 1 && (
            <Button
              className={classes.narrow}
              variant="subtle"
              color="gray"
              px="xs"
              aria-label={t('form.removeLine', { number })}
              onClick={() => form.removeListItem('lines', at)}
            >
              <IconTrash size={18} aria-hidden />
            </Button>
          )}
        </div>
        {rate === null && (
          <TextInput label={t('form.vatNote')} maxLength={200} {...form.getInputProps(`${path}.vatNote`)} />
        )}
      </Stack>
    </Paper>
  )
}
