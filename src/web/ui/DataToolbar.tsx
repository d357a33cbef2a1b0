import { ActionIcon, Button, CloseButton, Menu, NativeSelect, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconColumns3, IconDownload, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { withSearch } from './api.ts'
import classes from './DataList.module.css'
import { type Column, type DataTableModel, isShown, type SearchChange } from './data-model.ts'
import { ChosenFacets, type Facet, Facets } from './Facets.tsx'
import { chosenIn, type ListSearch } from './list-search.ts'
import { useText } from './words.ts'

type DataToolbarProps<Row extends object> = {
  path: string
  asked: Record<string, unknown>
  search: ListSearch
  change: SearchChange
  columns: Column<Row>[]
  table: DataTableModel<Row>
  facets: Facet[]
  searchHint: string | undefined
  hasExport: boolean
  hasSearch: boolean
  isNarrow: boolean
}

/** More filters than this do not fit beside the search field. */
const mostInRow = 4

/** Above a list: search, filters, order (on a phone), columns and export (on a desk). */
export function DataToolbar<Row extends object>(props: DataToolbarProps<Row>) {
  const { search, change, facets, isNarrow } = props
  const facetProps = {
    facets,
    chosen: (facet: string) => chosenIn(search, facet),
    onChoose: (facet: string, values: string[]) =>
      change({ [facet]: values.length > 0 ? values : undefined }),
  }
  // A row of tools for the sake of the columns alone is not worth its height.
  const hasTools = props.hasSearch || props.hasExport || facets.length > 0
  const hasOwnRow = !isNarrow && facets.length > mostInRow
  const cleared = Object.fromEntries(facets.map((facet) => [facet.id, undefined]))
  const shown = props.columns.filter((column) => isShown(column, search)).map(({ id }) => id)
  if (!hasTools) return null
  return (
    <div className={classes.toolbar}>
      <div className={classes.tools}>
        {props.hasSearch && <SearchField q={search.q ?? ''} change={change} hint={props.searchHint} />}
        {!hasOwnRow && <Facets {...facetProps} />}
        {isNarrow && <OrderChoice columns={props.columns} sort={search.sort} change={change} />}
        {!isNarrow && <span className={classes.gap} />}
        {!isNarrow && <ColumnChoice columns={props.columns} search={search} change={change} />}
        {!isNarrow && props.hasExport && <ExportLink path={props.path} asked={props.asked} columns={shown} />}
      </div>
      {hasOwnRow && (
        <div className={classes.tools}>
          <Facets {...facetProps} />
        </div>
      )}
      <ChosenFacets {...facetProps} onClear={() => change(cleared)} />
    </div>
  )
}

function SearchField({ q, change, hint }: { q: string; change: SearchChange; hint: string | undefined }) {
  const t = useText()
  const [typed, setTyped] = useState(q)
  const send = useDebouncedCallback((words: string) => change({ q: words.trim() || undefined }), 300)
  // The address may change under the field: the way back, or a link.
  useEffect(() => setTyped((now) => (now.trim() === q ? now : q)), [q])
  const label = hint ?? t('list.searchHint')
  return (
    <TextInput
      className={classes.search}
      role="searchbox"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label={t('clear')} onClick={() => type('')} />}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  )

  function type(words: string) {
    setTyped(words)
    send(words)
  }
}

function OrderChoice<Row extends object>({
  columns,
  sort,
  change,
}: {
  columns: Column<Row>[]
  sort: string | undefined
  change: SearchChange
}) {
  const t = useText()
  const sortable = columns.filter((column) => column.isSortable)
  if (sortable.length === 0) return null
  const options = sortable.flatMap(({ id, header }) => [
    { value: id, label: `${header}, ${t('list.ascending')}` },
    { value: `-${id}`, label: `${header}, ${t('list.descending')}` },
  ])
  return (
    <NativeSelect
      className={classes.order}
      aria-label={t('list.sort')}
      data={[{ value: '', label: t('list.standardOrder') }, ...options]}
      value={sort ?? ''}
      onChange={(event) => change({ sort: event.currentTarget.value || undefined })}
    />
  )
}

function ColumnChoice<Row extends object>({
  columns,
  search,
  change,
}: {
  columns: Column<Row>[]
  search: ListSearch
  change: SearchChange
}) {
  const t = useText()
  // The first column names the row and always stays.
  const choosable = columns.slice(1)
  if (choosable.length === 0) return null
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Tooltip label={t('list.columns')}>
          <ActionIcon variant="default" size={40} className={classes.tool} aria-label={t('list.columns')}>
            <IconColumns3 size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {choosable.map((column) => {
          const isOn = isShown(column, search)
          return (
            <Menu.CheckboxItem
              key={column.id}
              checked={isOn}
              onChange={() => change({ columns: toggled(column, search) }, { keepPage: true })}
            >
              {column.header}
            </Menu.CheckboxItem>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

function toggled<Row extends object>(column: Column<Row>, search: ListSearch): string[] | undefined {
  const mark = column.isHidden ? `+${column.id}` : `-${column.id}`
  const switched = chosenIn(search, 'columns')
  const next = switched.includes(mark) ? switched.filter((one) => one !== mark) : [...switched, mark]
  return next.length > 0 ? next : undefined
}

type ExportLinkProps = { path: string; asked: Record<string, unknown>; columns: string[] }

/** Downloads the whole filtered list with the columns that are shown. */
function ExportLink({ path, asked, columns }: ExportLinkProps) {
  const t = useText()
  const { page: _page, after: _after, pageSize: _pageSize, ...whole } = asked
  return (
    <Button
      component="a"
      href={withSearch(path, { ...whole, format: 'csv', columns: columns.join(',') })}
      download
      variant="default"
      className={classes.tool}
      leftSection={<IconDownload size={18} aria-hidden />}
    >
      {t('list.export')}
    </Button>
  )
}
