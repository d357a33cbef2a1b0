import { expect, test } from 'vitest'
import { checkEligibility, summariseEligibility } from './eligibility.ts'
import type { EligibilityCheck, MatchCompany, MatchNotice } from './types.ts'

const today = '2026-03-01'
const company: MatchCompany = {
  id: 'milrem',
  country: 'EE',
  capabilities: [],
  products: [],
  references: [],
  exportCountries: ['FI'],
  clearance: 'restricted',
  turnover: { cents: 500_000_000, currency: 'EUR' },
}
const notice: MatchNotice = {
  id: 'n1',
  texts: [],
  cpvAdditional: [],
  countries: ['EE'],
  buyerNames: [],
  deadlines: { tender: '2026-04-01' },
  value: { cents: 100_000_000, currency: 'EUR' },
  kind: 'competition',
}

function ask(check: EligibilityCheck['check'], change: Partial<MatchNotice>, of: Partial<MatchCompany> = {}) {
  const checks = checkEligibility({ ...notice, ...change }, { ...company, ...of }, today)
  const found = checks.find((one) => one.check === check)
  return [found?.verdict, found?.reason, summariseEligibility(checks)]
}

test('a company at home, in time and large enough may bid', () => {
  const checks = checkEligibility(notice, company, today)
  expect(checks.map(({ check }) => check)).toEqual([
    'kind',
    'country',
    'market',
    'clearance',
    'deadline',
    'value',
  ])
  expect(checks.every(({ verdict }) => verdict === 'ok')).toBe(true)
  expect(summariseEligibility(checks)).toBe('yes')
})

test('a contract already awarded is no call', () => {
  expect(ask('kind', { kind: 'result' })).toEqual(['not', 'no-call', 'no'])
  expect(ask('kind', { kind: 'planning' })).toEqual(['unknown', 'early-notice', 'maybe'])
})

test('a call kept for some countries shuts out the others', () => {
  expect(ask('country', { restrictedTo: ['FI', 'SE'] })).toEqual(['not', 'seat-not-allowed', 'no'])
  expect(ask('country', { restrictedTo: ['EE'] })).toEqual(['ok', 'seat-allowed', 'yes'])
  expect(ask('country', { restrictedTo: ['EE'] }, { country: '' })).toEqual([
    'unknown',
    'seat-unknown',
    'maybe',
  ])
})

test('a market the company exports to is known, any other new', () => {
  expect(ask('market', { countries: ['FI'] })).toEqual(['ok', 'exports-there', 'yes'])
  expect(ask('market', { countries: ['PT'] })).toEqual(['unknown', 'new-market', 'maybe'])
  expect(ask('market', { countries: [] })).toEqual(['unknown', 'place-unknown', 'yes'])
})

test('a clearance must be at least the one demanded', () => {
  expect(ask('clearance', { clearance: 'restricted' })).toEqual(['ok', 'held', 'yes'])
  expect(ask('clearance', { clearance: 'secret' })).toEqual(['not', 'too-low', 'no'])
  expect(ask('clearance', { clearance: 'secret' }, { clearance: 'unknown' })).toEqual([
    'unknown',
    'held-unknown',
    'maybe',
  ])
  expect(ask('clearance', { clearance: 'unknown' })).toEqual(['unknown', 'demand-unknown', 'maybe'])
})

test('the day of the deadline is still in time, the day after is not', () => {
  expect(ask('deadline', { deadlines: { tender: '2026-03-01' } })).toEqual(['unknown', 'too-near', 'maybe'])
  expect(ask('deadline', { deadlines: { tender: '2026-02-28' } })).toEqual(['not', 'passed', 'no'])
  expect(ask('deadline', { deadlines: { tender: '2026-03-08' } })).toEqual(['ok', 'enough-time', 'yes'])
})

test('a deadline for requests comes before the one for tenders', () => {
  expect(ask('deadline', { deadlines: { tender: '2026-06-01', request: '2026-02-01' } })).toEqual([
    'not',
    'passed',
    'no',
  ])
})

test('a deadline not stated or not a date is unknown, not a refusal', () => {
  expect(ask('deadline', { deadlines: {} })).toEqual(['unknown', 'not-stated', 'yes'])
  expect(ask('deadline', { deadlines: { tender: 'soon' } })).toEqual(['unknown', 'not-stated', 'yes'])
})

test('a buyer may ask for turnover of twice the value', () => {
  const value = (euros: number) => ({ value: { cents: euros * 100, currency: 'EUR' } })
  expect(ask('value', value(2_500_000))).toEqual(['ok', 'within-reach', 'yes'])
  expect(ask('value', value(2_500_001))).toEqual(['unknown', 'may-fall-short', 'maybe'])
  expect(ask('value', value(5_000_001))).toEqual(['unknown', 'too-large-alone', 'maybe'])
})

test('the size class stands in where turnover is not told', () => {
  const large = { value: { cents: 300_000_000, currency: 'EUR' } }
  expect(ask('value', large, { turnover: undefined, size: 'micro' })).toEqual([
    'unknown',
    'too-large-alone',
    'maybe',
  ])
  expect(ask('value', large, { turnover: undefined, size: 'large' })).toEqual(['ok', 'within-reach', 'yes'])
  expect(ask('value', large, { turnover: undefined })).toEqual(['unknown', 'company-unknown', 'yes'])
})

test('sums of different currencies are not compared', () => {
  expect(ask('value', { value: { cents: 1, currency: 'SEK' } })).toEqual(['unknown', 'other-currency', 'yes'])
})
