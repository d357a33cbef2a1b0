import { instantAt } from '#values/wall-clock.ts'

export type DigestTime = { rhythm: 'daily' | 'weekly'; hour: number; weekday: number }

const dayLength = 86_400_000

/** The first moment after `now` at which clocks in the zone show the digest's hour, on its day of the week if weekly. */
export function nextDigestAt(now: Date, zone: string, { rhythm, hour, weekday }: DigestTime): Date {
  const today = Date.parse(
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now),
  )
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = new Date(today + ahead * dayLength)
    // Monday is 1 and Sunday 7.
    if (rhythm === 'weekly' && (day.getUTCDay() || 7) !== weekday) continue
    const time = `${String(hour).padStart(2, '0')}:00:00`
    const at = instantAt(day.toISOString().slice(0, 10), time, zone)
    if (at && at > now) return at
  }
  throw new Error(`No hour ${hour} comes in ${zone}.`)
}
