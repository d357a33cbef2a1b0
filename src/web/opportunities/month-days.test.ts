import { expect, test } from 'vitest'
import { dayIn, monthDays, shiftMonth } from './month-days.ts'

test('a sheet begins on a Monday, ends on a Sunday and holds its month', () => {
  const days = monthDays('2026-11')
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42])
  expect(monthDays('2027-02').length).toBe(28)
})

test('months go over the year’s end', () => {
  expect([shiftMonth('2026-12', 1), shiftMonth('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
})

test('a moment falls on the day clocks show there', () => {
  expect(dayIn('Europe/Tallinn', '2026-12-01T22:30:00Z')).toBe('2026-12-02')
  expect(dayIn('Europe/Tallinn', '2026-12-01')).toBe('2026-12-01')
})
