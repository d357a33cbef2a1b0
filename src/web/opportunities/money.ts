import { useMemo } from 'react'
import { type Format, useFormat } from '#web/ui/format.ts'

/**
 * A notice's sum in words. Notices count hundredths whatever the currency, so sums in crowns of Iceland or yen, which
 * know no hundredths, are scaled to the smallest unit first. A currency nobody knows stands as it was written.
 */
export function useMoney(): (cents: number, currency: string | null) => string {
  const format = useFormat()
  return useMemo(() => (cents, currency) => sayMoney(format, cents, currency), [format])
}

function sayMoney(format: Format, cents: number, currency: string | null): string {
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) {
    return `${format.number(cents / 100)} ${currency ?? ''}`.trim()
  }
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions()
  return format.money({ cents: Math.round((cents * 10 ** maximumFractionDigits) / 100), currency })
}
