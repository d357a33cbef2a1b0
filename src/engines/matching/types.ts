import type { Money } from '#values/money.ts'

/** CPV code → language (ISO 639-1, lower case) → label. */
export type CpvLabels = ReadonlyMap<string, Readonly<Record<string, string>>>

/** From weak to strong; `unknown` says nobody has asked. */
export const CLEARANCES = ['none', 'restricted', 'confidential', 'secret', 'top-secret'] as const
export type Clearance = (typeof CLEARANCES)[number] | 'unknown'

export type CompanySize = 'micro' | 'small' | 'medium' | 'large'
export type CapabilityLevel = 'claimed' | 'delivered' | 'certified'

export type MatchCapability = {
  id: string
  name: string
  cpv: readonly string[]
  /** The member's own words for it. */
  terms: readonly string[]
  level?: CapabilityLevel
}

/** `language` of a text is guessed where it is not given. */
export type MatchProduct = {
  id: string
  name: string
  text: string
  cpv: readonly string[]
  language?: string
}

export type MatchReference = {
  id: string
  title: string
  text: string
  cpv: readonly string[]
  language?: string
  buyerName?: string
  buyerCountry?: string
  nuts?: readonly string[]
  year?: number
}

export type MatchCompany = {
  id: string
  country: string
  nuts?: string
  capabilities: readonly MatchCapability[]
  products: readonly MatchProduct[]
  references: readonly MatchReference[]
  exportCountries: readonly string[]
  clearance?: Clearance
  /** Yearly. */
  turnover?: Money
  size?: CompanySize
}

/** One language version of the notice or of one of its lots; put the notice itself first. */
export type NoticeText = { language: string; title: string; description: string }

export type MatchNotice = {
  id: string
  texts: readonly NoticeText[]
  cpvMain?: string
  cpvAdditional: readonly string[]
  /** Where it is bought or carried out. */
  countries: readonly string[]
  nuts?: readonly string[]
  buyerNames: readonly string[]
  /** ISO dates: tenders, and requests to take part (BT-131, BT-1311). */
  deadlines: { tender?: string; request?: string }
  value?: Money
  clearance?: Clearance
  /** Only companies of these countries may bid; absent when open to all. */
  restrictedTo?: readonly string[]
  kind?: 'planning' | 'competition' | 'result' | 'modification' | 'registration' | 'other'
}

export type EvidenceKind = 'capability' | 'product' | 'reference'

/** Which part of the company's record a reason rests on. */
export type EvidenceSource = { kind: EvidenceKind; id: string; name: string }

/** Each reason carries its share of the score; the shares of one match add up to 1. */
export type Reason =
  | {
      kind: 'cpv'
      share: number
      code: string
      noticeCpv: string
      companyCpv: string
      source: EvidenceSource
    }
  | {
      kind: 'words'
      share: number
      /** As the notice writes them, weightiest first. */
      words: readonly string[]
      /** The same words as the company's text writes them. */
      ownWords: readonly string[]
      source: EvidenceSource
    }
  | { kind: 'meaning'; share: number; noticeWords: readonly string[]; source: EvidenceSource }
  | { kind: 'buyer'; share: number; buyer: string; source: EvidenceSource }
  | { kind: 'country'; share: number; country: string; how: 'seat' | 'export' }
  | { kind: 'place'; share: number; nuts: string }

export type EligibilityVerdict = 'ok' | 'unknown' | 'not'

export type EligibilityCheck =
  | {
      check: 'kind'
      verdict: EligibilityVerdict
      reason: 'open-call' | 'early-notice' | 'no-call' | 'kind-not-stated'
    }
  | {
      check: 'country'
      verdict: EligibilityVerdict
      reason: 'open-to-all' | 'seat-allowed' | 'seat-not-allowed' | 'seat-unknown'
      data: { seat: string; allowed: readonly string[] }
    }
  | {
      check: 'market'
      verdict: EligibilityVerdict
      reason: 'home' | 'exports-there' | 'new-market' | 'place-unknown'
      data: { countries: readonly string[] }
    }
  | {
      check: 'clearance'
      verdict: EligibilityVerdict
      reason: 'not-demanded' | 'demand-unknown' | 'held' | 'too-low' | 'held-unknown'
      data: { demanded: Clearance; held: Clearance }
    }
  | {
      check: 'deadline'
      verdict: EligibilityVerdict
      reason: 'enough-time' | 'too-near' | 'passed' | 'not-stated'
      data: { date?: string; daysLeft?: number; which?: 'tender' | 'request' }
    }
  | {
      check: 'value'
      verdict: EligibilityVerdict
      reason:
        | 'within-reach'
        | 'may-fall-short'
        | 'too-large-alone'
        | 'value-unknown'
        | 'company-unknown'
        | 'other-currency'
      data: { value?: Money; turnover?: Money }
    }

export type Match = {
  companyId: string
  /** 0 to 100; comparable between notices as well as between companies. */
  score: number
  eligible: 'yes' | 'maybe' | 'no'
  eligibility: readonly EligibilityCheck[]
  why: readonly Reason[]
}
