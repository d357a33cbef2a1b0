import { Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import { Link, type LinkProps, useNavigate } from '@tanstack/react-router'
import classes from './DataList.module.css'
import type { Column, DataTableModel } from './data-model.ts'
import type { ListSearch } from './list-search.ts'
import { useText } from './words.ts'

type DataTableProps<Row extends object> = {
  label: string
  table: DataTableModel<Row>
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  rowLink: ((row: Row) => LinkProps) | undefined
}

/** The wide form of a list. The link of the first column covers its whole row. */
export function DataTable<Row extends object>({
  label,
  table,
  columns,
  rowKey,
  rowLink,
}: DataTableProps<Row>) {
  const byId = new Map(columns.map((column) => [column.id, column]))
  return (
    <Table.ScrollContainer
      minWidth={640}
      type="native"
      className={classes.frame}
      scrollAreaProps={{ tabIndex: 0 }}
    >
      <Table className={classes.table} verticalSpacing="sm" horizontalSpacing="md" aria-label={label}>
        <Table.Thead>
          {table.getHeaderGroups().map((group) => (
            <Table.Tr key={group.id}>
              {group.headers.map((header) => {
                const column = byId.get(header.column.id)
                const direction = header.column.getIsSorted()
                return (
                  <Table.Th
                    key={header.id}
                    scope="col"
                    data-number={column?.isNumber || undefined}
                    w={column?.width}
                    aria-sort={column?.isSortable ? ariaSort(direction) : undefined}
                  >
                    {column?.isSortable ? (
                      <SortButton id={column.id} header={column.header} direction={direction} />
                    ) : (
                      column?.header
                    )}
                  </Table.Th>
                )
              })}
            </Table.Tr>
          ))}
        </Table.Thead>
        <Table.Tbody>
          {table.getRowModel().rows.map((row) => (
            <Table.Tr key={rowKey(row.original)} data-link={rowLink ? true : undefined}>
              {row.getVisibleCells().map((cell, place) => (
                <Table.Td key={cell.id} data-number={byId.get(cell.column.id)?.isNumber || undefined}>
                  {place === 0 && rowLink ? (
                    <Link {...rowLink(row.original)} className={classes.rowLink}>
                      <table.FlexRender cell={cell} />
                    </Link>
                  ) : (
                    <table.FlexRender cell={cell} />
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

type Direction = 'asc' | 'desc' | false

/** Up, then down, then back to the list's own order. */
function SortButton({ id, header, direction }: { id: string; header: string; direction: Direction }) {
  const t = useText()
  const navigate = useNavigate()
  const Mark = direction === false ? IconArrowsSort : direction === 'asc' ? IconArrowUp : IconArrowDown
  return (
    <UnstyledButton
      className={classes.sort}
      data-sorted={direction || undefined}
      title={t('list.sortBy', { column: header })}
      onClick={() =>
        navigate({
          to: '.',
          replace: true,
          resetScroll: false,
          search: (before: ListSearch) => ({
            ...before,
            page: undefined,
            after: undefined,
            sort: nextSort(id, direction),
          }),
        })
      }
    >
      {header}
      <Mark size={15} aria-hidden className={classes.sortMark} />
    </UnstyledButton>
  )
}

function nextSort(id: string, direction: Direction): string | undefined {
  if (direction === false) return id
  return direction === 'asc' ? `-${id}` : undefined
}

function ariaSort(direction: Direction): 'ascending' | 'descending' | 'none' {
  if (direction === false) return 'none'
  return direction === 'asc' ? 'ascending' : 'descending'
}
