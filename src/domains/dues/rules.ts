import { addDays, addMonths, daysBetween, type IsoDate } from '#values/period.ts'
import type { Band, feeBases, InvoiceLine, renewalRules } from './schema.ts'

type FeeFacts = {
  tierId: string
  validFrom: IsoDate
  basis: (typeof feeBases)[number]
  bands: readonly Band[]
}
type RenewalRule = (typeof renewalRules)[number]
type Period = { from: IsoDate; to: IsoDate }

/** The fee of a tier on a day: the newest that was valid by then. */
export function feeOn<F extends FeeFacts>(fees: readonly F[], tierId: string, day: IsoDate): F | undefined {
  return fees
    .filter((fee) => fee.tierId === tierId && fee.validFrom <= day)
    .reduce<F | undefined>((best, fee) => (best && best.validFrom > fee.validFrom ? best : fee), undefined)
}

/** The band a figure (people, or cents of turnover) falls into. */
export function bandFor(bands: readonly Band[], figure: number): Band | undefined {
  return bands.findLast((band) => band.from <= figure)
}

/**
 * The size class by staff and turnover (Commission Recommendation 2003/361/EC, annex, Article 2). The recommendation
 * also lets the balance-sheet total stand in for turnover and counts linked enterprises in; both only the company knows.
 */
export function sizeClassOf(
  headcount: number,
  turnoverCents: number,
): 'micro' | 'small' | 'medium' | 'large' {
  const millions = turnoverCents / 100_000_000
  if (headcount < 10 && millions <= 2) return 'micro'
  if (headcount < 50 && millions <= 10) return 'small'
  return headcount < 250 && millions <= 50 ? 'medium' : 'large'
}

/** The membership period that begins in `year`. By anniversary a membership without a first day has none. */
export function periodIn(rule: RenewalRule, startsOn: IsoDate | null, year: number): Period | undefined {
  if (rule === 'calendar-year') {
    const first = `${year}-01-01`
    const last = `${year}-12-31`
    if (startsOn !== null && startsOn > last) return undefined
    return { from: startsOn !== null && startsOn > first ? startsOn : first, to: last }
  }
  if (startsOn === null) return undefined
  const years = year - Number(startsOn.slice(0, 4))
  if (years < 0) return undefined
  return { from: addMonths(startsOn, 12 * years), to: addDays(addMonths(startsOn, 12 * (years + 1)), -1) }
}

export type VatGroup = { rate: number | null; netCents: number; vatCents: number }

/**
 * The sums of an invoice. VAT is rounded once for each rate, half away from zero (EN 16931, BR-CO-17), so that it is a
 * share of what it is charged on and not of many rounded parts.
 */
export function totalsOf(lines: readonly Pick<InvoiceLine, 'quantity' | 'unitCents' | 'vatRate'>[]) {
  const byRate = Map.groupBy(lines, (line) => line.vatRate)
  const vat: VatGroup[] = [...byRate]
    .sort(([a], [b]) => (b ?? -1) - (a ?? -1))
    .map(([rate, of]) => {
      const netCents = of.reduce((sum, line) => sum + line.quantity * line.unitCents, 0)
      return { rate, netCents, vatCents: roundHalfAway((netCents * (rate ?? 0)) / 10_000) }
    })
  const netCents = vat.reduce((sum, group) => sum + group.netCents, 0)
  const vatCents = vat.reduce((sum, group) => sum + group.vatCents, 0)
  return { netCents, vatCents, totalCents: netCents + vatCents, vat }
}

type Dates = { status: string; startsOn: IsoDate | null; endsOn: IsoDate | null; graceUntil: IsoDate | null }

/** What a membership's dates make of it today; undefined where it stays as it is. */
export function statusDue(
  membership: Dates,
  graceDays: number,
  today: IsoDate,
): { status: 'active' | 'grace' | 'ended'; graceUntil?: IsoDate } | undefined {
  const { status, startsOn, endsOn } = membership
  if (status === 'approved' && startsOn !== null && startsOn <= today) return { status: 'active' }
  if (status === 'active' && endsOn !== null && endsOn < today) {
    return graceDays === 0 ? { status: 'ended' } : { status: 'grace', graceUntil: addDays(endsOn, graceDays) }
  }
  if (status === 'grace' && membership.graceUntil !== null && membership.graceUntil < today)
    return { status: 'ended' }
  return undefined
}

/**
 * The reminder to send today, if any: of the steps that have come and were not sent the nearest to the end. Steps that
 * were missed (the process stood still) go with it: nobody gets three letters at once.
 */
export function remindersDue(
  endsOn: IsoDate,
  steps: readonly number[],
  sent: readonly number[],
  today: IsoDate,
): number[] {
  const left = daysBetween(today, endsOn)
  if (left < 0) return []
  return steps.filter((step) => left <= step && !sent.includes(step)).sort((a, b) => a - b)
}

/** `2027-0001`: the name people call an invoice by. */
export function invoiceName(year: number, number: number): string {
  return `${year}-${String(number).padStart(4, '0')}`
}

function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value))
}
