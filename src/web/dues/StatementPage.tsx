import { Button, Checkbox, Table, Title, VisuallyHidden } from '@mantine/core'
import { IconBuildingBank } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod'
import type { paymentsAnswer, statementAnswer } from '#domains/dues/schema.ts'
import { post, sendFile } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { useFormat } from '#web/ui/format.ts'
import { TextLink } from '#web/ui/links.tsx'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { ProblemError } from '#web/ui/problem.ts'
import { useProblemWords } from '#web/ui/problem-words.ts'
import { useSend } from '#web/ui/send.ts'
import { Tag } from '#web/ui/Tag.tsx'
import classes from './Dues.module.css'
import { refreshInvoices } from './invoice-query.ts'
import { useText } from './text.ts'

type Statement = z.output<typeof statementAnswer>
type Entry = Statement['entries'][number]

/** Brings in a bank statement: read and matched first, noted down when somebody has looked. */
export function StatementPage() {
  const t = useText()
  const [statement, setStatement] = useState<Statement>()
  return (
    <>
      <PageHeader
        title={t('statement.title')}
        lead={t('statement.lead')}
        back={{ label: t('invoice.back'), link: { to: '/invoices' } }}
      />
      <div className={classes.sections}>
        <FileDrop
          label={t('statement.drop')}
          kinds={['.xml', '.csv', '.txt']}
          mostBytes={5 * 1024 * 1024}
          hasMany={false}
          send={(file) => sendFile<Statement>('/api/bank-statements', file)}
          onSent={setStatement}
        />
        {statement === undefined && (
          <EmptyState icon={IconBuildingBank} title={t('statement.empty')}>
            {t('statement.emptyHint')}
          </EmptyState>
        )}
        {statement?.entries.length === 0 && (
          <EmptyState icon={IconBuildingBank} title={t('statement.none')} />
        )}
        {statement && statement.entries.length > 0 && (
          <Found
            key={statement.entries.map(({ bankEntry, verdict }) => bankEntry + verdict).join()}
            statement={statement}
            onDone={() => setStatement(undefined)}
          />
        )}
      </div>
    </>
  )
}

const payable = new Set<Entry['verdict']>(['match', 'part', 'more'])

function Found({ statement: { entries }, onDone }: { statement: Statement; onDone: () => void }) {
  const t = useText()
  const format = useFormat()
  const client = useQueryClient()
  const say = useProblemWords()
  const [chosen, setChosen] = useState(
    () => new Set(entries.filter(({ verdict }) => payable.has(verdict)).map(({ bankEntry }) => bankEntry)),
  )
  const payments = entries.flatMap(({ bankEntry, paidOn, cents, payer, invoice }) =>
    invoice && chosen.has(bankEntry) ? [{ invoiceId: invoice.id, paidOn, cents, payer, bankEntry }] : [],
  )
  const sending = useSend((all: typeof payments, idempotencyKey) =>
    post<z.output<typeof paymentsAnswer>>('/api/payments', { payments: all }, { idempotencyKey }),
  )
  return (
    <section>
      <div className={classes.head}>
        <Title order={2} size="h3" id="found">
          {t('statement.found')}
        </Title>
        <Button disabled={payments.length === 0} loading={sending.isPending} onClick={record}>
          {payments.length === 0 ? t('statement.nothing') : t('statement.record', { count: payments.length })}
        </Button>
      </div>
      <Table.ScrollContainer
        minWidth={820}
        type="native"
        mt="sm"
        className={classes.frame}
        tabIndex={0}
        role="region"
        aria-labelledby="found"
      >
        <Table verticalSpacing="sm" horizontalSpacing="md" className={classes.table} aria-labelledby="found">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">
                <VisuallyHidden>{t('invoice.recordAction')}</VisuallyHidden>
              </Table.Th>
              {(['date', 'payer', 'reference', 'invoice', 'verdict'] as const).map((column) => (
                <Table.Th key={column} scope="col">
                  {t(`statement.${column}`)}
                </Table.Th>
              ))}
              <Table.Th scope="col" className={classes.number}>
                {t('statement.amount')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <Table.Tr key={entry.bankEntry}>
                <Table.Td>
                  <Checkbox
                    aria-label={`${t('invoice.recordAction')}: ${entry.payer ?? ''} ${format.money(entry)}`}
                    checked={chosen.has(entry.bankEntry)}
                    disabled={!payable.has(entry.verdict)}
                    onChange={() => toggle(entry.bankEntry)}
                  />
                </Table.Td>
                <Table.Td>{format.date(entry.paidOn)}</Table.Td>
                <Table.Td>
                  {entry.payer}
                  <span className={classes.under}>{entry.note}</span>
                </Table.Td>
                <Table.Td>{entry.reference}</Table.Td>
                <Table.Td>
                  {entry.invoice && (
                    <>
                      <TextLink to="/invoices/$id" params={{ id: entry.invoice.id }}>
                        {entry.invoice.name}
                      </TextLink>
                      <span className={classes.under}>{entry.invoice.companyName}</span>
                    </>
                  )}
                </Table.Td>
                <Table.Td>
                  <Tag tone={toneOf(entry.verdict)}>{t(`statement.verdicts.${entry.verdict}`)}</Tag>
                </Table.Td>
                <Table.Td className={classes.number}>{format.money(entry)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )

  function toggle(bankEntry: string) {
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(bankEntry)) after.add(bankEntry)
      return after
    })
  }

  function record() {
    sending.mutate(payments, {
      onSuccess: async ({ recorded }) => {
        notifyDone(t('statement.recorded', { count: recorded }))
        onDone()
        await refreshInvoices(client)
      },
      onError: (error) => notifyFailure(error instanceof ProblemError ? say(error) : String(error)),
    })
  }
}

function toneOf(verdict: Entry['verdict']): 'good' | 'warn' | 'plain' {
  if (verdict === 'match') return 'good'
  return payable.has(verdict) ? 'warn' : 'plain'
}
