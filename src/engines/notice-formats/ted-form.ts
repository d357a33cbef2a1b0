import { toCount } from './amounts.ts'
import { distinct, stated, toDate, toLegalBasis, toMoment, toNature } from './codes.ts'
import type {
  Award,
  Duration,
  Lot,
  Moment,
  NoticeChange,
  Organisation,
  ParsedNotice,
  SelectionCriterion,
} from './notice.ts'
import { readTedAwards } from './ted-awards.ts'
import {
  cpvIn,
  type FormVersion,
  moneyOf,
  organisationOf,
  paragraphs,
  placesIn,
  textsIn,
} from './ted-fields.ts'
import { all, at, attribute, child, children, text, type XmlElement } from './xml.ts'

/** What a form of TED says itself; the coded data around it is read elsewhere. */
export interface TedForm
  extends Pick<
    ParsedNotice,
    | 'legalBasis'
    | 'title'
    | 'description'
    | 'cpvMain'
    | 'cpvAdditional'
    | 'nature'
    | 'estimatedValue'
    | 'frameworkMaximum'
    | 'totalAwarded'
    | 'lots'
    | 'lotLimits'
    | 'isFramework'
    | 'isDynamicPurchasing'
    | 'change'
    | 'documentsUrl'
    | 'submissionUrl'
    | 'awards'
  > {
  readonly buyers: readonly Organisation[]
  /** Final date for tenders or for requests to participate: which of the two depends on the procedure. */
  readonly deadline: Moment | undefined
  readonly dispatched: Moment | undefined
  /** Numbers of earlier notices as written in the form. */
  readonly references: readonly string[]
}

/** Reads the forms of R2.0.9 (F01 to F25, T1, T2), all language versions together. */
export function readTedForm(versions: readonly FormVersion[], form: XmlElement): TedForm {
  const object = child(form, 'OBJECT_CONTRACT')
  const procedure = child(form, 'PROCEDURE')
  const body = child(form, 'CONTRACTING_BODY')
  const documentsUrl = text(child(body, 'URL_DOCUMENT'))
  const submissionUrl = text(child(body, 'URL_PARTICIPATION'))
  const isFramework = child(procedure, 'FRAMEWORK') !== undefined
  const isDynamicPurchasing = child(procedure, 'DPS') !== undefined
  const cpv = cpvIn(object)
  const lots = readLots(versions, readCriteria(versions, form)).map((lot) => ({
    ...lot,
    documentsUrl,
    submissionUrl,
  }))
  return {
    legalBasis: toLegalBasis(
      attribute(child(form, 'LEGAL_BASIS'), 'VALUE') ?? attribute(child(form, 'DIRECTIVE'), 'VALUE'),
    ),
    title: textsIn(versions, (version) => at(version, 'OBJECT_CONTRACT', 'TITLE')),
    description: textsIn(versions, (version) => at(version, 'OBJECT_CONTRACT', 'SHORT_DESCR')),
    cpvMain: cpv.main,
    cpvAdditional: distinct(lots.flatMap((lot) => lot.cpvAdditional)),
    nature: toNature(attribute(child(object, 'TYPE_CONTRACT'), 'CTYPE')),
    estimatedValue: moneyOf(child(object, 'VAL_ESTIMATED_TOTAL')),
    frameworkMaximum: undefined,
    totalAwarded: moneyOf(child(object, 'VAL_TOTAL')),
    lots,
    lotLimits: readLotLimits(child(object, 'LOT_DIVISION')),
    isFramework,
    isDynamicPurchasing,
    change: readChange(versions, form),
    documentsUrl,
    submissionUrl,
    awards: readAwards(versions, lots),
    buyers: readBuyers(body, versions[0]?.language),
    deadline: toMoment(
      text(child(procedure, 'DATE_RECEIPT_TENDERS')),
      text(child(procedure, 'TIME_RECEIPT_TENDERS')),
    ),
    dispatched: toMoment(text(at(form, 'COMPLEMENTARY_INFO', 'DATE_DISPATCH_NOTICE'))),
    references: [
      ...all(procedure, 'NOTICE_NUMBER_OJ'),
      ...all(form, 'COMPLEMENTARY_INFO', 'NOTICE_NUMBER_OJ'),
    ].flatMap((number) => text(number) ?? []),
  }
}

/** A lot of TED with everything it can not say left out. */
export function tedLot(lot: Partial<Lot> & Pick<Lot, 'id' | 'title' | 'description'>): Lot {
  return {
    isPart: false,
    cpvMain: undefined,
    cpvAdditional: [],
    nature: undefined,
    places: [],
    estimatedValue: undefined,
    frameworkMaximum: undefined,
    tenderDeadline: undefined,
    requestDeadline: undefined,
    selectionCriteria: [],
    securityClearance: undefined,
    groupLegalForm: undefined,
    isEuFunded: undefined,
    euProgrammes: [],
    duration: undefined,
    options: {},
    renewals: undefined,
    framework: undefined,
    dynamicPurchasing: undefined,
    documentsUrl: undefined,
    submissionUrl: undefined,
    ...lot,
  }
}

function readBuyers(body: XmlElement | undefined, language: string | undefined): Organisation[] {
  const addresses = children(body).filter((kid) => /^ADDRESS_CONTRACTING_BODY(_ADDITIONAL)?$/.test(kid.name))
  return addresses.map((address) => organisationOf(address, language))
}

function readLots(versions: readonly FormVersion[], selectionCriteria: readonly SelectionCriterion[]): Lot[] {
  const blocks = versions.map(({ form }) => all(form, 'OBJECT_CONTRACT', 'OBJECT_DESCR'))
  return (blocks[0] ?? []).map((block, index) => {
    const cpv = cpvIn(block)
    const inVersion = (name: string) =>
      textsIn(versions, (_form, version) => child(blocks[version]?.[index], name))
    return tedLot({
      id: text(child(block, 'LOT_NO')) ?? String(index + 1),
      title: inVersion('TITLE'),
      description: inVersion('SHORT_DESCR'),
      // CPV_ADDITIONAL is all a lot has; where it is cut into lots, the first is its main one.
      cpvMain: cpv.main ?? cpv.additional[0],
      cpvAdditional: cpv.main === undefined ? cpv.additional.slice(1) : cpv.additional,
      places: placesIn(block),
      estimatedValue: moneyOf(child(block, 'VAL_OBJECT')),
      selectionCriteria,
      ...readEuFunds(block, inVersion('EU_PROGR_RELATED')),
      duration: readDuration(block),
      options: inVersion('OPTIONS_DESCR'),
      renewals:
        child(block, 'RENEWAL') === undefined
          ? undefined
          : { maximum: undefined, description: inVersion('RENEWAL_DESCR') },
    })
  })
}

function readEuFunds(block: XmlElement, description: Lot['title']): Pick<Lot, 'isEuFunded' | 'euProgrammes'> {
  if (child(block, 'EU_PROGR_RELATED') !== undefined) {
    return { isEuFunded: true, euProgrammes: Object.keys(description).length > 0 ? [{ description }] : [] }
  }
  return {
    isEuFunded: child(block, 'NO_EU_PROGR_RELATED') === undefined ? undefined : false,
    euProgrammes: [],
  }
}

const UNITS = { DAY: 'day', MONTH: 'month', YEAR: 'year' } as const

function readDuration(block: XmlElement): Duration | undefined {
  const measure = child(block, 'DURATION')
  const unit = Object.entries(UNITS).find(([type]) => type === attribute(measure, 'TYPE'))?.[1]
  const amount = unit === undefined ? undefined : toCount(text(measure))
  const period = stated({
    amount,
    unit: amount === undefined ? undefined : unit,
    start: toDate(text(child(block, 'DATE_START'))),
    end: toDate(text(child(block, 'DATE_END'))),
    isUnlimited: child(block, 'INDEFINITE_DURATION') === undefined ? undefined : true,
  })
  return Object.keys(period).length === 0 ? undefined : period
}

/** The conditions for participation hold for every lot. Codes are those eForms used before SDK 1.10. */
function readCriteria(versions: readonly FormVersion[], form: XmlElement): SelectionCriterion[] {
  const conditions = child(form, 'LEFTI')
  const found: SelectionCriterion[] = []
  for (const [name, type] of CRITERIA) {
    if (paragraphs(child(conditions, name)) === undefined) continue
    found.push({ type, name: {}, description: textsIn(versions, (version) => at(version, 'LEFTI', name)) })
  }
  return found
}

const CRITERIA = [
  ['SUITABILITY', 'sui-act'],
  ['ECONOMIC_FINANCIAL_INFO', 'ef-stand'],
  ['ECONOMIC_FINANCIAL_MIN_LEVEL', 'ef-stand'],
  ['TECHNICAL_PROFESSIONAL_INFO', 'tp-abil'],
  ['TECHNICAL_PROFESSIONAL_MIN_LEVEL', 'tp-abil'],
  ['RULES_CRITERIA', 'other'],
  ['CRITERIA_SELECTION', 'other'],
] as const

function readLotLimits(division: XmlElement | undefined): ParsedNotice['lotLimits'] {
  return {
    maximumSubmitted:
      child(division, 'LOT_ONE_ONLY') === undefined ? toCount(text(child(division, 'LOT_MAX_NUMBER'))) : 1,
    maximumAwarded: toCount(text(child(division, 'LOT_MAX_ONE_TENDERER'))),
  }
}

/** Form 20: what was modified, why, and the value before and after. Form 14 names only what changes. */
function readChange(versions: readonly FormVersion[], form: XmlElement): NoticeChange | undefined {
  const info = at(form, 'MODIFICATIONS_CONTRACT', 'INFO_MODIFICATIONS')
  if (info !== undefined) {
    const values = child(info, 'VALUES') ?? info
    return {
      reason: child(info, 'ADDITIONAL_NEED') === undefined ? 'mod-cir' : 'add-wss',
      description: textsIn(versions, (version) =>
        at(version, 'MODIFICATIONS_CONTRACT', 'INFO_MODIFICATIONS', 'SHORT_DESCR'),
      ),
      valueBefore: moneyOf(child(values, 'VAL_TOTAL_BEFORE')),
      valueAfter: moneyOf(child(values, 'VAL_TOTAL_AFTER')),
    }
  }
  if (child(form, 'CHANGES') === undefined) return undefined
  const description = textsIn(versions, (version) => at(version, 'CHANGES', 'INFO_ADD'))
  return { reason: undefined, description, valueBefore: undefined, valueAfter: undefined }
}

function readAwards(versions: readonly FormVersion[], lots: readonly Lot[]): Award[] {
  return readTedAwards(versions, new Set(lots.map((lot) => lot.id)))
}
