import { expect, test } from 'vitest'
import { createFormat, urgency } from './format.ts'

const en = createFormat('en', 'Europe/Tallinn')
const et = createFormat('et', 'Europe/Tallinn')
const now = Date.parse('2026-05-04T09:00:00Z')

test('a day without a time stays the same day in every time zone', () => {
  expect(createFormat('en', 'America/Los_Angeles').date('2026-05-01')).toBe('1 May 2026')
})

test('a moment is shown in the zone of the reader', () => {
  expect(en.dateTime('2026-05-01T22:30:00Z')).toBe('2 May 2026, 01:30')
})

test('sums are kept in cents and shown without needless zeros', () => {
  expect([
    en.money({ cents: 1_250_000, currency: 'EUR' }),
    en.money({ cents: 1_250_005, currency: 'EUR' }),
  ]).toEqual(['€12,500', '€12,500.05'])
})

test('a currency without cents is not divided', () => {
  expect(en.money({ cents: 500, currency: 'JPY' })).toBe('JP¥500')
})

test('Estonian puts the euro sign last and separates thousands by a space', () => {
  expect(et.money({ cents: 1_250_005, currency: 'EUR' }).replaceAll(/\s/g, ' ')).toBe('12 500,05 €')
})

test('distances are said in words', () => {
  expect([en.relative('2026-05-07T10:00:00Z', now), et.relative('2026-05-07T10:00:00Z', now)]).toEqual([
    'in 3 days',
    '3 päeva pärast',
  ])
})

test('days are counted up to two months, then months', () => {
  expect([en.relative('2026-06-09T09:00:00Z', now), en.relative('2026-08-01T09:00:00Z', now)]).toEqual([
    'in 36 days',
    'in 2 months',
  ])
})

test('Estonian letters are ordered as in the Estonian alphabet', () => {
  expect(['õun', 'zoo', 'äri', 'sõna', 'šokk', 'täht'].sort(et.compare)).toEqual([
    'sõna',
    'šokk',
    'zoo',
    'täht',
    'õun',
    'äri',
  ])
})

test('a deadline given as a day has not passed before that day ends', () => {
  expect([
    urgency('2026-05-03', now),
    urgency('2026-05-04', now),
    urgency('2026-05-08', now),
    urgency('2026-06-01', now),
  ]).toEqual(['passed', 'pressing', 'soon', 'later'])
})
