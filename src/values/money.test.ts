import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMoney, money, shareCents, shareMoney } from './money.ts'

const weights = fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 })
const cents = fc.integer({ min: -1e11, max: 1e11 })

test('a hundred euros among three leave no cent over', () => {
  expect(shareMoney(money(10_000, 'EUR'), [1, 1, 1])).toEqual([
    money(3334, 'EUR'),
    money(3333, 'EUR'),
    money(3333, 'EUR'),
  ])
})

test('the larger remainder gets the cent, and a refund mirrors its payment', () => {
  expect(shareCents(100, [1, 2, 3])).toEqual([17, 33, 50])
  expect(shareCents(-100, [1, 2, 3])).toEqual([-17, -33, -50])
  expect(shareCents(5, [0, 0])).toEqual([3, 2])
})

test('shares always add up, keep within a cent of the exact part, and grow with the weight', () => {
  fc.assert(
    fc.property(cents, weights, (sum, all) => {
      const parts = shareCents(sum, all)
      const total = all.reduce((a, b) => a + b, 0)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(sum)
      all.forEach((weight, at) => {
        const exact = total === 0 ? sum / all.length : (sum * weight) / total
        expect(Math.abs((parts[at] ?? 0) - exact)).toBeLessThan(1.000001)
      })
    }),
  )
})

test('currencies do not mix, and cents are whole', () => {
  expect(addMoney([money(1, 'EUR'), money(2, 'EUR')], 'EUR')).toEqual(money(3, 'EUR'))
  expect(addMoney([], 'SEK')).toEqual(money(0, 'SEK'))
  expect(() => addMoney([money(1, 'EUR')], 'SEK')).toThrow('cannot add EUR to SEK')
  expect(() => money(0.5, 'EUR')).toThrow('whole number')
  expect(() => money(1, 'eur')).toThrow('ISO 4217')
  expect(() => shareCents(1, [])).toThrow('nobody')
  expect(() => shareCents(1, [-1])).toThrow('-1')
})
