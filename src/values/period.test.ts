import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, daysBetween, isIsoDate, isWithinPeriod, periodsOverlap } from './period.ts'

const date = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays('1990-01-01', days))

test('only dates that exist are dates', () => {
  expect(
    ['2024-02-29', '2025-02-29', '2025-13-01', '2025-1-1', '2025-01-01T00:00', ''].map(isIsoDate),
  ).toEqual([true, false, false, false, false, false])
})

test('days and months are counted across leap days and month ends', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  expect(addDays('2025-01-01', -1)).toBe('2024-12-31')
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
  expect(addMonths('2025-01-31', -2)).toBe('2024-11-30')
  expect(addMonths('2024-02-29', 36)).toBe('2027-02-28')
  expect(() => addDays('soon', 1)).toThrow('soon')
})

test('adding days and counting them undo each other', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -5000, max: 5000 }), (start, days) => {
      expect(daysBetween(start, addDays(start, days))).toBe(days)
    }),
  )
})

test('a period holds its first and last day, and an open one never ends', () => {
  expect(isWithinPeriod('2025-01-31', { from: '2025-01-01', to: '2025-01-31' })).toBe(true)
  expect(isWithinPeriod('2025-02-01', { from: '2025-01-01', to: '2025-01-31' })).toBe(false)
  expect(isWithinPeriod('2999-01-01', { from: '2025-01-01' })).toBe(true)
  expect(periodsOverlap({ from: '2025-01-01', to: '2025-01-31' }, { from: '2025-01-31' })).toBe(true)
  expect(periodsOverlap({ from: '2025-01-01', to: '2025-01-31' }, { from: '2025-02-01' })).toBe(false)
})
