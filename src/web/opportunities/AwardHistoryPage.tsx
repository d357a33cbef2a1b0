import { Button, NativeSelect, Paper, SimpleGrid, Text, TextInput, Title } from '@mantine/core'
import { IconTrophy } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useCallback, useMemo, useState } from 'react'
import type * as z from 'zod'
import type { awardHistory } from '#domains/opportunities/schema/award-history.ts'
import { get } from '#web/ui/api.ts'
import { useCodeLabels, useDivisionName } from '#web/ui/code-labels.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink, TextLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { AwardTable, type TableColumn } from './AwardTable.tsx'
import { BarPicture } from './BarPicture.tsx'
import { useMoney } from './money.ts'
import { awardHistoryRoute } from './pages.ts'
import classes from './SavedSearches.module.css'
import { useWorkText } from './work-text.ts'

type History = z.output<typeof awardHistory>

/** Who buys what from whom: past awards by year, buyer, winner and field, each narrowing leading further. */
export function AwardHistoryPage() {
  const t = useWorkText()
  const search = awardHistoryRoute.useSearch()
  const query = useQuery({
    queryKey: ['award-history', search],
    queryFn: ({ signal }) => get<History>('/api/award-history', { search, signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageHeader
        title={t('past.title')}
        lead={t('past.lead')}
        actions={<ButtonLink to="/opportunities">{t('past.toList')}</ButtonLink>}
      />
      <Loaded query={query} skeleton={<RowsSkeleton rows={6} height={96} />}>
        {(history) => (
          <>
            <Narrowing key={JSON.stringify(search)} history={history} />
            {history.total.awards === 0 ? (
              <Paper>
                <EmptyState icon={IconTrophy} title={t('past.empty')}>
                  {t('past.emptyHint')}
                </EmptyState>
              </Paper>
            ) : (
              <Figures history={history} />
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function Narrowing({ history }: { history: History }) {
  const t = useWorkText()
  const navigate = useNavigate()
  const search = awardHistoryRoute.useSearch()
  const { nameOf } = useCountryNames()
  const divisionName = useDivisionName()
  const [buyer, setBuyer] = useState(search.buyer ?? '')
  const [winner, setWinner] = useState(search.winner ?? '')
  const go = (change: typeof search) =>
    navigate({ to: '/award-history', search: { ...search, ...change }, resetScroll: false })
  const any = { value: '', label: t('past.any') }
  const years = Array.from({ length: 20 }, (_, back) => String(new Date().getFullYear() - back))
  const codes = [
    ...new Set([...(search.cpv ? [search.cpv] : []), ...history.divisions.map((one) => one.code)]),
  ]
  const { labelOf } = useCodeLabels('cpv', search.cpv ? [search.cpv] : [])
  const send = (event: FormEvent) => {
    event.preventDefault()
    void go({ buyer: buyer.trim() || undefined, winner: winner.trim() || undefined })
  }
  return (
    <form className={classes.bar} onSubmit={send}>
      <TextInput
        label={t('past.buyer')}
        value={buyer}
        maxLength={500}
        onChange={(event) => setBuyer(event.currentTarget.value)}
      />
      <TextInput
        label={t('past.winner')}
        value={winner}
        maxLength={500}
        onChange={(event) => setWinner(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('past.field')}
        value={search.cpv ?? ''}
        onChange={(event) => void go({ cpv: event.currentTarget.value || undefined })}
        data={[
          any,
          ...codes.map((value) => ({ value, label: divisionName(value) ?? labelOf(value) ?? value })),
        ]}
      />
      <NativeSelect
        label={t('past.country')}
        value={search.country ?? ''}
        onChange={(event) => void go({ country: event.currentTarget.value || undefined })}
        data={[any, ...history.countries.map((value) => ({ value, label: nameOf(value) }))]}
      />
      <NativeSelect
        label={t('past.from')}
        value={search.from ?? ''}
        onChange={(event) => void go({ from: event.currentTarget.value || undefined })}
        data={[any, ...years]}
      />
      <NativeSelect
        label={t('past.until')}
        value={search.until ?? ''}
        onChange={(event) => void go({ until: event.currentTarget.value || undefined })}
        data={[any, ...years]}
      />
      {history.currencies.length > 1 && (
        <NativeSelect
          label={t('past.currency')}
          value={history.currency ?? ''}
          onChange={(event) => void go({ currency: event.currentTarget.value })}
          data={history.currencies.map((one) => one.currency)}
        />
      )}
      <Button type="submit" variant="default">
        {t('past.narrow')}
      </Button>
      {Object.keys(search).length > 0 && (
        <Button variant="subtle" onClick={() => void navigate({ to: '/award-history', search: {} })}>
          {t('past.clear')}
        </Button>
      )}
    </form>
  )
}

function Figures({ history }: { history: History }) {
  const t = useWorkText()
  const format = useFormat()
  const money = useMoney()
  const divisionName = useDivisionName()
  const search = awardHistoryRoute.useSearch()
  const { total, currency } = history
  const sum = (cents: number, withValue: number) => (withValue === 0 ? '–' : money(cents, currency))
  const sums: TableColumn<{ awards: number; cents: number; withValue: number }>[] = [
    { header: t('past.awards'), cell: (row) => format.number(row.awards), isNumber: true },
    { header: t('past.value'), cell: (row) => sum(row.cents, row.withValue), isNumber: true },
  ]
  const buyerLink = (name: string) => (
    <TextLink to="/award-history" search={{ ...search, buyer: name }}>
      {name}
    </TextLink>
  )
  const winnerLink = (name: string) => (
    <TextLink to="/award-history" search={{ ...search, winner: name }}>
      {name}
    </TextLink>
  )
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} mb="lg">
        <StatTile label={t('past.awards')} value={format.number(total.awards)} />
        <StatTile
          label={t('past.value')}
          value={sum(total.cents, total.withValue)}
          hint={
            currency === null
              ? t('past.noCurrency')
              : t('past.valueHint', { count: total.withValue, currency })
          }
        />
        <StatTile
          label={t('past.alone')}
          value={format.percent(total.alone / total.awards)}
          hint={t('past.groups', { count: total.inGroups })}
        />
        <StatTile
          label={t('past.tenders')}
          value={
            total.meanTenders === null
              ? t('past.notSaid')
              : format.number(Math.round(total.meanTenders * 10) / 10)
          }
          hint={t('past.tendersHint', { count: total.saysTenders })}
        />
      </SimpleGrid>
      <Panel title={t('past.years')}>
        <Bars
          isStanding
          what={t('past.years')}
          currency={currency}
          rows={history.years.map((one) => ({ name: String(one.year), ...one }))}
        />
        <AwardTable
          label={t('past.years')}
          rows={history.years}
          rowKey={(row) => String(row.year)}
          columns={[{ header: t('past.year'), cell: (row) => String(row.year) }, ...sums]}
        />
      </Panel>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Panel title={t('past.buyers')}>
          <Bars what={t('past.buyers')} currency={currency} rows={history.buyers.slice(0, 8)} />
          <AwardTable
            label={t('past.buyers')}
            rows={history.buyers}
            rowKey={(row) => row.name}
            columns={[{ header: t('past.buyer'), cell: (row) => buyerLink(row.name) }, ...sums]}
          />
        </Panel>
        <Panel title={t('past.winners')} note={total.inGroups > 0 ? t('past.groupNote') : undefined}>
          <Bars what={t('past.winners')} currency={currency} rows={history.winners.slice(0, 8)} />
          <AwardTable
            label={t('past.winners')}
            rows={history.winners}
            rowKey={(row) => row.name}
            columns={[{ header: t('past.winner'), cell: (row) => winnerLink(row.name) }, ...sums]}
          />
        </Panel>
      </SimpleGrid>
      <Panel title={t('past.pairs')}>
        <AwardTable
          label={t('past.pairs')}
          rows={history.pairs}
          rowKey={(row) => `${row.buyer} ${row.winner}`}
          columns={[
            { header: t('past.buyer'), cell: (row) => buyerLink(row.buyer) },
            { header: t('past.winner'), cell: (row) => winnerLink(row.winner) },
            ...sums,
          ]}
        />
      </Panel>
      <Panel title={t('past.divisions')}>
        <AwardTable
          label={t('past.divisions')}
          rows={history.divisions}
          rowKey={(row) => row.code}
          columns={[
            {
              header: t('past.field'),
              cell: (row) => (
                <TextLink to="/award-history" search={{ ...search, cpv: row.code }}>
                  {divisionName(row.code) ?? row.code}
                </TextLink>
              ),
            },
            ...sums,
          ]}
        />
      </Panel>
      <Panel title={t('past.latest')}>
        <AwardTable
          label={t('past.latest')}
          rows={history.latest}
          rowKey={(row) => `${row.noticeId} ${row.winners.join()} ${row.cents}`}
          columns={[
            {
              header: t('past.what'),
              cell: (row) => (
                <TextLink
                  to="/opportunities/$id"
                  params={{ id: row.noticeId }}
                  lang={row.titleLanguage ?? undefined}
                >
                  {row.title}
                </TextLink>
              ),
            },
            { header: t('past.buyer'), cell: (row) => row.buyer ?? '' },
            { header: t('past.winner'), cell: (row) => row.winners.join(', ') },
            {
              header: t('past.value'),
              cell: (row) => (row.cents === null ? '–' : money(row.cents, row.currency)),
              isNumber: true,
            },
            { header: t('past.when'), cell: (row) => (row.decidedOn ? format.date(row.decidedOn) : '–') },
          ]}
        />
      </Panel>
    </>
  )
}

type BarsProps = {
  what: string
  currency: string | null
  rows: readonly { name: string; cents: number }[]
  isStanding?: boolean
}

function Bars({ what, currency, rows, isStanding }: BarsProps) {
  const t = useWorkText()
  const format = useFormat()
  const bars = useMemo(() => rows.map(({ name, cents }) => ({ name, value: cents / 100 })), [rows])
  const say = useCallback((value: number) => format.short(value), [format])
  if (currency === null || bars.every((bar) => bar.value === 0)) return null
  return (
    <BarPicture label={t('past.picture', { what, currency })} bars={bars} say={say} isStanding={isStanding} />
  )
}

function Panel({ title, note, children }: { title: string; note?: string; children: React.ReactNode }) {
  return (
    <Paper component="section" p="lg" mb="lg" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {note && (
        <Text size="sm" c="dimmed" mb="sm">
          {note}
        </Text>
      )}
      {children}
    </Paper>
  )
}
