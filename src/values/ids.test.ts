import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idTime, isId, makeId } from './ids.ts'

const time = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const random = fc.uint8Array({ minLength: 10, maxLength: 10 })

test('the example of RFC 9562, A.6 comes out of its own time and random bits', () => {
  const bytes = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])

  expect(makeId(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('every id is valid, knows its time and sorts by it', () => {
  fc.assert(
    fc.property(time, time, random, random, (a, b, someBytes, otherBytes) => {
      const first = makeId(a, someBytes)
      const second = makeId(b, otherBytes)
      expect(isId(first)).toBe(true)
      expect(idTime(first)).toBe(a)
      if (a !== b) expect(first < second).toBe(a < b)
    }),
  )
})

test('other texts are no ids', () => {
  expect(
    ['', '017f22e2-79b0-4cc3-98c4-dc0c0c07398f', '017F22E2-79B0-7CC3-98C4-DC0C0C07398F'].some(isId),
  ).toBe(false)
  expect(() => makeId(-1, new Uint8Array(10))).toThrow('-1')
  expect(() => makeId(0, new Uint8Array(9))).toThrow('9')
})
