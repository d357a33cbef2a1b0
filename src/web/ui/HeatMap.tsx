import type { LinkProps } from '@tanstack/react-router'
import { Link } from '@tanstack/react-router'
import classes from './HeatMap.module.css'
import { useText } from './words.ts'

export type HeatCell = { row: string; column: string; value: number; link?: LinkProps }

type HeatMapProps = {
  /** Says what the numbers count. */
  caption: string
  rowHeading: string
  rows: { key: string; label: string }[]
  columns: { key: string; label: string }[]
  cells: HeatCell[]
}

/** A table of counts with shaded cells: the number is always there, the shade only helps the eye. */
export function HeatMap({ caption, rowHeading, rows, columns, cells }: HeatMapProps) {
  const t = useText()
  const byPlace = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]))
  const most = Math.max(1, ...cells.map((cell) => cell.value))

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard
    <section className={classes.frame} aria-label={caption} tabIndex={0}>
      <table className={classes.table}>
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{rowHeading}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {columns.map((column) => {
                const cell = byPlace.get(`${row.key} ${column.key}`)
                return (
                  <td key={column.key} data-heat={stepOf(cell?.value ?? 0, most)}>
                    {cell ? <Content cell={cell} /> : <span className={classes.empty}>{t('heat.none')}</span>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Content({ cell }: { cell: HeatCell }) {
  if (!cell.link) return cell.value
  return (
    <Link {...cell.link} className={classes.link}>
      {cell.value}
    </Link>
  )
}

/** Five shades; the square root keeps small counts apart when one cell towers above the rest. */
function stepOf(value: number, most: number): number {
  return value === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(value / most) * 5))
}
