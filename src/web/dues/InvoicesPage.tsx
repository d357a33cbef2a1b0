import { Button } from '@mantine/core'
import { IconFileInvoice, IconPlus, IconSend } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type * as z from 'zod'
import { type InvoiceRow, type invoiceList, invoiceStatuses, type issueAnswer } from '#domains/dues/schema.ts'
import { get, post } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { DataList } from '#web/ui/DataList.tsx'
import type { Column } from '#web/ui/data-model.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { ButtonLink } from '#web/ui/links.tsx'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { ProblemError } from '#web/ui/problem.ts'
import { useProblemWords } from '#web/ui/problem-words.ts'
import { useSend } from '#web/ui/send.ts'
import { InvoiceStatusTag } from './InvoiceStatusTag.tsx'
import { useText } from './text.ts'

type List = z.output<typeof invoiceList>

/** Every invoice the hat may see: staff all, a company its own. */
export function InvoicesPage() {
  const t = useText()
  const format = useFormat()
  const whole = useQuery({
    queryKey: ['/api/invoices', 'whole'],
    queryFn: ({ signal }) => get<List>('/api/invoices', { search: { pageSize: 1 }, signal }),
  })
  const mayManage = whole.data?.abilities.includes('manage') ?? false
  const owed = whole.data?.openCents ?? 0
  return (
    <>
      <PageHeader
        title={t('invoices.title')}
        lead={
          owed > 0
            ? t('invoices.open', { sum: format.money({ cents: owed, currency: 'EUR' }) })
            : t('invoices.lead')
        }
        actions={
          mayManage && (
            <>
              <ButtonLink to="/invoices/statement" variant="default">
                {t('invoices.statement')}
              </ButtonLink>
              <ButtonLink
                to="/invoices/new"
                variant={whole.data?.drafts ? 'default' : 'filled'}
                leftSection={<IconPlus size={18} aria-hidden />}
              >
                {t('invoices.new')}
              </ButtonLink>
              {whole.data && whole.data.drafts > 0 && <IssueDrafts />}
            </>
          )
        }
      />
      <DataList
        label={t('invoices.title')}
        path="/api/invoices"
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowLink={(row) => ({ to: '/invoices/$id', params: { id: row.id } })}
        facets={[
          {
            id: 'status',
            label: t('invoices.status'),
            options: invoiceStatuses
              .filter((status) => mayManage || status !== 'draft')
              .map((value) => ({ value, label: t(`status.${value}`) })),
          },
          {
            id: 'year',
            label: t('invoices.year'),
            options: (whole.data?.facets.year ?? []).map(({ value }) => ({ value, label: value })),
          },
        ]}
        searchHint={t('invoices.search')}
        empty={
          <EmptyState
            icon={IconFileInvoice}
            title={t(mayManage ? 'invoices.empty' : 'invoices.emptyOwn')}
            action={mayManage && <ButtonLink to="/renewals">{t('invoices.toRenewals')}</ButtonLink>}
          >
            {t(mayManage ? 'invoices.emptyHint' : 'invoices.emptyOwnHint')}
          </EmptyState>
        }
      />
    </>
  )
}

/** All drafts in one go; the list of them is what gets issued, so none appears unseen in between. */
function IssueDrafts() {
  const t = useText()
  const client = useQueryClient()
  const confirm = useConfirm()
  const say = useProblemWords()
  const drafts = useQuery({
    queryKey: ['/api/invoices', 'drafts'],
    queryFn: ({ signal }) =>
      get<List>('/api/invoices', { search: { status: 'draft', pageSize: 200 }, signal }),
  })
  const ids = (drafts.data?.items ?? []).map(({ id }) => id).reverse()
  const sending = useSend((all: string[], idempotencyKey) =>
    post<z.output<typeof issueAnswer>>('/api/invoice-issues', { ids: all, send: true }, { idempotencyKey }),
  )
  if (ids.length === 0) return null
  return (
    <Button leftSection={<IconSend size={18} aria-hidden />} loading={sending.isPending} onClick={issue}>
      {t('invoices.issueDrafts', { count: ids.length })}
    </Button>
  )

  async function issue() {
    const action = t('invoices.issueDrafts', { count: ids.length })
    if (!(await confirm({ title: t('invoices.issueTitle'), text: t('invoices.issueText'), action }))) return
    sending.mutate(ids, {
      onSuccess: ({ issued }) => notifyDone(t('invoices.issued', { count: issued })),
      onError: (error) => notifyFailure(error instanceof ProblemError ? say(error) : String(error)),
      onSettled: () => client.invalidateQueries({ queryKey: ['/api/invoices'] }),
    })
  }
}

function useColumns(): Column<InvoiceRow>[] {
  const t = useText()
  const format = useFormat()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('invoices.name'),
        cell: (row) => nameIn(t, row),
        width: '16%',
      },
      { id: 'company', header: t('invoices.company'), cell: (row) => row.companyName, width: '28%' },
      { id: 'status', header: t('invoices.status'), cell: (row) => <InvoiceStatusTag status={row.status} /> },
      {
        id: 'issued',
        header: t('invoices.issuedOn'),
        cell: (row) => row.issuedOn && format.date(row.issuedOn),
        isSortable: true,
      },
      {
        id: 'due',
        header: t('invoices.dueOn'),
        cell: (row) => row.dueOn && format.date(row.dueOn),
        isSortable: true,
      },
      {
        id: 'total',
        header: t('invoices.total'),
        cell: (row) => format.money({ cents: row.totalCents, currency: row.currency }),
        isNumber: true,
        isSortable: true,
      },
      {
        id: 'paid',
        header: t('invoices.paid'),
        cell: (row) => format.money({ cents: row.paidCents, currency: row.currency }),
        isNumber: true,
        isHidden: true,
      },
    ],
    [t, format],
  )
}

function nameIn(t: ReturnType<typeof useText>, row: InvoiceRow): string {
  if (row.name === null) return t('invoices.draft')
  return row.kind === 'credit-note' ? t('invoices.creditNote', { name: row.name }) : row.name
}
