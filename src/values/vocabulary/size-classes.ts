import type { Label } from '../country.ts'

export type SizeClass = 'micro' | 'small' | 'medium' | 'large'

/**
 * Ceilings of Recommendation 2003/361/EC, Annex, Article 2: fewer staff than `staffBelow`, and either turnover or
 * balance sheet up to the ceiling. A partner or linked enterprise counts in; that is worked out elsewhere.
 */
export const sizeClasses: readonly {
  size: SizeClass
  label: Label
  staffBelow?: number
  turnoverEurMillions?: number
  balanceSheetEurMillions?: number
}[] = [
  {
    size: 'micro',
    label: { en: 'Micro', et: 'Mikroettevõte' },
    staffBelow: 10,
    turnoverEurMillions: 2,
    balanceSheetEurMillions: 2,
  },
  {
    size: 'small',
    label: { en: 'Small', et: 'Väikeettevõte' },
    staffBelow: 50,
    turnoverEurMillions: 10,
    balanceSheetEurMillions: 10,
  },
  {
    size: 'medium',
    label: { en: 'Medium', et: 'Keskmise suurusega' },
    staffBelow: 250,
    turnoverEurMillions: 50,
    balanceSheetEurMillions: 43,
  },
  { size: 'large', label: { en: 'Large', et: 'Suurettevõte' } },
]
