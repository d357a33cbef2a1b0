import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextDigestAt } from './rules/digest-times.ts'

const daily = (hour: number) => ({ rhythm: 'daily', hour, weekday: 1 }) as const
const next = (now: string, when: Parameters<typeof nextDigestAt>[2], zone = 'Europe/Tallinn') =>
  nextDigestAt(new Date(now), zone, when).toISOString()

test('a daily digest comes at its hour on the cluster’s clock, today or tomorrow', () => {
  expect(next('2026-11-10T04:00:00Z', daily(7))).toBe('2026-11-10T05:00:00.000Z')
  expect(next('2026-11-10T05:00:00Z', daily(7))).toBe('2026-11-11T05:00:00.000Z')
})

test('the clock’s changes move it with the clock', () => {
  expect(next('2026-03-28T12:00:00Z', daily(7))).toBe('2026-03-29T04:00:00.000Z')
  expect(next('2026-10-24T12:00:00Z', daily(7))).toBe('2026-10-25T05:00:00.000Z')
  // The hour the clock skips in spring comes an hour later.
  expect(next('2026-03-28T12:00:00Z', daily(3))).toBe('2026-03-29T01:00:00.000Z')
})

test('a weekly digest waits for its day', () => {
  const friday = { rhythm: 'weekly', hour: 8, weekday: 5 } as const
  expect(next('2026-11-10T04:00:00Z', friday)).toBe('2026-11-13T06:00:00.000Z')
  expect(next('2026-11-13T06:00:00Z', friday)).toBe('2026-11-20T06:00:00.000Z')
})

test('it always comes, later than now and within eight days', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.constantFrom('Europe/Tallinn', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Santiago', 'UTC'),
      fc.record({
        rhythm: fc.constantFrom('daily' as const, 'weekly' as const),
        hour: fc.integer({ min: 0, max: 23 }),
        weekday: fc.integer({ min: 1, max: 7 }),
      }),
      (now, zone, when) => {
        const ahead = nextDigestAt(now, zone, when).getTime() - now.getTime()
        expect(ahead).toBeGreaterThan(0)
        expect(ahead).toBeLessThanOrEqual((when.rhythm === 'daily' ? 25 : 7 * 24 + 1) * 3_600_000)
      },
    ),
  )
})
