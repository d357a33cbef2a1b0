import type { Money } from '#values/money.ts'
import {
  CLEARANCES,
  type Clearance,
  type CompanySize,
  type EligibilityCheck,
  type Match,
  type MatchCompany,
  type MatchNotice,
} from './types.ts'

/** ISO date: the day the question is asked. */
type Today = string

/** Fewer days than this and a good tender can hardly be written any more. */
const DAYS_NEEDED = 7

/** Upper limits of yearly turnover, in euro cents: Recommendation 2003/361/EC, Annex, article 2. */
const TURNOVER_LIMIT: Readonly<Record<CompanySize, number | undefined>> = {
  micro: 200_000_000,
  small: 1_000_000_000,
  medium: 5_000_000_000,
  large: undefined,
}

/** A buyer may ask for yearly turnover of at most twice the contract's value: Directive 2014/24/EU, article 58(3). */
const HIGHEST_TURNOVER_DEMAND = 2

/** Findings that leave the company's chance open. A fact the notice merely leaves out is none of them. */
const DOUBTS: ReadonlySet<EligibilityCheck['reason']> = new Set<EligibilityCheck['reason']>([
  'early-notice',
  'seat-unknown',
  'new-market',
  'demand-unknown',
  'held-unknown',
  'too-near',
  'may-fall-short',
  'too-large-alone',
])

/** Every check, always in the same order, with what was compared. */
export function checkEligibility(
  notice: MatchNotice,
  company: MatchCompany,
  today: Today,
): EligibilityCheck[] {
  return [
    checkKind(notice),
    checkCountry(notice, company),
    checkMarket(notice, company),
    checkClearance(notice, company),
    checkDeadline(notice, today),
    checkValue(notice, company),
  ]
}

export function summariseEligibility(checks: readonly EligibilityCheck[]): Match['eligible'] {
  if (checks.some((check) => check.verdict === 'not')) return 'no'
  return checks.some((check) => DOUBTS.has(check.reason)) ? 'maybe' : 'yes'
}

function checkKind({ kind }: MatchNotice): EligibilityCheck {
  if (kind === 'competition') return { check: 'kind', verdict: 'ok', reason: 'open-call' }
  if (kind === 'planning') return { check: 'kind', verdict: 'unknown', reason: 'early-notice' }
  if (kind === undefined || kind === 'other')
    return { check: 'kind', verdict: 'unknown', reason: 'kind-not-stated' }
  return { check: 'kind', verdict: 'not', reason: 'no-call' }
}

function checkCountry(notice: MatchNotice, company: MatchCompany): EligibilityCheck {
  const allowed = notice.restrictedTo ?? []
  const data = { seat: company.country, allowed }
  if (allowed.length === 0) return { check: 'country', verdict: 'ok', reason: 'open-to-all', data }
  if (company.country === '') return { check: 'country', verdict: 'unknown', reason: 'seat-unknown', data }
  if (allowed.includes(company.country))
    return { check: 'country', verdict: 'ok', reason: 'seat-allowed', data }
  return { check: 'country', verdict: 'not', reason: 'seat-not-allowed', data }
}

function checkMarket({ countries }: MatchNotice, company: MatchCompany): EligibilityCheck {
  const data = { countries }
  if (countries.length === 0) return { check: 'market', verdict: 'unknown', reason: 'place-unknown', data }
  if (countries.includes(company.country)) return { check: 'market', verdict: 'ok', reason: 'home', data }
  const exports = company.exportCountries.some((country) => countries.includes(country))
  if (exports) return { check: 'market', verdict: 'ok', reason: 'exports-there', data }
  return { check: 'market', verdict: 'unknown', reason: 'new-market', data }
}

function checkClearance(notice: MatchNotice, company: MatchCompany): EligibilityCheck {
  const demanded = notice.clearance ?? 'none'
  const held = company.clearance ?? 'unknown'
  const data = { demanded, held }
  if (demanded === 'none') return { check: 'clearance', verdict: 'ok', reason: 'not-demanded', data }
  if (demanded === 'unknown')
    return { check: 'clearance', verdict: 'unknown', reason: 'demand-unknown', data }
  if (held === 'unknown') return { check: 'clearance', verdict: 'unknown', reason: 'held-unknown', data }
  if (rank(held) >= rank(demanded)) return { check: 'clearance', verdict: 'ok', reason: 'held', data }
  return { check: 'clearance', verdict: 'not', reason: 'too-low', data }
}

function rank(clearance: Exclude<Clearance, 'unknown'>): number {
  return CLEARANCES.indexOf(clearance)
}

/** Where requests to take part come first, that date is the one that shuts the door. */
function checkDeadline({ deadlines }: MatchNotice, today: Today): EligibilityCheck {
  const which = deadlines.request === undefined ? 'tender' : 'request'
  const date = deadlines[which]
  const daysLeft = date === undefined ? Number.NaN : daysBetween(today, date)
  if (date === undefined || Number.isNaN(daysLeft)) {
    return { check: 'deadline', verdict: 'unknown', reason: 'not-stated', data: {} }
  }
  const data = { date, daysLeft, which } as const
  if (daysLeft < 0) return { check: 'deadline', verdict: 'not', reason: 'passed', data }
  if (daysLeft < DAYS_NEEDED) return { check: 'deadline', verdict: 'unknown', reason: 'too-near', data }
  return { check: 'deadline', verdict: 'ok', reason: 'enough-time', data }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000)
}

function checkValue({ value }: MatchNotice, company: MatchCompany): EligibilityCheck {
  if (value === undefined) return { check: 'value', verdict: 'unknown', reason: 'value-unknown', data: {} }
  const turnover = company.turnover ?? largestTurnover(company.size)
  if (turnover === undefined) {
    const isLarge = company.size === 'large'
    const reason = isLarge ? 'within-reach' : 'company-unknown'
    return { check: 'value', verdict: isLarge ? 'ok' : 'unknown', reason, data: { value } }
  }
  const data = { value, turnover }
  if (turnover.currency !== value.currency)
    return { check: 'value', verdict: 'unknown', reason: 'other-currency', data }
  if (value.cents > turnover.cents)
    return { check: 'value', verdict: 'unknown', reason: 'too-large-alone', data }
  if (value.cents * HIGHEST_TURNOVER_DEMAND > turnover.cents)
    return { check: 'value', verdict: 'unknown', reason: 'may-fall-short', data }
  return { check: 'value', verdict: 'ok', reason: 'within-reach', data }
}

function largestTurnover(size: CompanySize | undefined): Money | undefined {
  const cents = size === undefined ? undefined : TURNOVER_LIMIT[size]
  return cents === undefined ? undefined : { cents, currency: 'EUR' }
}
