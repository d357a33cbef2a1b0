import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpvLikeness, rememberMeetings, weightCpv } from './cpv.ts'

const code = fc.stringMatching(/^[1-9][0-9]{7}$/)

test('codes are the more alike the more leading digits they share', () => {
  const steps = ['90000000', '35000000', '35100000', '35120000', '35125000', '35125100'].map((other) =>
    cpvLikeness('35125100', other),
  )
  expect(steps).toEqual([...steps].sort((a, b) => a - b))
  expect(steps[0]).toBe(0)
  expect(steps.at(-1)).toBe(1)
})

test('likeness is the same both ways, and 1 for a code and itself', () => {
  fc.assert(
    fc.property(code, code, (a, b) => {
      expect(cpvLikeness(a, b)).toBe(cpvLikeness(b, a))
      expect(cpvLikeness(a, a)).toBe(1)
    }),
  )
})

test('the meeting names the node both codes lie under', () => {
  const meet = rememberMeetings(weightCpv('35125100', ['90000000']))
  expect(meet('35125300')).toEqual({
    likeness: 0.9,
    code: '35125000',
    noticeCpv: '35125100',
    companyCpv: '35125300',
  })
  expect(meet('77000000')).toBeUndefined()
})

test('an additional code counts less than the main one', () => {
  const meet = rememberMeetings(weightCpv('35125100', ['90000000', '35125100']))
  expect(meet('90000000')?.likeness).toBeLessThan(1)
  expect(meet('35125100')?.likeness).toBe(1)
})

test('more codes in a notice never make a company less alike', () => {
  fc.assert(
    fc.property(code, fc.array(code), code, code, (main, others, more, company) => {
      const before = rememberMeetings(weightCpv(main, others))(company)?.likeness ?? 0
      const after = rememberMeetings(weightCpv(main, [...others, more]))(company)?.likeness ?? 0
      expect(after).toBeGreaterThanOrEqual(before)
    }),
  )
})

test('codes that are no codes do no harm', () => {
  expect(rememberMeetings(weightCpv(undefined, ['', 'x', '12']))('')).toBeUndefined()
  expect(cpvLikeness('', '35000000')).toBe(0)
})
