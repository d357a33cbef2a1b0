import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantAt, zoneOfCountry } from './wall-clock.ts'

test('a time is the instant the clocks of the place show it, in winter and in summer', () => {
  expect(instantAt('2026-01-15', '12:00:00', 'Europe/Tallinn')?.toISOString()).toBe(
    '2026-01-15T10:00:00.000Z',
  )
  expect(instantAt('2026-07-15', '12:00:00', 'Europe/Tallinn')?.toISOString()).toBe(
    '2026-07-15T09:00:00.000Z',
  )
  expect(instantAt('2026-07-15', '23:59:59', 'Europe/Lisbon')?.toISOString()).toBe('2026-07-15T22:59:59.000Z')
})

test('a time the clocks skip is an hour later, one they show twice is the first', () => {
  expect(instantAt('2026-03-29', '03:30:00', 'Europe/Tallinn')?.toISOString()).toBe(
    '2026-03-29T01:30:00.000Z',
  )
  expect(instantAt('2026-10-25', '03:30:00', 'Europe/Tallinn')?.toISOString()).toBe(
    '2026-10-25T00:30:00.000Z',
  )
})

test('a date that does not exist has no instant', () => {
  expect(instantAt('2026-13-01', '12:00:00', 'Europe/Tallinn')).toBeUndefined()
})

test('noon is shown at the instant found, on every day and in every zone', () => {
  const zones = ['EE', 'PT', 'CY', 'IE', 'IS', 'TR'].flatMap((country) => zoneOfCountry(country) ?? [])

  fc.assert(
    fc.property(
      fc.date({ min: new Date('2016-01-02'), max: new Date('2035-12-30'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (day, zone) => {
        const date = day.toISOString().slice(0, 10)
        const instant = instantAt(date, '12:00:00', zone)
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(instant)

        expect(shown).toBe(`${date} 12:00:00`)
      },
    ),
    { numRuns: 300 },
  )
})
