import type { Label } from '#values/country.ts'
import type { ReadinessLevel } from '#values/vocabulary/readiness.ts'
import type { SizeClass } from '#values/vocabulary/size-classes.ts'

/**
 * Shapes of the demonstration data. Everything in this folder is invented: names, people, codes, buyers and figures.
 * Days are counted from the `today` of whoever loads the data: negative is past, positive is still to come.
 * Objects refer to each other by `key`.
 */

/** What a person is to their company; one person may be several. */
export type ContactRole =
  | 'main'
  | 'sales'
  | 'tenders'
  | 'technology'
  | 'export-control'
  | 'security'
  | 'dues'
  | 'training'
  | 'quality'

export type DemoPerson = {
  key: string
  name: string
  email: string
  phone: string
  title: Label
  roles: ContactRole[]
  /** May change the company's own page and invite colleagues. */
  isCompanyAdmin: boolean
  language: 'et' | 'en'
}

export type DemoCapability = {
  key: string
  name: Label
  /** CPV codes, the closest first. */
  cpv: string[]
  /** NATO supply classes, four digits. */
  supplyClasses: string[]
  /** The company's own words, in any language. */
  terms: string[]
  /** `core`: done every month. `able`: done before. `with-partner`: needs somebody else. */
  level: 'core' | 'able' | 'with-partner'
  /** What shows it; empty where the company has not said. */
  evidence: string
}

/** A list entry such as `ML10` or `6A003`; `none`: checked, not listed; `unknown-ask`: nobody has checked yet. */
export type StrategicStatus = string | 'none' | 'unknown-ask'

export type DemoStandardUse = {
  /** A code of the interface standards in the vocabulary. */
  standard: string
  edition?: string
  /** `provider` gives what `consumer` takes; `both` does either; `meets` is for tests nothing flows through. */
  role: 'provider' | 'consumer' | 'both' | 'meets'
  evidence: 'claimed' | 'tested' | 'certified'
}

export type DemoProduct = {
  key: string
  name: string
  description: Label
  readiness: ReadinessLevel
  cpv: string[]
  supplyClass?: string
  militaryList: StrategicStatus
  dualUse: StrategicStatus
  standards: DemoStandardUse[]
}

/** Worth of a contract, in euros. */
export type ValueBand = 'under-50k' | '50k-250k' | '250k-1m' | '1m-5m' | 'over-5m'

export type DemoReference = {
  key: string
  title: Label
  buyer: string
  buyerCountry: string
  yearsAgo: number
  valueBand: ValueBand
  cpv: string[]
  role: 'sole' | 'lead' | 'member' | 'subcontractor'
  /** Whether the buyer may be named to people outside the cluster. */
  mayNameBuyer: boolean
}

export type DemoCertificate = {
  /** A code of the certificate kinds in the vocabulary. */
  kind: string
  number: string
  issuer: string
  /** Missing: does not expire. */
  expiresInDays?: number
}

/** Yearly turnover, in euros. */
export type TurnoverBand = 'under-500k' | '500k-2m' | '2m-10m' | '10m-50m' | 'over-50m'

export type DemoCompany = {
  key: string
  name: string
  tradeName: string
  /** Lies in 99xxxxxx, which the Estonian register has never given out. */
  registerCode: string
  /** Holds the letters O and I, which no real NCAGE code uses. */
  ncage?: string
  foundedYear: number
  website: string
  email: string
  phone: string
  street: string
  city: string
  postcode: string
  country: string
  nuts: string
  summary: Label
  sizeClass: SizeClass
  employees: number
  turnoverBand: TurnoverBand
  /** Who owns it, in per cent by country of the final owner. */
  ownership: { country: string; percent: number }[]
  joinedDaysAgo: number
  /** `thin`: left incomplete on purpose, as some members will. */
  completeness: 'full' | 'partial' | 'thin'
  people: DemoPerson[]
  capabilities: DemoCapability[]
  products: DemoProduct[]
  references: DemoReference[]
  certificates: DemoCertificate[]
  exportsTo: string[]
}

/** Somebody who is not with a member company. */
export type DemoOutsider = {
  key: string
  name: string
  email: string
  phone: string
  title: Label
  language: 'et' | 'en'
  hat:
    | 'cluster-manager'
    | 'cluster-staff'
    | 'programme-officer'
    | 'auditor'
    | 'outside-contact'
    | 'peer-cluster-staff'
  /** The organisation; for a peer's staff also the `key` of the peer. */
  organisation: string
  peerKey?: string
}

export type DemoCluster = {
  key: string
  name: Label
  shortName: string
  registerCode: string
  website: string
  email: string
  phone: string
  street: string
  city: string
  postcode: string
  country: string
  summary: Label
}

export type DemoPeer = {
  key: string
  name: string
  country: string
  city: string
  website: string
  contactName: string
  contactEmail: string
  contactPhone: string
  focus: Label
  /** What its members are strong in. */
  cpv: string[]
  memberCount: number
  /** Missing: no agreement yet. */
  agreement?: { title: Label; signedDaysAgo: number; expiresInDays: number }
}

export type DemoRequirement = {
  kind: 'turnover' | 'reference' | 'certificate' | 'clearance' | 'staff' | 'other'
  text: Label
  /** Whom it binds when a group bids. */
  mode: 'sum' | 'each' | 'at-least-one' | 'lead'
  amountEur?: number
  /** For `certificate`: a code of the certificate kinds. */
  certificate?: string
}

export type DemoLot = { number: string; title: Record<string, string>; cpv: string[]; valueEur: number }

export type DemoNotice = {
  key: string
  kind: 'planning' | 'consultation' | 'competition' | 'dir-awa-pre'
  /** CELEX number of the law, as in the vocabulary. */
  legalBasis: string
  procedure: string
  nature: 'supplies' | 'services' | 'works'
  buyer: string
  buyerCountry: string
  buyerActivity: 'defence' | 'public-order' | 'general' | 'health' | 'transport'
  /** Where the work is done; NUTS, or a country. */
  place: string
  /** By language (ISO 639-1); the first is the original. */
  texts: Record<string, { title: string; description: string }>
  cpv: string
  otherCpv: string[]
  /** Missing: the buyer does not say. */
  valueEur?: number
  publishedDaysAgo: number
  /** Missing for a plan. `request`: to take part; `tender`: to hand in a price. */
  deadlineInDays?: number
  deadlineKind?: 'request' | 'tender'
  needsClearance: boolean
  isEuFunded: boolean
  lots: DemoLot[]
  requirements: DemoRequirement[]
}

export type DemoAward = {
  key: string
  /** The call it answers, when that is in the demo too. */
  noticeKey?: string
  buyer: string
  buyerCountry: string
  texts: Record<string, { title: string; description: string }>
  cpv: string
  valueEur: number
  awardedDaysAgo: number
  tendersReceived: number
  /** More than one is a group; `companyKey` where the winner is a member of the cluster. */
  winners: { name: string; country: string; isLead: boolean; companyKey?: string }[]
}
