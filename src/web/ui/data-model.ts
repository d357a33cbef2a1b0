import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useMemo } from 'react'
import { chosenIn, type ListSearch } from './list-search.ts'

/** What every list of the server answers. A list too long to count gives `next` instead of `total`. */
export type ListAnswer<Row> = {
  items: Row[]
  total?: number
  next?: string | null
  /** How many rows each value of a facet has, under the present search. */
  facets?: Record<string, { value: string; count: number; label?: string }[]>
}

export type Column<Row> = {
  /** Also its name in `sort`. */
  id: string
  header: string
  cell: (row: Row) => ReactNode
  isSortable?: boolean
  /** Numbers stand to the right. */
  isNumber?: boolean
  /** Off until somebody switches it on. */
  isHidden?: boolean
  width?: number | string
}

/** Writes into the page's address; a new filter starts at the first page again. */
export type SearchChange = (
  changes: Partial<ListSearch>,
  options?: { keepPage?: boolean; replace?: boolean },
) => void

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature })

/** Which columns are shown and how they are sorted, from the address; the server does the sorting. */
export type DataTableModel<Row extends object> = ReturnType<typeof useDataTable<Row>>

export function useDataTable<Row extends object>(
  columns: Column<Row>[],
  search: ListSearch,
  items: Row[] | undefined,
) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>()
    return columns.map((column) =>
      helper.accessor((row): unknown => row, {
        id: column.id,
        header: column.header,
        cell: (context) => column.cell(context.row.original),
        enableSorting: column.isSortable ?? false,
      }),
    )
  }, [columns])
  const nothing = useMemo<Row[]>(() => [], [])
  return useTable({
    features,
    columns: definitions,
    data: items ?? nothing,
    manualSorting: true,
    state: {
      sorting: search.sort ? [{ id: search.sort.replace(/^-/, ''), desc: search.sort.startsWith('-') }] : [],
      columnVisibility: Object.fromEntries(columns.map((column) => [column.id, isShown(column, search)])),
    },
  })
}

/** Whether a column is on: its standard, unless the address says otherwise. */
export function isShown<Row extends object>(column: Column<Row>, search: ListSearch): boolean {
  const switched = chosenIn(search, 'columns')
  return column.isHidden ? switched.includes(`+${column.id}`) : !switched.includes(`-${column.id}`)
}
