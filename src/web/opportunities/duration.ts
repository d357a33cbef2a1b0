import { useFormat } from '#web/ui/format.ts'
import type { Lot } from './shapes.ts'
import { useText } from './text.ts'

/** How long a contract runs, in words; undefined when the notice does not say. */
export function useDuration(): (duration: Lot['duration']) => string | undefined {
  const t = useText()
  const format = useFormat()
  return (duration) => {
    if (!duration) return undefined
    const { amount, unit, start, end, isUnlimited } = duration
    const day = (iso: string | null) =>
      iso !== null && /^\d{4}-\d{2}-\d{2}/.test(iso) ? format.date(iso.slice(0, 10)) : undefined
    const from = day(start)
    const to = day(end)
    if (amount !== null && unit !== null) {
      const length = t(`lots.${unit}`, { count: amount })
      return from ? `${length}, ${t('lots.from', { from })}` : length
    }
    if (from && to) return t('lots.fromTo', { from, to })
    if (from) return t('lots.from', { from })
    if (to) return t('lots.until', { to })
    return isUnlimited ? t('lots.unlimited') : undefined
  }
}
