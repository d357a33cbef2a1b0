import { describe, expect, test } from 'vitest'
import { isEstonianRegisterCode, isVatNumber } from './register-code.ts'

describe('an Estonian register code', () => {
  // Public bodies: Registrite ja Infosüsteemide Keskus, Tallinna Tehnikaülikool, Eesti Post.
  test.each(['70000310', '74000323', '10328799'])('%s fits its check digit', (code) => {
    expect(isEstonianRegisterCode(code)).toBe(true)
  })

  test('mistyped, short or foreign is told', () => {
    expect(['70000311', '1032879', '103287990', 'EE103287', ''].map(isEstonianRegisterCode)).toEqual(
      Array(5).fill(false),
    )
  })
})

describe('a VAT number', () => {
  test('of Estonia has its check digit', () => {
    expect(isVatNumber('EE100931558', 'EE')).toBe(true)
    expect(isVatNumber('ee 100 594 102', 'EE')).toBe(true)
    expect(isVatNumber('EE100594103', 'EE')).toBe(false)
  })

  test('of another country begins with its letters', () => {
    expect([isVatNumber('LV40003032949', 'LV'), isVatNumber('EL094014201', 'GR')]).toEqual([true, true])
    expect([isVatNumber('LV40003032949', 'LT'), isVatNumber('40003032949', 'LV')]).toEqual([false, false])
  })
})
