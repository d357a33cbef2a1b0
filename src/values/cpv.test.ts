import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpvAncestors, cpvLevel, cpvParent, isCpvForm, isWithinCpv, readCpv, sharedCpvNode } from './cpv.ts'

const code = fc
  .tuple(fc.integer({ min: 3, max: 98 }), fc.integer({ min: 0, max: 6 }), fc.nat(999_999))
  .map(
    ([division, depth, rest]) =>
      `${division}`.padStart(2, '0') + `${rest}`.padStart(6, '0').slice(0, depth).padEnd(6, '0'),
  )

test('a code is read with or without its check digit, and nothing else passes', () => {
  expect(
    ['35613100', '35613100-5', ' 3561 3100 ', '3561310', '00000000', 'abc', '35613100-55'].map(readCpv),
  ).toEqual(['35613100', '35613100', '35613100', undefined, undefined, undefined, undefined])
})

test('levels follow the digits, and a division ending in zero is still a division', () => {
  expect(['30000000', '35100000', '35120000', '35125000', '35125100', '35125110'].map(cpvLevel)).toEqual([
    'division',
    'group',
    'class',
    'category',
    'sub-category',
    'sub-category',
  ])
})

test('the way up leads to the division and skips zeros in between', () => {
  expect(cpvAncestors('35613100')).toEqual(['35613000', '35610000', '35600000', '35000000'])
  expect(cpvAncestors('30100200')).toEqual(['30100000', '30000000'])
  expect(cpvParent('30000000')).toBeUndefined()
})

test('the shared node is the deepest code above both', () => {
  expect(sharedCpvNode('35613100', '35613000')).toBe('35613000')
  expect(sharedCpvNode('35613100', '35720000')).toBe('35000000')
  expect(sharedCpvNode('30200000', '30100000')).toBe('30000000')
  expect(sharedCpvNode('35000000', '34000000')).toBeUndefined()
})

test('every code lies within its ancestors and within what it shares', () => {
  fc.assert(
    fc.property(code, code, (a, b) => {
      expect(isCpvForm(a)).toBe(true)
      for (const wider of cpvAncestors(a)) expect(isWithinCpv(a, wider)).toBe(true)
      const shared = sharedCpvNode(a, b)
      expect(shared).toBe(sharedCpvNode(b, a))
      if (shared) expect([isWithinCpv(a, shared), isWithinCpv(b, shared)]).toEqual([true, true])
      expect(sharedCpvNode(a, a)).toBe(a)
    }),
  )
})
