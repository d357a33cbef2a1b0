import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowSummer } from './row-sum.ts'

const sumOf = (chunks: Buffer[]) => {
  const summer = new RowSummer()
  for (const chunk of chunks) summer.add(chunk)
  return summer.result()
}
const asBytes = (rows: string[]) => Buffer.from(rows.map((row) => `${row}\n`).join(''))
const row = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', '\\n'))

test('the sum of rows depends neither on their order nor on how the stream was cut', () => {
  fc.assert(
    fc.property(fc.array(row), fc.array(fc.nat(200)), (rows, cuts) => {
      const turned = asBytes(rows.toReversed())
      const places = [0, ...cuts.map((cut) => cut % (turned.length + 1)).sort((a, b) => a - b), turned.length]
      const pieces = places.slice(1).map((end, index) => turned.subarray(places[index], end))

      expect(sumOf(pieces)).toEqual(sumOf([asBytes(rows)]))
    }),
  )
})

test('a row changed, lost, doubled or split gives another sum', () => {
  const rows = ['a\t1', 'b\t2', 'c\t3']
  const whole = sumOf([asBytes(rows)]).sum
  const others = [
    ['a\t1', 'b\t2'],
    ['a\t1', 'b\t2', 'b\t2'],
    ['a\t1', 'b\t2', 'c\t4'],
    ['a', '1', 'b\t2', 'c\t3'],
    [...rows, ...rows],
  ]

  expect(sumOf([asBytes(rows)]).rows).toBe(3)
  expect(new Set([whole, ...others.map((other) => sumOf([asBytes(other)]).sum)]).size).toBe(6)
  expect(() => sumOf([Buffer.from('a\t1\nb')])).toThrow('in the middle')
})
