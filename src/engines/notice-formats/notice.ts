/**
 * What a procurement notice says, as plain values, whichever format it came in. A field the notice
 * does not state is undefined or an empty list; a field it withholds from publication counts as not
 * stated. Field numbers (BT-…, OPT-…, OPP-…) are those of the eForms regulation (EU) 2019/1780.
 */
export interface ParsedNotice {
  readonly format: 'eforms' | 'ted' | 'ft-topic' | 'by-hand' | 'request'
  /** `eforms-sdk-1.9`, or the TED schema version such as `R2.0.9.S05.E01`. */
  readonly schemaVersion: string
  /** One notice, one key: the publication number, else notice id and version. */
  readonly key: string
  /** BT-701; TED notices have none. */
  readonly noticeId: string | undefined
  /** BT-757, as written: `01`. */
  readonly version: string | undefined
  /** BT-04; TED notices have none. */
  readonly procedureId: string | undefined
  /** Number in the Official Journal, always eight digits and the year: `00047522-2024`. */
  readonly publicationId: string | undefined
  /** `2024-01-24` */
  readonly publicationDate: string | undefined
  /** BT-05: when the buyer sent it. */
  readonly dispatched: Moment | undefined
  /** Root element: `ContractNotice`, …, `TED_EXPORT`. */
  readonly root: string
  /** BT-02 (`cn-standard`); for TED the document type letter or digit (`3`). */
  readonly noticeType: string | undefined
  /** OPP-070 (`18`, `E6`); TED notices have none. */
  readonly subtype: string | undefined
  /** BT-03 (`competition`); for TED the form (`F03`, `17`). */
  readonly form: string | undefined
  readonly kind: NoticeKind
  /** BT-01 as CELEX number: `32009L0081`. */
  readonly legalBasis: string | undefined
  /** Under Directive 2009/81/EC. Not the only defence notices: look at buyers and CPV too. */
  readonly isDefence: boolean
  /** Original language first. */
  readonly languages: readonly string[]
  readonly title: Texts
  readonly description: Texts
  readonly cpvMain: string | undefined
  readonly cpvAdditional: readonly string[]
  readonly nature: Nature | undefined
  readonly buyers: readonly Buyer[]
  readonly places: readonly Place[]
  /** BT-27 */
  readonly estimatedValue: Amount | undefined
  /** BT-271 */
  readonly frameworkMaximum: Amount | undefined
  /** BT-161: everything awarded by this notice. */
  readonly totalAwarded: Amount | undefined
  /** BT-105 as eForms code (`open`, `restricted`, `neg-w-call` …), for TED notices too. */
  readonly procedureType: string | undefined
  /** Earliest BT-131 of the lots: tenders. */
  readonly tenderDeadline: Moment | undefined
  /** Earliest BT-1311 of the lots: requests to participate (restricted and negotiated procedures). */
  readonly requestDeadline: Moment | undefined
  readonly lots: readonly Lot[]
  readonly lotGroups: readonly LotGroup[]
  readonly lotLimits: LotLimits
  readonly isFramework: boolean
  readonly isDynamicPurchasing: boolean
  /** BT-125, BT-1252 … and TED's "previous publication". */
  readonly previousNotices: readonly NoticeReference[]
  /** BT-758: the notice this one corrects, or whose contract it modifies. */
  readonly changedNotice: NoticeReference | undefined
  readonly change: NoticeChange | undefined
  /** First BT-15 of the lots. */
  readonly documentsUrl: string | undefined
  /** First BT-18 of the lots. */
  readonly submissionUrl: string | undefined
  readonly awards: readonly Award[]
  /** Of EU call topics only. */
  readonly topic?: TopicFacts
}

/** Language (ISO 639-1, lower case; three letters where there is no two-letter code) → text. */
export type Texts = Readonly<Record<string, string>>

export type NoticeKind =
  | 'planning'
  | 'competition'
  | 'result'
  | 'modification'
  | 'registration'
  | 'other'
  | 'eu-call'
  | 'request'

/** What an EU call topic says beyond title and text. Sums in cents of euros, days as `YYYY-MM-DD`. */
export interface TopicFacts {
  readonly identifier: string
  readonly callIdentifier?: string | undefined
  readonly callTitle?: string | undefined
  readonly programme?: string | undefined
  readonly typesOfAction?: string | undefined
  readonly status: 'forthcoming' | 'open' | 'closed' | 'unknown'
  readonly opensOn?: string | undefined
  /** Earliest first: the stages of one call, or its cut-off days. */
  readonly deadlines: readonly string[]
  readonly deadlineModel?: string | undefined
  /** What one project may get. */
  readonly budgetMin?: number | undefined
  readonly budgetMax?: number | undefined
  readonly expectedGrants?: number | undefined
  readonly conditions?: string | undefined
  readonly portalUrl: string
}

export type Nature = 'works' | 'supplies' | 'services'

/** Hundredths of the currency's unit, whatever its own minor unit, so 12.50 EUR is 1250. */
export interface Amount {
  readonly cents: number
  readonly currency: string
}

/** A date, with time and offset where stated: `2024-02-28`, `12:00:00`, `+02:00`. TED states no offset. */
export interface Moment {
  readonly date: string
  readonly time?: string
  readonly offset?: string
}

export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string
  readonly nuts?: string
  readonly town?: string
}

/** A company, authority or other body named in a notice. */
export interface Organisation extends Place {
  readonly name: Texts
  /** BT-501: the number its country gave it. */
  readonly nationalId?: string
  readonly website?: string
  readonly email?: string
}

export interface Buyer extends Organisation {
  /** BT-10 as eForms code (`defence`, `pub-os`), for TED the words of the notice's code. */
  readonly activity?: string
  /** BT-11 as eForms code; TED: authority type code. */
  readonly legalType?: string
}

export interface Lot {
  /** BT-137 (`LOT-0001`, `PAR-0001`); TED: the number written in the notice, else its position. */
  readonly id: string
  readonly isPart: boolean
  readonly title: Texts
  readonly description: Texts
  readonly cpvMain: string | undefined
  readonly cpvAdditional: readonly string[]
  readonly nature: Nature | undefined
  readonly places: readonly Place[]
  readonly estimatedValue: Amount | undefined
  readonly frameworkMaximum: Amount | undefined
  readonly tenderDeadline: Moment | undefined
  readonly requestDeadline: Moment | undefined
  readonly selectionCriteria: readonly SelectionCriterion[]
  readonly securityClearance: SecurityClearance | undefined
  readonly groupLegalForm: GroupLegalForm | undefined
  /** BT-60; undefined when the notice does not say. */
  readonly isEuFunded: boolean | undefined
  readonly euProgrammes: readonly EuProgramme[]
  readonly duration: Duration | undefined
  /** BT-54 */
  readonly options: Texts
  /** BT-58, BT-57 */
  readonly renewals: { readonly maximum: number | undefined; readonly description: Texts } | undefined
  /** BT-765 (`none`, `fa-wo-rc` …) */
  readonly framework: string | undefined
  /** BT-766 (`none`, `dps-list` …) */
  readonly dynamicPurchasing: string | undefined
  readonly documentsUrl: string | undefined
  readonly submissionUrl: string | undefined
}

export interface LotGroup {
  readonly id: string
  readonly lotIds: readonly string[]
  readonly title: Texts
  readonly description: Texts
  readonly frameworkMaximum: Amount | undefined
}

/** BT-31 lots one tenderer may bid for, BT-33 lots one tenderer may win. */
export interface LotLimits {
  readonly maximumSubmitted: number | undefined
  readonly maximumAwarded: number | undefined
}

export interface SelectionCriterion {
  /** BT-809 (`slc-abil-ref-services`) or, before SDK 1.10, BT-747 (`tp-abil`); same codes for TED. */
  readonly type: string | undefined
  readonly name: Texts
  /** BT-750 */
  readonly description: Texts
}

export interface SecurityClearance {
  /** BT-578; undefined when only described. */
  readonly isRequired: boolean | undefined
  readonly code: string | undefined
  /** BT-732 */
  readonly description: Texts
  /** BT-78: last date to show it. */
  readonly latestDate: string | undefined
}

export interface GroupLegalForm {
  /** BT-761; undefined when only described. */
  readonly isRequired: boolean | undefined
  /** BT-76 */
  readonly description: Texts
}

export interface EuProgramme {
  /** BT-5010 / BT-610 programme code (`LIFE_2021`). */
  readonly code?: string
  /** BT-6140 */
  readonly description: Texts
  /** BT-5011 */
  readonly identifier?: string
}

export interface Duration {
  readonly amount?: number
  readonly unit?: 'day' | 'week' | 'month' | 'year'
  readonly start?: string
  readonly end?: string
  readonly isUnlimited?: boolean
}

export interface NoticeReference {
  readonly publicationId?: string
  readonly noticeId?: string
  readonly version?: string
}

export interface NoticeChange {
  /** BT-140 / BT-200 reason code (`cor-buy`, `add-wss`). */
  readonly reason: string | undefined
  readonly description: Texts
  readonly valueBefore: Amount | undefined
  readonly valueAfter: Amount | undefined
}

/** The outcome for one lot (eForms LotResult, TED AWARD_CONTRACT). */
export interface Award {
  /** OPT-322 result id or TED contract number. */
  readonly id: string | undefined
  readonly lotIds: readonly string[]
  readonly title: Texts
  /** BT-142: was a winner chosen? undefined when the notice withholds it. */
  readonly isAwarded: boolean | undefined
  /** BT-142 code (`selec-w`, `clos-nw`, `open-nw`), for TED too. */
  readonly outcome: string | undefined
  /** BT-144 code (`no-rece`, `all-rej`, …); TED: `unsuccessful` or `discontinued`. */
  readonly notAwardedReason: string | undefined
  /** BT-759 for BT-760 `tenders`. */
  readonly tendersReceived: number | undefined
  /** TED states the value for the award, eForms for each tender; then it is that of a single winner. */
  readonly value: Amount | undefined
  readonly tenders: readonly AwardTender[]
}

/** One tender named in a result: who submitted it together, for how much, and whether it won. */
export interface AwardTender {
  readonly id: string | undefined
  /** BT-3202: a contract was settled on it. */
  readonly isWinner: boolean
  /** BT-171 */
  readonly rank: number | undefined
  /** BT-720 */
  readonly value: Amount | undefined
  /** BT-13714 */
  readonly lotId: string | undefined
  /** Name of the tendering party, where it has one of its own. */
  readonly partyName: string | undefined
  /** More than one economic operator tendered together. */
  readonly isGroup: boolean
  readonly tenderers: readonly Tenderer[]
  readonly subcontractors: readonly Organisation[]
  /** BT-773: undefined when the notice does not say. */
  readonly isSubcontracted: boolean | undefined
  /** BT-1451 */
  readonly decisionDate: string | undefined
  /** BT-145 */
  readonly contractDate: string | undefined
  readonly contractTitle: Texts
}

export interface Tenderer extends Organisation {
  /** OPT-170: leads the group. */
  readonly isLead: boolean
  /** BT-165 (`micro`, `small`, `medium`, `sme`, `large`); TED knows only `sme` and `not-sme`. */
  readonly size?: string
}
