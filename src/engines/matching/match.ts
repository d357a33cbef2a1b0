import { buildTextIndex, scoreTexts } from './bm25.ts'
import { rememberMeetings } from './cpv.ts'
import { checkEligibility, summariseEligibility } from './eligibility.ts'
import { collectEvidence } from './evidence.ts'
import type { LabelSpace } from './label-space.ts'
import { likenessOfMeaning, placeEvidence, placeNotice } from './meaning.ts'
import { type ReadNotice, readNotice } from './read-notice.ts'
import { makeExplainer } from './reasons.ts'
import {
  addUp,
  countrySignal,
  DEFAULT_WEIGHTS,
  hasCommonGround,
  likestName,
  nameWords,
  noSignals,
  rememberPlaces,
  type Signal,
  type Signals,
} from './signals.ts'
import type { Match, MatchCompany, MatchNotice } from './types.ts'
import { countWords, type WordStatistics } from './word-statistics.ts'

export type MatcherInput = {
  companies: readonly MatchCompany[]
  /** How rare words are; else counted over the space's labels, else over the companies' own texts. */
  statistics?: WordStatistics
  /** Lets texts of different languages meet; without it words and codes alone do. */
  space?: LabelSpace
  weights?: Partial<Record<Signal, number>>
}

export type MatchOptions = {
  /** ISO date. */
  today: string
  limit?: number
  /** Parts of a record to leave out, as `company/part`: how would the company stand without them? */
  without?: ReadonlySet<string>
}

export type Matcher = {
  /** The companies that fit, best first, equal scores by id; companies with nothing in common are left out. */
  match: (notice: MatchNotice, options: MatchOptions) => Match[]
  /** A day's notices: notice id → matches. */
  matchDay: (notices: readonly MatchNotice[], options: MatchOptions) => Map<string, Match[]>
}

/** The sum of signals shown as 50 of 100: an exact main code at home, and hardly a word in common. */
const HALF_WAY = 0.2

/** Reads the companies once; then answers for any number of notices. */
export function buildMatcher(input: MatcherInput): Matcher {
  const { space } = input
  const weights = { ...DEFAULT_WEIGHTS, ...input.weights }
  const companies = [...input.companies].sort(byId)
  const evidence = collectEvidence(companies)
  const statistics =
    input.statistics ??
    space?.statistics ??
    countWords(evidence.map(({ title, text }) => `${title}\n${text}`))
  const index = buildTextIndex(
    evidence.map(({ stems }) => stems),
    statistics,
  )
  const places = space && evidence.map((part) => placeEvidence(space, part))
  const buyers = evidence.map(({ buyerName }) => (buyerName === undefined ? undefined : nameWords(buyerName)))
  const explain = makeExplainer({ evidence, weights, space, places })

  function match(notice: MatchNotice, options: MatchOptions): Match[] {
    const read = readNotice(notice, statistics)
    const ranked = collectSignals(read, options.without).flatMap((signals, at) => {
      const company = companies[at]
      if (company === undefined || !hasCommonGround(signals)) return []
      return [{ company, signals, score: toScore(addUp(signals, weights)) }]
    })
    ranked.sort((a, b) => b.score - a.score || byId(a.company, b.company))
    const explainOne = explain(read)
    return ranked.slice(0, options.limit).map(({ company, signals, score }) => {
      const eligibility = checkEligibility(notice, company, options.today)
      const eligible = summariseEligibility(eligibility)
      return { companyId: company.id, score, eligible, eligibility, why: explainOne(signals) }
    })
  }

  /** One entry a company: its best part for each signal. */
  function collectSignals(read: ReadNotice, without: ReadonlySet<string> | undefined): Signals[] {
    const { notice } = read
    const words = scoreTexts(index, read.query)
    const here = space && placeNotice(space, read)
    const meet = rememberMeetings(read.codes)
    const locate = rememberPlaces(notice.nuts ?? [])
    const knownBuyers = read.buyers.length === 0 ? [] : buyers
    const all = companies.map((company): Signals => {
      const signals = noSignals()
      signals.country = countrySignal(notice, company)
      if (company.nuts !== undefined) signals.place = locate(company.nuts)
      return signals
    })
    evidence.forEach((part, at) => {
      const signals = all[part.company]
      if (signals === undefined || without?.has(`${companies[part.company]?.id}/${part.source.id}`)) return
      const said = words[at] ?? 0
      if (said > signals.words.strength) signals.words = { strength: said, part: at }
      const there = places?.[at]
      const meant = here && there ? likenessOfMeaning(here, there) : 0
      if (meant > signals.meaning.strength) signals.meaning = { strength: meant, part: at }
      for (const code of part.cpv) {
        const meeting = meet(code)
        if (meeting && meeting.likeness > signals.cpv.strength)
          signals.cpv = { strength: meeting.likeness, part: at, meeting }
      }
      const buyer = likestName(read.buyers, knownBuyers[at])
      if (buyer > signals.buyer.strength)
        signals.buyer = { strength: buyer, part: at, name: part.buyerName ?? '' }
      for (const nuts of part.nuts) {
        const place = locate(nuts)
        if (place.strength > signals.place.strength) signals.place = place
      }
    })
    return all
  }

  return {
    match,
    matchDay: (notices, options) => new Map(notices.map((notice) => [notice.id, match(notice, options)])),
  }
}

function toScore(sum: number): number {
  return (100 * sum) / (sum + HALF_WAY)
}

function byId(a: MatchCompany, b: MatchCompany): number {
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}
