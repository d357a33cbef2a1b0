import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CapabilityName, type CapabilityRowsProps } from './CapabilityGrid.tsx'
import classes from './CapabilityMap.module.css'
import { HeldBy } from './HeldBy.tsx'
import { Strength, StrengthLegend } from './Strength.tsx'
import { useText } from './text.ts'

/** The map as a list: for a phone, for very many companies, and for what nobody can do. */
export function CapabilityList({ rows, labelOf, linksTo }: CapabilityRowsProps) {
  const t = useText()
  const hasHolders = rows.some((row) => row.holders.length > 0)
  return (
    <>
      {hasHolders && <StrengthLegend />}
      <ul className={classes.list}>
        {rows.map((row) => (
          <li key={row.code} className={classes.item} data-view={row.view}>
            <div className={classes.itemName}>
              <CapabilityName row={row} labelOf={labelOf} linksTo={linksTo} />
            </div>
            <HeldBy row={row} />
            {row.holders.length > 0 && (
              <ul className={classes.holders}>
                {row.holders.map((holder) => (
                  <li key={holder.id}>
                    <Strength strength={holder.strength} />
                    <Anchor
                      renderRoot={(props) => (
                        <Link
                          to="/members/$id"
                          params={{ id: holder.id }}
                          search={{ tab: 'capabilities' }}
                          {...props}
                        />
                      )}
                    >
                      {holder.name}
                    </Anchor>
                    <span className={classes.word}>{t(`map.strength.${holder.strength}`)}</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
