import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toAmount, toCount } from './amounts.ts'
import { toCpv, toDate, toLegalBasis, toMoment, toNuts, toPublicationId, toReference } from './codes.ts'
import { toCountry } from './countries.ts'
import { toLanguage } from './languages.ts'

describe('amounts', () => {
  test.each([
    ['15000000.00', 1_500_000_000],
    ['52000000', 5_200_000_000],
    ['0.01', 1],
    ['1.0', 100],
    ['2144443.985', 214_444_399],
    ['1\u00a0640\u00a0000', 164_000_000],
    ['615 000 000,00', 61_500_000_000],
    ['64\u202f640\u202f189,12', 6_464_018_912],
    ['1.234.567,89', 123_456_789],
    ['1,234,567.89', 123_456_789],
    ["1'234'567.8", 123_456_780],
    ['1,234', 123_400],
    ['12,5', 1_250],
    ['1.999', 200],
    ['.5', 50],
  ])('%s is read to the cent', (written, cents) => {
    expect(toAmount(written, 'EUR')).toEqual({ cents, currency: 'EUR' })
  })

  test.each(['', '-1', 'about 5', '1e7', '1.2.3,4,5', '99999999999999999', ','])(
    '%s is no amount',
    (written) => {
      expect(toAmount(written, 'EUR')).toBeUndefined()
    },
  )

  test('an amount without a currency is none', () => {
    expect(toAmount('5', undefined)).toBeUndefined()
    expect(toAmount('5', 'euro')).toBeUndefined()
  })

  test('whatever cents are written in any of the fashions come back', () => {
    const fashions = [
      (whole: string, rest: string) => `${whole}.${rest}`,
      (whole: string, rest: string) => `${grouped(whole, '\u00a0')},${rest}`,
      (whole: string, rest: string) => `${grouped(whole, '.')},${rest}`,
      (whole: string, rest: string) => `${grouped(whole, ',')}.${rest}`,
    ]
    fc.assert(
      fc.property(fc.nat(2_000_000_000), fc.constantFrom(...fashions), (cents, write) => {
        const written = write(String(Math.floor(cents / 100)), String(cents % 100).padStart(2, '0'))
        expect(toAmount(written, 'EUR')).toEqual({ cents, currency: 'EUR' })
      }),
    )
  })

  test('a count is a whole number', () => {
    expect([toCount('06'), toCount('12'), toCount('1.5'), toCount('many'), toCount(undefined)]).toEqual([
      6,
      12,
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('codes', () => {
  test('all spellings of a publication number are one', () => {
    const spellings = ['008473-2021', '00008473-2021', '8473-2021', '2021/S 005-008473']

    expect(spellings.map(toPublicationId)).toEqual(Array(4).fill('00008473-2021'))
    expect(toPublicationId('2021-008473')).toBeUndefined()
  })

  test('a reference is a publication number or a notice id with its version', () => {
    const noticeId = '5c0a7a4e-0000-4000-8000-000000000001'

    expect(toReference(`${noticeId.toUpperCase()}-02`)).toEqual({ noticeId, version: '02' })
    expect(toReference(noticeId)).toEqual({ noticeId })
    expect(toReference('362098-2020')).toEqual({ publicationId: '00362098-2020' })
    expect(toReference('see above')).toBeUndefined()
  })

  test('a moment keeps date, time and offset as far as they are stated', () => {
    expect(toMoment('2024-02-28+02:00', '12:00:00+02:00')).toEqual({
      date: '2024-02-28',
      time: '12:00:00',
      offset: '+02:00',
    })
    expect(toMoment('2024-02-28Z')).toEqual({ date: '2024-02-28', offset: '+00:00' })
    expect(toMoment('2021-02-10', '15:00')).toEqual({ date: '2021-02-10', time: '15:00:00' })
    expect(toMoment('2024-02-28+02:00', '09:00:00.000+03:00')).toEqual({
      date: '2024-02-28',
      time: '09:00:00',
      offset: '+03:00',
    })
  })

  test('dates there never were, and the one that stands for a withheld date, are none', () => {
    const written = ['2023-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '1970-01-01Z', '2024-2-1', '']

    expect(written.map(toDate)).toEqual(Array(7).fill(undefined))
    expect(toDate('2024-02-29')).toBe('2024-02-29')
  })

  test('every law of procurement reads as its CELEX number', () => {
    expect(
      ['2009/81/EC', '32009L0081', '2014/24/EU', 'Directive 2004/18/EC', 'other'].map(toLegalBasis),
    ).toEqual(['32009L0081', '32009L0081', '32014L0024', '32004L0018', 'other'])
  })

  test('CPV loses its check digit, NUTS its "not specified"', () => {
    expect(['45215214-3', '45215214', '4521', undefined].map(toCpv)).toEqual([
      '45215214',
      '45215214',
      undefined,
      undefined,
    ])
    expect(['EE001', 'ee', '00', 'Tallinn'].map(toNuts)).toEqual(['EE001', 'EE', undefined, undefined])
  })

  test('countries and languages of both formats meet in two letters', () => {
    expect(['EST', 'EE', 'UK', 'GBR', 'EL', 'GRC', 'XKX', '1A0', '???'].map(toCountry)).toEqual([
      'EE',
      'EE',
      'GB',
      'GB',
      'GR',
      'GR',
      'XK',
      'XK',
      undefined,
    ])
    expect(['EST', 'ET', 'ELL', 'GLE', 'UKR', 'TET', 'HSB', 'english'].map(toLanguage)).toEqual([
      'et',
      'et',
      'el',
      'ga',
      'uk',
      'tet',
      'hsb',
      undefined,
    ])
  })

  test('every three-letter country code leads to a code of its own', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const found = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => toCountry(a + b + c))))
    const codes = found.filter((code) => code !== undefined)

    expect(codes.length).toBeGreaterThanOrEqual(249)
    expect(new Set(codes).size).toBe(codes.length)
  })
})

function grouped(digits: string, mark: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, mark)
}
