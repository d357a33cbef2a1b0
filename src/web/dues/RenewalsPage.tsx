import { Button, NativeSelect, Table } from '@mantine/core'
import { IconCalendarDue } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type * as z from 'zod'
import type { RenewalRow, renewAnswer, renewalList } from '#domains/dues/schema.ts'
import { get, post } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink, TextLink } from '#web/ui/links.tsx'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { ProblemError } from '#web/ui/problem.ts'
import { useProblemWords } from '#web/ui/problem-words.ts'
import { useSend } from '#web/ui/send.ts'
import { Tag } from '#web/ui/Tag.tsx'
import { useTiers } from '#web/ui/tiers.ts'
import classes from './Dues.module.css'
import { refreshInvoices } from './invoice-query.ts'
import { renewalsRoute } from './pages.ts'
import { useText } from './text.ts'

type Renewals = z.output<typeof renewalList>

/** A year's renewals: what would be made is shown first, and the button makes exactly that. */
export function RenewalsPage() {
  const t = useText()
  const navigate = useNavigate()
  const search = renewalsRoute.useSearch()
  const thisYear = new Date().getFullYear()
  // In the last quarter people work on the next year.
  const year = Number(search.year ?? (new Date().getMonth() >= 9 ? thisYear + 1 : thisYear))
  const query = useQuery({
    queryKey: ['/api/renewals', year],
    queryFn: ({ signal }) => get<Renewals>('/api/renewals', { search: { year }, signal }),
  })
  return (
    <>
      <PageHeader
        title={t('renewals.title')}
        lead={t('renewals.lead')}
        actions={query.data && query.data.items.length > 0 && <Create renewals={query.data} />}
      />
      <NativeSelect
        label={t('renewals.year')}
        w="8rem"
        mb="lg"
        value={String(year)}
        data={[thisYear - 1, thisYear, thisYear + 1, thisYear + 2].map(String)}
        onChange={(event) =>
          void navigate({ to: '/renewals', search: { year: event.currentTarget.value }, replace: true })
        }
      />
      <Loaded query={query} skeleton={<RowsSkeleton rows={8} />}>
        {(renewals) =>
          renewals.items.length === 0 ? (
            <EmptyState icon={IconCalendarDue} title={t('renewals.empty')}>
              {t('renewals.emptyHint')}
            </EmptyState>
          ) : (
            <List renewals={renewals} />
          )
        }
      </Loaded>
    </>
  )
}

function Create({ renewals }: { renewals: Renewals }) {
  const t = useText()
  const format = useFormat()
  const client = useQueryClient()
  const confirm = useConfirm()
  const say = useProblemWords()
  const { year, invoices, renewals: free, totalCents, currency } = renewals
  const companyIds = renewals.items.filter((row) => row.action !== 'none').map((row) => row.companyId)
  const sending = useSend((body: { year: number; companyIds: string[] }, idempotencyKey) =>
    post<z.output<typeof renewAnswer>>('/api/renewals', body, { idempotencyKey }),
  )
  if (companyIds.length === 0) {
    return (
      <ButtonLink to="/invoices" search={{ status: ['draft'] }} variant="default">
        {t('renewals.toDrafts')}
      </ButtonLink>
    )
  }
  const action =
    invoices > 0
      ? t('renewals.create', { count: invoices, year })
      : t('renewals.createFree', { count: free, year })
  return (
    <Button loading={sending.isPending} onClick={create}>
      {action}
    </Button>
  )

  async function create() {
    const sum = format.money({ cents: totalCents, currency })
    const text = t('renewals.questionText', { invoices, sum, renewals: free })
    if (!(await confirm({ title: t('renewals.question'), text, action }))) return
    sending.mutate(
      { year, companyIds },
      {
        onSuccess: (done) => notifyDone(t('renewals.done', done)),
        onError: (error) => notifyFailure(error instanceof ProblemError ? say(error) : String(error)),
        onSettled: () => refreshInvoices(client),
      },
    )
  }
}

function List({ renewals }: { renewals: Renewals }) {
  const t = useText()
  const format = useFormat()
  const { nameOf } = useTiers()
  const sum = (cents: number) => format.money({ cents, currency: renewals.currency })
  const day = (iso: string | null) => (iso === null ? t('renewals.noEnd') : format.date(iso))
  return (
    <Table.ScrollContainer
      minWidth={820}
      type="native"
      className={classes.frame}
      tabIndex={0}
      role="region"
      aria-label={t('renewals.list')}
    >
      <Table
        verticalSpacing="sm"
        horizontalSpacing="md"
        className={classes.table}
        aria-label={t('renewals.list')}
      >
        <Table.Thead>
          <Table.Tr>
            {(['company', 'ends', 'period', 'what', 'contact'] as const).map((column) => (
              <Table.Th key={column} scope="col">
                {t(`renewals.${column}`)}
              </Table.Th>
            ))}
            <Table.Th scope="col" className={classes.number}>
              {t('renewals.net')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {renewals.items.map((row) => (
            <Table.Tr key={row.companyId}>
              <Table.Td>
                <TextLink to="/members/$id" params={{ id: row.companyId }}>
                  {row.companyName}
                </TextLink>
                <span className={classes.under}>{nameOf(row.tierId)}</span>
              </Table.Td>
              <Table.Td>
                {day(row.endsOn)}
                {row.remindedOn && (
                  <span className={classes.under}>
                    {t('renewals.reminded', { when: format.date(row.remindedOn) })}
                  </span>
                )}
              </Table.Td>
              <Table.Td>
                {row.periodFrom &&
                  row.periodTo &&
                  `${format.date(row.periodFrom)} – ${format.date(row.periodTo)}`}
              </Table.Td>
              <Table.Td>
                <What row={row} />
              </Table.Td>
              <Table.Td>
                {row.contacts.join(', ') || <span className={classes.quiet}>{t('renewals.nobody')}</span>}
              </Table.Td>
              <Table.Td className={classes.number}>{row.action === 'invoice' && sum(row.netCents)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr className={classes.total}>
            <Table.Td colSpan={6} className={classes.number}>
              {t('renewals.sum', { net: sum(renewals.netCents), total: sum(renewals.totalCents) })}
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  )
}

function What({ row }: { row: RenewalRow }) {
  const t = useText()
  if (row.reason === null) return <Tag tone="accent">{t(`renewals.action.${row.action}`)}</Tag>
  const isDone = row.reason === 'already-invoiced' || row.reason === 'nothing-to-renew'
  return <Tag tone={isDone ? 'plain' : 'warn'}>{t(`renewals.reason.${row.reason}`)}</Tag>
}
