/** A calendar date without a time: `YYYY-MM-DD`. */
export type IsoDate = string

/** From the first day to the last day, both included. An open period has no last day. */
export type Period = { from: IsoDate; to?: IsoDate }

const DAY_MS = 24 * 60 * 60 * 1000

/** Whether the text is a date that exists: 2025-02-29 does not. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && dateOf(at) === text
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOf(millis(date) + days * DAY_MS)
}

/** The same day of a later month; where that month is shorter, its last day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const start = new Date(millis(date))
  const first = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1)
  const lengthOfMonth = new Date(
    Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0),
  ).getUTCDate()
  return dateOf(first + (Math.min(start.getUTCDate(), lengthOfMonth) - 1) * DAY_MS)
}

/** Days from the first date to the second; negative when the second is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((millis(to) - millis(from)) / DAY_MS)
}

export function isWithinPeriod(date: IsoDate, period: Period): boolean {
  return date >= period.from && (period.to === undefined || date <= period.to)
}

export function periodsOverlap(a: Period, b: Period): boolean {
  return (b.to === undefined || a.from <= b.to) && (a.to === undefined || b.from <= a.to)
}

function millis(date: IsoDate): number {
  if (!isIsoDate(date)) throw new RangeError(`expected a date as YYYY-MM-DD, got ${date}`)
  return Date.parse(`${date}T00:00:00Z`)
}

function dateOf(ms: number): IsoDate {
  return new Date(ms).toISOString().slice(0, 10)
}
