import type { valueBands } from '#domains/members/schema.ts'
import { useFormat } from '#web/ui/format.ts'
import { useText } from './text.ts'

type Band = (typeof valueBands)[number]

/** Says a band of contract values; the exact sum of a contract is often confidential. */
export function useValueBand(): (band: Band) => string {
  const t = useText()
  const format = useFormat()
  const euros = (sum: number) => format.money({ cents: sum * 100, currency: 'EUR' })
  return (band) => {
    const { from, to } = limits[band]
    if (from === 0) return t('band.under', { to: euros(to) })
    if (to === Number.POSITIVE_INFINITY) return t('band.over', { from: euros(from) })
    return t('band.between', { from: euros(from), to: euros(to) })
  }
}

const limits: Record<Band, { from: number; to: number }> = {
  'under-50k': { from: 0, to: 50_000 },
  '50k-250k': { from: 50_000, to: 250_000 },
  '250k-1m': { from: 250_000, to: 1_000_000 },
  '1m-5m': { from: 1_000_000, to: 5_000_000 },
  'over-5m': { from: 5_000_000, to: Number.POSITIVE_INFINITY },
}
