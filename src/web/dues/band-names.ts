import { useMemo } from 'react'
import type { Band, feeBases } from '#domains/dues/schema.ts'
import { useFormat } from '#web/ui/format.ts'
import { useText } from './text.ts'

type Banded = { basis: (typeof feeBases)[number]; currency: string; bands: readonly Band[] }

/** The bands of a fee in words: "10–49 people", "€500,000 to under €2,000,000". */
export function useBandNames(): (fee: Banded) => string[] {
  const t = useText()
  const format = useFormat()
  return useMemo(
    () =>
      ({ basis, currency, bands }) =>
        bands.map(({ from }, at) => {
          const next = bands[at + 1]?.from
          if (basis === 'headcount') {
            return next === undefined
              ? t('settings.peopleUp', { from })
              : t('settings.people', { from, to: next - 1 })
          }
          if (basis !== 'turnover') return t('settings.bases.flat')
          const sum = (cents: number) => format.money({ cents, currency })
          if (next === undefined) return t('settings.turnoverUp', { from: sum(from) })
          return from === 0
            ? t('settings.turnoverFirst', { to: sum(next) })
            : t('settings.turnover', { from: sum(from), to: sum(next) })
        }),
    [t, format],
  )
}
