import { expect, test } from 'vitest'
import { codesIn, fewWords, readChecks, readReasons } from './match-words.ts'

const source = { kind: 'product', id: '1', name: 'Pesa' } as const

test('reasons and checks nobody has words for are left out', () => {
  const words = { kind: 'words', share: 0.5, words: ['drone'], source } as const

  expect(readReasons([words, { kind: 'stars', share: 1 }, { kind: 'place' }])).toEqual([words])
  expect(readChecks([{ check: 'kind', verdict: 'ok', reason: 'because' }])).toEqual([])
})

test('what shuts the door comes before what must be asked and what is met', () => {
  const checks = readChecks([
    { check: 'kind', verdict: 'ok', reason: 'open-call' },
    { check: 'deadline', verdict: 'not', reason: 'passed' },
    { check: 'market', verdict: 'unknown', reason: 'place-unknown', data: { countries: [] } },
  ])

  expect(checks.map((one) => one.check)).toEqual(['deadline', 'market', 'kind'])
})

test('the same word in another case is said once', () => {
  expect(fewWords(['Drones', 'drones', 'Õhusõiduk'])).toBe('drones, õhusõiduk')
})

test('codes of a reason are all looked up', () => {
  const reasons = readReasons([
    { kind: 'cpv', share: 1, code: '35600000', noticeCpv: '35613000', companyCpv: '35642000', source },
  ])

  expect(codesIn(reasons)).toEqual(['35600000', '35613000', '35642000'])
})
