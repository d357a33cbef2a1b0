const dayLength = 86_400_000

/** The days of a month's sheet: whole weeks from Monday on, as `YYYY-MM-DD`. */
export function monthDays(month: string): string[] {
  const first = Date.parse(`${month}-01T00:00:00Z`)
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * dayLength
  const next = Date.parse(`${shiftMonth(month, 1)}-01T00:00:00Z`)
  const weeks = Math.ceil((next - start) / (7 * dayLength))
  return Array.from({ length: weeks * 7 }, (_, place) => isoDay(start + place * dayLength))
}

export function shiftMonth(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  return isoDay(Date.UTC(year, number - 1 + by, 1)).slice(0, 7)
}

/** The day of a moment on the clocks of a zone; a day stays what it is. */
export function dayIn(zone: string, at: string): string {
  if (!at.includes('T')) return at
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(at))
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
