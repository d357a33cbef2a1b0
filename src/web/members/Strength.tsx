import classes from './CapabilityMap.module.css'
import { type Strength as Level, strengths } from './capability-rows.ts'
import { useText } from './text.ts'

/** How proven a capability is: one to three dots, told apart without colours. */
export function Strength({ strength }: { strength: Level }) {
  return (
    <span className={classes.dots} aria-hidden>
      {strengths.map((step, place) => (
        <span
          key={step}
          className={classes.dot}
          data-on={place <= strengths.indexOf(strength) || undefined}
        />
      ))}
    </span>
  )
}

/** What the dots mean. */
export function StrengthLegend() {
  const t = useText()
  return (
    <ul className={classes.legend} aria-label={t('map.legend')}>
      {strengths.map((strength) => (
        <li key={strength}>
          <Strength strength={strength} /> {t(`map.strength.${strength}`)}
        </li>
      ))}
    </ul>
  )
}
