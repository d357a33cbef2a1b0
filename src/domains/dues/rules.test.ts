import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandFor, feeOn, periodIn, remindersDue, sizeClassOf, statusDue, totalsOf } from './rules.ts'

const fee = (validFrom: string, tierId = 'full') => ({ tierId, validFrom, basis: 'flat' as const, bands: [] })

test('next year’s fee does not count this year', () => {
  const fees = [fee('2027-01-01'), fee('2025-01-01'), fee('2026-01-01'), fee('2026-06-01', 'other')]

  expect(feeOn(fees, 'full', '2026-12-31')?.validFrom).toBe('2026-01-01')
  expect(feeOn(fees, 'full', '2027-01-01')?.validFrom).toBe('2027-01-01')
  expect(feeOn(fees, 'full', '2024-12-31')).toBeUndefined()
})

test('a figure on the edge belongs to the band that begins there', () => {
  const bands = [
    { from: 0, cents: 100 },
    { from: 10, cents: 200 },
    { from: 50, cents: 300 },
  ]

  expect([0, 9, 10, 49, 50, 4_000].map((figure) => bandFor(bands, figure)?.cents)).toEqual([
    100, 100, 200, 200, 300, 300,
  ])
})

describe('VAT', () => {
  test('is rounded once for each rate, not line by line', () => {
    const line = (unitCents: number, vatRate: number | null) => ({ quantity: 1, unitCents, vatRate })

    // Three times 0.10 at 24%: 0.072, and not three times 0.02.
    expect(totalsOf([line(10, 2_400), line(10, 2_400), line(10, 2_400), line(1_000, null)])).toEqual({
      netCents: 1_030,
      vatCents: 7,
      totalCents: 1_037,
      vat: [
        { rate: 2_400, netCents: 30, vatCents: 7 },
        { rate: null, netCents: 1_000, vatCents: 0 },
      ],
    })
  })

  test('of a credit note undoes that of the invoice to the cent', () => {
    const lines = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 99 }),
        unitCents: fc.nat(10_000_000),
        vatRate: fc.constantFrom(null, 0, 900, 1_300, 2_200, 2_400),
      }),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(lines, (all) => {
        const back = totalsOf(all.map((line) => ({ ...line, unitCents: -line.unitCents })))
        expect(totalsOf(all).totalCents + back.totalCents).toBe(0)
      }),
    )
  })
})

describe('the period that begins in a year', () => {
  test('is the calendar year, for who joins in between the rest of it', () => {
    expect(periodIn('calendar-year', '2024-03-05', 2027)).toEqual({ from: '2027-01-01', to: '2027-12-31' })
    expect(periodIn('calendar-year', '2027-03-05', 2027)).toEqual({ from: '2027-03-05', to: '2027-12-31' })
    expect(periodIn('calendar-year', '2028-03-05', 2027)).toBeUndefined()
    expect(periodIn('calendar-year', null, 2027)).toEqual({ from: '2027-01-01', to: '2027-12-31' })
  })

  test('runs from anniversary to anniversary, also for who joined on a leap day', () => {
    expect(periodIn('anniversary', '2025-03-05', 2027)).toEqual({ from: '2027-03-05', to: '2028-03-04' })
    expect(periodIn('anniversary', '2024-02-29', 2027)).toEqual({ from: '2027-02-28', to: '2028-02-28' })
    expect(periodIn('anniversary', null, 2027)).toBeUndefined()
    expect(periodIn('anniversary', '2028-03-05', 2027)).toBeUndefined()
  })
})

test('a membership moves on by its dates', () => {
  const held = { status: 'active', startsOn: '2026-01-01', endsOn: '2026-12-31', graceUntil: null }
  const late = { ...held, status: 'grace', graceUntil: '2027-01-30' }

  expect(statusDue(held, 30, '2026-12-31')).toBeUndefined()
  expect(statusDue(held, 30, '2027-01-01')).toEqual({ status: 'grace', graceUntil: '2027-01-30' })
  expect(statusDue(held, 0, '2027-01-01')).toEqual({ status: 'ended' })
  expect(statusDue(late, 30, '2027-01-30')).toBeUndefined()
  expect(statusDue(late, 30, '2027-01-31')).toEqual({ status: 'ended' })
  expect(statusDue({ ...held, status: 'approved' }, 30, '2025-12-31')).toBeUndefined()
  expect(statusDue({ ...held, status: 'approved' }, 30, '2026-01-01')).toEqual({ status: 'active' })
})

test('a reminder goes at each step once, and steps that were missed go together', () => {
  const due = (today: string, sent: number[] = []) => remindersDue('2026-12-31', [60, 30, 7], sent, today)

  expect([due('2026-10-31'), due('2026-11-01'), due('2026-11-02', [60])]).toEqual([[], [60], []])
  expect([due('2026-12-28', [60]), due('2026-12-28', [60, 30, 7]), due('2027-01-01')]).toEqual([
    [7, 30],
    [],
    [],
  ])
})

test('the size class follows people and turnover', () => {
  const million = 100_000_000
  expect([
    sizeClassOf(9, 2 * million),
    sizeClassOf(9, 3 * million),
    sizeClassOf(49, 11 * million),
    sizeClassOf(250, million),
    sizeClassOf(10, million),
  ]).toEqual(['micro', 'small', 'medium', 'large', 'small'])
})
