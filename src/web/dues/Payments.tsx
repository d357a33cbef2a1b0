import { Button, Modal, Table, Text, TextInput, Title, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import type * as z from 'zod'
import { type Invoice, paymentInput, type paymentsAnswer } from '#domains/dues/schema.ts'
import { post } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { useText as useUiText } from '#web/ui/words.ts'
import classes from './Dues.module.css'
import { useInvoiceDeeds } from './invoice-deeds.ts'
import { refreshInvoices } from './invoice-query.ts'
import { MoneyInput } from './MoneyInput.tsx'
import { useText } from './text.ts'

type Values = z.input<typeof paymentInput>

/** What came in for an invoice, and what is still owed. */
export function Payments({ invoice }: { invoice: Invoice }) {
  const t = useText()
  const ui = useUiText()
  const format = useFormat()
  const deeds = useInvoiceDeeds(invoice)
  const [isOpen, form] = useDisclosure()
  const sum = (cents: number) => format.money({ cents, currency: invoice.currency })
  const left = invoice.totalCents - invoice.paidCents
  const mayPay = invoice.abilities.includes('pay')
  const mayTakeBack = invoice.abilities.includes('send')
  return (
    <section>
      <div className={classes.head}>
        <Title order={2} size="h3" id="payments">
          {t('invoice.payments')}
        </Title>
        {mayPay && (
          <Button variant="default" onClick={form.open}>
            {t('invoice.record')}
          </Button>
        )}
      </div>
      {invoice.payments.length === 0 ? (
        <Text c="dimmed" mt="xs">
          {t('invoice.noPayments')}
        </Text>
      ) : (
        <Table.ScrollContainer
          minWidth={480}
          type="native"
          mt="sm"
          className={classes.frame}
          tabIndex={0}
          role="region"
          aria-labelledby="payments"
        >
          <Table
            verticalSpacing="sm"
            horizontalSpacing="md"
            className={classes.table}
            aria-labelledby="payments"
          >
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('invoice.paidOn')}</Table.Th>
                <Table.Th scope="col">{t('invoice.payer')}</Table.Th>
                <Table.Th scope="col" className={classes.number}>
                  {t('invoice.amount')}
                </Table.Th>
                {mayTakeBack && (
                  <Table.Th scope="col">
                    <VisuallyHidden>{t('invoice.takeBack')}</VisuallyHidden>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {invoice.payments.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td>{format.date(one.paidOn)}</Table.Td>
                  <Table.Td>
                    {one.payer}
                    <span className={classes.under}>
                      {one.reversesId
                        ? t('invoice.reversal')
                        : t(one.source === 'hand' ? 'invoice.byHand' : 'invoice.byStatement')}
                    </span>
                  </Table.Td>
                  <Table.Td className={classes.number}>{sum(one.cents)}</Table.Td>
                  {mayTakeBack && (
                    <Table.Td className={classes.number}>
                      {!one.reversesId && !one.isReversed && (
                        <Button
                          variant="subtle"
                          color="gray"
                          size="xs"
                          onClick={() => deeds.takeBack(one.id)}
                        >
                          {t('invoice.takeBack')}
                        </Button>
                      )}
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {left !== 0 && invoice.status !== 'credited' && (
        <Text mt="sm" fw={560}>
          {t(left > 0 ? 'invoice.left' : 'invoice.over')}: {sum(Math.abs(left))}
        </Text>
      )}
      <Modal
        opened={isOpen}
        onClose={form.close}
        title={t('invoice.record')}
        closeButtonProps={{ 'aria-label': ui('close') }}
      >
        <PaymentForm invoice={invoice} left={left} onClose={form.close} />
      </Modal>
    </section>
  )
}

function PaymentForm({ invoice, left, onClose }: { invoice: Invoice; left: number; onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const form = useEntry<Values>(paymentInput, {
    invoiceId: invoice.id,
    paidOn: new Date().toISOString().slice(0, 10),
    cents: left,
    payer: '',
    bankEntry: null,
  })
  const { onChange, value: _value, ...amount } = form.getInputProps('cents')
  return (
    <EntryForm
      form={form}
      guard={false}
      action={t('invoice.recordAction')}
      send={(values, idempotencyKey) =>
        post<z.output<typeof paymentsAnswer>>('/api/payments', { payments: [values] }, { idempotencyKey })
      }
      onDone={async () => {
        notifyDone(t('invoice.recorded'))
        onClose()
        await refreshInvoices(client)
      }}
      onCancel={onClose}
    >
      <TextInput
        type="date"
        label={t('invoice.paidOn')}
        required
        data-autofocus
        {...form.getInputProps('paidOn')}
      />
      <MoneyInput
        label={`${t('invoice.amount')} (${invoice.currency})`}
        required
        {...amount}
        value={form.getValues().cents}
        onChange={(cents) => onChange(cents ?? 0)}
      />
      <TextInput label={t('invoice.payer')} maxLength={200} {...form.getInputProps('payer')} />
    </EntryForm>
  )
}
