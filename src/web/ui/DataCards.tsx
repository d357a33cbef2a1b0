import { Link, type LinkProps } from '@tanstack/react-router'
import classes from './DataList.module.css'
import type { Column, DataTableModel } from './data-model.ts'

type DataCardsProps<Row extends object> = {
  table: DataTableModel<Row>
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  rowLink: ((row: Row) => LinkProps) | undefined
}

/** The narrow form of a list: each row a card, each column a line with its name. */
export function DataCards<Row extends object>({ table, columns, rowKey, rowLink }: DataCardsProps<Row>) {
  const byId = new Map(columns.map((column) => [column.id, column]))
  return (
    <ul className={classes.cards}>
      {table.getRowModel().rows.map((row) => {
        const [first, ...others] = row.getVisibleCells()
        return (
          <li key={rowKey(row.original)} className={classes.card} data-link={rowLink ? true : undefined}>
            <div className={classes.cardTitle}>
              {first && rowLink ? (
                <Link {...rowLink(row.original)} className={classes.rowLink}>
                  <table.FlexRender cell={first} />
                </Link>
              ) : (
                first && <table.FlexRender cell={first} />
              )}
            </div>
            {others.length > 0 && (
              <dl className={classes.facts}>
                {others.map((cell) => (
                  <div key={cell.id} className={classes.fact}>
                    <dt>{byId.get(cell.column.id)?.header}</dt>
                    <dd>
                      <table.FlexRender cell={cell} />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        )
      })}
    </ul>
  )
}
