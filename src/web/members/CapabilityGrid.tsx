import { Anchor } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useDivisionName } from '#web/ui/code-labels.ts'
import { shortName } from '#web/ui/short-name.ts'
import classes from './CapabilityMap.module.css'
import type { CapabilityRow, Holder } from './capability-rows.ts'
import { HeldBy } from './HeldBy.tsx'
import { Strength, StrengthLegend } from './Strength.tsx'
import { useText } from './text.ts'

export type CapabilityRowsProps = {
  rows: CapabilityRow[]
  labelOf: (code: string) => string | undefined
  /** The companies of a row in the directory, where the directory can be filtered by such codes. */
  linksTo: ((row: CapabilityRow) => LinkProps) | undefined
}

type CapabilityGridProps = CapabilityRowsProps & { companies: { id: string; name: string }[] }

/** Capabilities by companies as a table: who can is said before the marks, so nobody has to count them. */
export function CapabilityGrid({ rows, companies, labelOf, linksTo }: CapabilityGridProps) {
  const t = useText()
  return (
    <>
      <StrengthLegend />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard */}
      <section className={classes.frame} aria-label={t('map.title')} tabIndex={0}>
        <table className={classes.grid}>
          <caption className={classes.caption}>{t('map.caption')}</caption>
          <thead>
            <tr>
              <th scope="col" className={classes.corner}>
                {t('map.capability')}
              </th>
              <th scope="col">{t('map.held')}</th>
              {companies.map((company) => (
                <th key={company.id} scope="col" className={classes.company}>
                  <Link to="/members/$id" params={{ id: company.id }} search={{ tab: 'capabilities' }}>
                    {shortName(company.name)}
                  </Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <GridRow key={row.code} row={row} companies={companies} labelOf={labelOf} linksTo={linksTo} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

type GridRowProps = Omit<CapabilityGridProps, 'rows'> & { row: CapabilityRow }

function GridRow({ row, companies, labelOf, linksTo }: GridRowProps) {
  const byCompany = new Map(row.holders.map((holder) => [holder.id, holder]))
  return (
    <tr data-view={row.view}>
      <th scope="row" className={classes.name}>
        <CapabilityName row={row} labelOf={labelOf} linksTo={linksTo} />
      </th>
      <td className={classes.total}>
        <HeldBy row={row} />
      </td>
      {companies.map((company) => {
        const holder = byCompany.get(company.id)
        return (
          <td key={company.id} className={classes.cell} data-strength={holder?.strength}>
            {holder && <Cell holder={holder} />}
          </td>
        )
      })}
    </tr>
  )
}

function Cell({ holder }: { holder: Holder }) {
  const t = useText()
  const words = t('map.cell', {
    company: holder.name,
    strength: t(`map.strength.${holder.strength}`),
    names: holder.names.join(', '),
  })
  return (
    <Link
      to="/members/$id"
      params={{ id: holder.id }}
      search={{ tab: 'capabilities' }}
      className={classes.cellLink}
      aria-label={words}
      title={words}
    >
      <Strength strength={holder.strength} />
    </Link>
  )
}

type CapabilityNameProps = Omit<CapabilityRowsProps, 'rows'> & { row: CapabilityRow }

/** What a code means, with the code itself small beside it, leading to the companies that hold it. */
export function CapabilityName({ row, labelOf, linksTo }: CapabilityNameProps) {
  const divisionOf = useDivisionName()
  const label = labelOf(row.code)
  const name = label ?? row.code
  // A code whose meaning nobody has loaded yet is at least placed in its division.
  const below = label ? row.code : linksTo && divisionOf(`${row.code.slice(0, 2)}000000`)
  return (
    <>
      {linksTo && row.holders.length > 0 ? (
        <Anchor renderRoot={(props) => <Link {...linksTo(row)} {...props} />} className={classes.label}>
          {name}
        </Anchor>
      ) : (
        <span className={classes.label}>{name}</span>
      )}
      <span className={label ? classes.code : classes.division}>{below}</span>
    </>
  )
}
