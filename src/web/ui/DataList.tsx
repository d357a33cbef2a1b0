import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconSearchOff } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type LinkProps, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { get } from './api.ts'
import { DataCards } from './DataCards.tsx'
import classes from './DataList.module.css'
import { DataPages } from './DataPages.tsx'
import { DataTable } from './DataTable.tsx'
import { DataToolbar } from './DataToolbar.tsx'
import { type Column, type ListAnswer, type SearchChange, useDataTable } from './data-model.ts'
import { EmptyState } from './EmptyState.tsx'
import type { Facet } from './Facets.tsx'
import { LoadFailure } from './LoadFailure.tsx'
import { chosenIn, type ListSearch, serverSearch } from './list-search.ts'
import { RowsSkeleton } from './PageSkeleton.tsx'
import { useText } from './words.ts'

type DataListProps<Row extends object> = {
  /** What the rows are: "Companies". */
  label: string
  /** The list on the server; the address of the page is sent with it. */
  path: string
  /** The first column names the row and carries its link. */
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  rowLink?: (row: Row) => LinkProps
  facets?: Facet[]
  /** Always sent, never in the address: the company whose list this is. */
  fixed?: Record<string, unknown>
  /** Turns the address into the question to the server, where the two differ. Give a function that stays the same. */
  ask?: (search: Record<string, unknown>) => Record<string, unknown>
  searchHint?: string
  pageSize?: number
  /** Off where the server has no CSV of this list. */
  hasExport?: boolean
  /** Off for lists nobody searches. */
  hasSearch?: boolean
  /** Shown when there is nothing at all, not when filters leave nothing. */
  empty: ReactNode
}

/** A list from the server: a table on a desk, cards on a phone, and all its state in the address. */
export function DataList<Row extends object>(props: DataListProps<Row>) {
  const { label, path, rowKey, rowLink, fixed, ask = asWritten, pageSize = 50, empty } = props
  const search: ListSearch = useSearch({ strict: false })
  const change = useSearchChange()
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })

  const asked = { ...ask(serverSearch(search, pageSize)), ...fixed }
  const query = useQuery({
    queryKey: [path, asked],
    queryFn: ({ signal }) => get<ListAnswer<Row>>(path, { search: asked, signal }),
    placeholderData: keepPreviousData,
  })
  const table = useDataTable(props.columns, search, query.data?.items)
  const facets = withCounts(props.facets ?? [], query.data)
  const isFiltered = Boolean(search.q) || facets.some((facet) => chosenIn(search, facet.id).length > 0)

  if (query.isError && !query.data) return <LoadFailure error={query.error} onRetry={() => query.refetch()} />
  if (query.data?.items.length === 0 && !isFiltered && !search.page && !search.after) return empty

  return (
    <section aria-label={label} aria-busy={query.isFetching}>
      <DataToolbar
        path={path}
        asked={asked}
        search={search}
        change={change}
        columns={props.columns}
        table={table}
        facets={facets}
        searchHint={props.searchHint}
        hasExport={props.hasExport ?? true}
        hasSearch={props.hasSearch ?? true}
        isNarrow={isNarrow}
      />
      <div className={classes.body} data-stale={query.isPlaceholderData || undefined}>
        {body()}
      </div>
      {query.data && <DataPages answer={query.data} search={search} pageSize={pageSize} change={change} />}
    </section>
  )

  function clear() {
    change({ q: undefined, ...Object.fromEntries(facets.map((facet) => [facet.id, undefined])) })
  }

  function body() {
    if (!query.data) return <RowsSkeleton rows={8} height={isNarrow ? 112 : 52} />
    if (query.data.items.length === 0) return <NothingFound onClear={clear} />
    if (isNarrow) return <DataCards table={table} columns={props.columns} rowKey={rowKey} rowLink={rowLink} />
    return <DataTable label={label} table={table} columns={props.columns} rowKey={rowKey} rowLink={rowLink} />
  }
}

function asWritten(search: Record<string, unknown>): Record<string, unknown> {
  return search
}

function useSearchChange(): SearchChange {
  const navigate = useNavigate()
  return (changes, { keepPage = false, replace = true } = {}) => {
    const toFirst = keepPage ? {} : { page: undefined, after: undefined }
    void navigate({
      to: '.',
      replace,
      resetScroll: keepPage,
      search: (before: Record<string, unknown>) => ({ ...before, ...toFirst, ...changes }),
    })
  }
}

function withCounts<Row extends object>(facets: Facet[], answer: ListAnswer<Row> | undefined): Facet[] {
  if (!answer?.facets) return facets
  return facets.map((facet) => {
    const counted = answer.facets?.[facet.countedBy ?? facet.id]
    if (!counted) return facet
    // A facet without fixed options takes them from the answer.
    if (facet.options.length === 0) {
      return {
        ...facet,
        options: counted.map(({ value, count, label }) => ({ value, count, label: label ?? value })),
      }
    }
    const counts = new Map(counted.map(({ value, count }) => [value, count]))
    return {
      ...facet,
      options: facet.options.map((option) => ({ ...option, count: counts.get(option.value) ?? 0 })),
    }
  })
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const t = useText()
  return (
    <EmptyState
      icon={IconSearchOff}
      title={t('list.nothingFound')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('clearAll')}
        </Button>
      }
    >
      {t('list.nothingFoundHint')}
    </EmptyState>
  )
}
