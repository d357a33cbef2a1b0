import { IconCheck, IconHelp, IconX } from '@tabler/icons-react'
import { useCountryNames } from '#web/ui/country-names.ts'
import type { Check } from './match-words.ts'
import { useMoney } from './money.ts'
import classes from './NoticePage.module.css'
import { useText } from './text.ts'

const marks = { ok: IconCheck, unknown: IconHelp, not: IconX } as const

/** Whether a company may take part: each condition as met, not met, or to be asked about. */
export function CheckList({ checks }: { checks: Check[] }) {
  const t = useText()
  const say = useCheckWords()
  return (
    <ul className={classes.checks}>
      {checks.map((check) => {
        const Mark = marks[check.verdict]
        return (
          <li key={check.check} className={classes.check} data-verdict={check.verdict}>
            <span className={classes.verdict}>
              <Mark size={16} stroke={2.2} aria-hidden />
              {t(`verdict.${check.verdict}`)}
            </span>
            <span>{say(check)}</span>
          </li>
        )
      })}
    </ul>
  )
}

function useCheckWords(): (check: Check) => string {
  const t = useText()
  const money = useMoney()
  const { nameOf } = useCountryNames()
  const names = (codes: readonly string[]) => codes.map(nameOf).join(', ')

  return (check) => {
    switch (check.check) {
      case 'kind':
        return t(`check.kind.${check.reason}`)
      case 'country': {
        const { seat, allowed } = check.data
        return t(`check.country.${check.reason}`, {
          seat: seat === '' ? '' : nameOf(seat),
          allowed: names(allowed),
        })
      }
      case 'market':
        return t(`check.market.${check.reason}`, { countries: names(check.data.countries) })
      case 'clearance': {
        const { held, demanded } = check.data
        return t(`check.clearance.${check.reason}`, {
          held: t(`clearance.${held}`),
          demanded: t(`clearance.${demanded}`),
        })
      }
      case 'deadline':
        return t(`check.deadline.${check.reason}`)
      case 'value': {
        const { turnover, value } = check.data
        const sum = check.reason === 'other-currency' ? value : turnover
        return t(`check.value.${check.reason}`, { value: sum ? money(sum.cents, sum.currency) : '' })
      }
    }
  }
}
