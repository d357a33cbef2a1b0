import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isCreditorReference,
  isIban,
  isReference,
  makeCreditorReference,
  makeReference,
  printedReference,
  referenceKey,
} from './payment-reference.ts'

describe('the Estonian reference number', () => {
  // The worked example of the method: 1234561 from 123456 (7·6 + 3·5 + 1·4 + 7·3 + 3·2 + 1·1 = 89).
  test.each([
    ['123456', '1234561'],
    ['1', '13'],
    ['20270001', '202700014'],
  ])('of %s is %s', (digits, reference) => {
    expect(makeReference(digits)).toBe(reference)
    expect(isReference(reference)).toBe(true)
  })

  test('is no longer one when a digit is mistyped', () => {
    const mistyped = fc.tuple(fc.stringMatching(/^\d{1,19}$/), fc.nat(), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(mistyped, ([digits, place, shift]) => {
        const good = makeReference(digits)
        const at = place % good.length
        const wrong = good.slice(0, at) + ((Number(good[at]) + shift) % 10) + good.slice(at + 1)
        // 7, 3 and 1 have no factor in common with ten, so every single mistake shows.
        expect([isReference(good), isReference(wrong)]).toEqual([true, false])
      }),
    )
  })

  test('takes neither letters nor more digits than a bank does', () => {
    expect(['', '1', '12345678901234567890123', '12a4561', '١٢'].map(isReference)).toEqual(
      Array(5).fill(false),
    )
    expect(() => makeReference('12345678901234567890')).toThrow('1 to 19 digits')
  })
})

describe('the RF reference', () => {
  // The example of ISO 11649 itself, and the shortest one.
  test.each([
    ['539007547034', 'RF18539007547034'],
    ['2348231', 'RF712348231'],
  ])('of %s is %s', (body, reference) => {
    expect(makeCreditorReference(body)).toBe(reference)
    expect(isCreditorReference(reference)).toBe(true)
  })

  test('is read with spaces and refused with a wrong digit', () => {
    expect(isCreditorReference('RF18 5390 0754 7034')).toBe(true)
    expect(isCreditorReference('RF18 5390 0754 7043')).toBe(false)
    expect(printedReference('RF18539007547034')).toBe('RF18 5390 0754 7034')
  })
})

test('both forms of one reference are the same to whoever looks for the invoice', () => {
  const reference = makeReference('20270001')

  expect(referenceKey(makeCreditorReference(reference))).toBe(reference)
  expect(referenceKey(`000 ${reference}`)).toBe(reference)
})

test('an account number is told from a mistyped one', () => {
  expect(
    ['EE382200221020145685', 'EE38 2200 2210 2014 5685', 'EE382200221020145686', 'EE38'].map(isIban),
  ).toEqual([true, true, false, false])
})
