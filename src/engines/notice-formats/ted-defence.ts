import { toCount } from './amounts.ts'
import { DEFENCE_DIRECTIVE, distinct, stated, toMoment, toNature } from './codes.ts'
import type { Award, Duration, Lot, Moment, Organisation, Place, SelectionCriterion } from './notice.ts'
import { toTenders } from './ted-awards.ts'
import {
  costOf,
  cpvIn,
  dateOf,
  type FormVersion,
  highestCostOf,
  organisationOf,
  paragraphs,
  placesIn,
  textsIn,
} from './ted-fields.ts'
import { type TedForm, tedLot } from './ted-form.ts'
import { all, at, attribute, below, child, children, text, type XmlElement } from './xml.ts'

/**
 * Reads forms 16 to 19 under the defence directive, which stayed on schema R2.0.8 to the end. The general
 * forms of R2.0.7 and R2.0.8 used the same elements without the DEFENCE ending, so names are matched by
 * how they begin and those forms read as well.
 */
export function readDefenceForm(versions: readonly FormVersion[], form: XmlElement): TedForm {
  const body = inside(form)
  const object = childLike(body, OBJECT)
  const facts = childLike(object, /^DESCRIPTION_/) ?? object
  const cpv = cpvIn(child(facts, 'CPV'))
  const authority = childLike(body, AUTHORITY)
  const addresses = childLike(authority, /^NAME_ADDRESSES_CONTACT/)
  const urls = childLike(addresses, /^INTERNET_ADDRESSES/)
  const framework = childLike(facts, /FRAMEWORK(_AGREEMENT)?$/)
  const inVersions = (name: string) => textsIn(versions, (version) => child(factsOf(version), name))
  const description = inVersions('SHORT_CONTRACT_DESCRIPTION')
  const whole = {
    ...readTerms(versions, body, object, facts, urls),
    title: inVersions('TITLE_CONTRACT'),
    description: Object.keys(description).length > 0 ? description : readScope(versions),
    cpvMain: cpv.main,
    cpvAdditional: cpv.additional,
    nature: toNature(attribute(below(facts, 'TYPE_CONTRACT'), 'VALUE')),
    estimatedValue: costOf(below(childLike(object, /^QUANTITY_SCOPE/), 'COSTS_RANGE_AND_CURRENCY')),
    frameworkMaximum: highestCostOf(below(child(framework, 'TOTAL_ESTIMATED'), 'COSTS_RANGE_AND_CURRENCY')),
  }
  return {
    ...whole,
    legalBasis: /DEFENCE/.test(form.name) ? DEFENCE_DIRECTIVE : undefined,
    totalAwarded: costOf(at(object, 'TOTAL_FINAL_VALUE', 'COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE')),
    lots: readLots(versions, { ...whole, id: '1' }),
    lotLimits: { maximumSubmitted: undefined, maximumAwarded: undefined },
    isFramework: framework === undefined ? involvesFramework(facts) : attribute(framework, 'VALUE') !== 'NO',
    isDynamicPurchasing: false,
    change: undefined,
    awards: readAwards(body, versions[0]?.language),
    buyers: readBuyer(addresses, urls, versions[0]?.language),
    deadline: readDeadline(body),
    dispatched: toMoment(dateOf(below(body, 'NOTICE_DISPATCH_DATE'))),
    references: readReferences(body),
  }
}

const OBJECT = /^OBJECT_/
const AUTHORITY = /^(CONTRACTING_(AUTHORITY|ENTITY)_|AUTHORITY_|ENTITY_)/
const PROCEDURE = /^PROCEDURE_DEFINITION/
const CONDITIONS = /^LEFTI_/

/** Everything stands in one FD_… element below the form. */
function inside(form: XmlElement): XmlElement {
  return childLike(form, /^FD_/) ?? form
}

function childLike(element: XmlElement | undefined, name: RegExp): XmlElement | undefined {
  return children(element).find((kid) => name.test(kid.name))
}

function factsOf(form: XmlElement): XmlElement | undefined {
  const object = childLike(inside(form), OBJECT)
  return childLike(object, /^DESCRIPTION_/) ?? object
}

/** Award notices say by a code that they conclude a framework agreement. */
function involvesFramework(facts: XmlElement | undefined): boolean {
  const involves = childLike(facts, /^NOTICE_INVOLVES/)
  return /FRAMEWORK/.test(attribute(involves, 'VALUE') ?? '')
}

/** Planning notices have no description, only quantity or scope. */
function readScope(versions: readonly FormVersion[]): TedForm['description'] {
  return textsIn(versions, (form) => below(childLike(inside(form), OBJECT), 'TOTAL_QUANTITY_OR_SCOPE'))
}

function readBuyer(
  addresses: XmlElement | undefined,
  urls: XmlElement | undefined,
  language: string | undefined,
): Organisation[] {
  const profile = child(addresses, 'CA_CE_CONCESSIONAIRE_PROFILE')
  if (profile === undefined) return []
  return [{ ...organisationOf(profile, language), ...stated({ website: text(child(urls, 'URL_GENERAL')) }) }]
}

type TermsOfLots =
  | 'places'
  | 'selectionCriteria'
  | 'securityClearance'
  | 'groupLegalForm'
  | 'isEuFunded'
  | 'duration'
  | 'options'
  | 'documentsUrl'
  | 'submissionUrl'

/** What holds for the whole contract, and so for each of its lots. */
function readTerms(
  versions: readonly FormVersion[],
  body: XmlElement,
  object: XmlElement | undefined,
  facts: XmlElement | undefined,
  urls: XmlElement | undefined,
): Pick<Lot, TermsOfLots> {
  const conditions = childLike(body, CONDITIONS)
  const clearance = dateOf(below(conditions, 'CLEARING_LAST_DATE'))
  const legalForm = textsIn(versions, (form) => below(childLike(inside(form), CONDITIONS), 'LEGAL_FORM'))
  const funded = below(body, /^RELATES_TO_EU_PROJECT_(YES|NO)$/)?.name
  return {
    places: readPlaces(facts),
    selectionCriteria: readCriteria(versions),
    securityClearance:
      clearance === undefined
        ? undefined
        : { isRequired: undefined, code: undefined, description: {}, latestDate: clearance },
    groupLegalForm:
      Object.keys(legalForm).length === 0 ? undefined : { isRequired: undefined, description: legalForm },
    isEuFunded: funded === undefined ? undefined : funded === 'RELATES_TO_EU_PROJECT_YES',
    duration: readDuration(childLike(object, /^PERIOD_WORK_DATE_STARTING|^SCHEDULED_DATE_PERIOD/)),
    options: textsIn(versions, (form) => below(childLike(inside(form), OBJECT), 'OPTION_DESCRIPTION')),
    documentsUrl: text(child(urls, 'URL_INFORMATION')),
    submissionUrl: text(child(urls, 'URL_PARTICIPATE')),
  }
}

/** An undivided contract is one lot with the contract's own title, as in all other formats. */
function readLots(versions: readonly FormVersion[], whole: Parameters<typeof tedLot>[0]): Lot[] {
  const blocks = versions.map(({ form }) => lotBlocks(factsOf(form)))
  const first = blocks[0] ?? []
  if (first.length === 0) return [tedLot(whole)]
  return first.map((block, index) => {
    const inVersion = (name: string) =>
      textsIn(versions, (_form, version) => child(blocks[version]?.[index], name))
    const cpv = cpvIn(child(block, 'CPV'))
    return tedLot({
      ...whole,
      id: text(child(block, 'LOT_NUMBER')) ?? String(index + 1),
      title: inVersion('LOT_TITLE'),
      description: inVersion('LOT_DESCRIPTION'),
      cpvMain: cpv.main,
      cpvAdditional: cpv.additional,
      estimatedValue: costOf(below(child(block, 'NATURE_QUANTITY_SCOPE'), 'COSTS_RANGE_AND_CURRENCY')),
      duration: readDuration(child(block, 'PERIOD_WORK_DATE_STARTING')) ?? whole.duration,
    })
  })
}

function lotBlocks(facts: XmlElement | undefined): XmlElement[] {
  const division = below(facts, /DIVISION_INTO_LOTS$/)
  return children(childLike(division, /DIV_INTO_LOT_YES$/)).filter((kid) => /ANNEX_B/.test(kid.name))
}

function readPlaces(facts: XmlElement | undefined): Place[] {
  const location = child(facts, 'LOCATION_NUTS') ?? below(facts, 'SITE_OR_LOCATION')
  return placesIn(location)
}

function readCriteria(versions: readonly FormVersion[]): SelectionCriterion[] {
  const found: SelectionCriterion[] = []
  for (const [name, type] of CRITERIA) {
    const description = textsIn(versions, (form) => below(childLike(inside(form), CONDITIONS), name))
    if (Object.keys(description).length > 0) found.push({ type, name: {}, description })
  }
  return found
}

/** Codes as in the other TED forms; the conditions on subcontractors are left out. */
const CRITERIA = [
  ['ECONOMIC_OPERATORS_PERSONAL_SITUATION', 'sui-act'],
  ['EAF_CAPACITY_INFORMATION', 'ef-stand'],
  ['EAF_CAPACITY_MIN_LEVEL', 'ef-stand'],
  ['T_CAPACITY_INFORMATION', 'tp-abil'],
  ['T_CAPACITY_MIN_LEVEL', 'tp-abil'],
] as const

function readDuration(period: XmlElement | undefined): Duration | undefined {
  const months = toCount(text(below(period, 'MONTHS')))
  const days = toCount(text(below(period, 'DAYS')))
  const found = stated({
    amount: months ?? days,
    unit: months !== undefined ? ('month' as const) : days !== undefined ? ('day' as const) : undefined,
    start: dateOf(below(period, 'START_DATE')),
    end: dateOf(below(period, 'END_DATE')),
  })
  return Object.keys(found).length === 0 ? undefined : found
}

function readDeadline(body: XmlElement): Moment | undefined {
  const limit = below(childLike(body, PROCEDURE), 'RECEIPT_LIMIT_DATE')
  return toMoment(dateOf(limit), text(child(limit, 'TIME')))
}

function readReferences(body: XmlElement): string[] {
  const found: string[] = []
  const walk = (element: XmlElement | undefined): void => {
    for (const kid of children(element)) {
      if (kid.name === 'NOTICE_NUMBER_OJ') found.push(text(kid) ?? '')
      else walk(kid)
    }
  }
  walk(childLike(childLike(body, PROCEDURE), /^ADMINISTRATIVE_INFORMATION/))
  return distinct(found)
}

function readAwards(body: XmlElement, language: string | undefined): Award[] {
  return children(body)
    .filter((kid) => /^AWARD_OF_CONTRACT/.test(kid.name))
    .map((block) => readAward(block, language))
}

function readAward(block: XmlElement, language: string | undefined): Award {
  const words = paragraphs(child(block, 'CONTRACT_TITLE'))
  const title = textsOfOne(language, words)
  const value = costOf(at(block, 'CONTRACT_VALUE_INFORMATION', 'COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE'))
  const winners = all(block, 'ECONOMIC_OPERATOR_NAME_ADDRESS').map((operator) => ({
    ...organisationOf(childLike(operator, /^CONTACT_DATA/), language),
    isLead: false,
  }))
  const isAwarded = winners.length > 0
  return {
    id: text(child(block, 'CONTRACT_NUMBER')),
    lotIds: all(block, 'LOT_NUMBER').flatMap((lot) => text(lot) ?? []),
    title,
    isAwarded,
    outcome: isAwarded ? 'selec-w' : 'clos-nw',
    notAwardedReason: isAwarded ? undefined : 'unsuccessful',
    tendersReceived: toCount(text(child(block, 'OFFERS_RECEIVED_NUMBER'))),
    value,
    // These forms can not say that winners form a group.
    tenders: toTenders(winners, false, {
      value,
      contractDate: dateOf(child(block, 'CONTRACT_AWARD_DATE')),
      contractTitle: title,
      isSubcontracted: readSubcontracting(block),
    }),
  }
}

function readSubcontracting(block: XmlElement): boolean | undefined {
  const name = childLike(child(block, 'MORE_INFORMATION_TO_SUB_CONTRACTED'), /LIKELY_SUB_CONTRACTED/)?.name
  return name === undefined ? undefined : !name.startsWith('NO_')
}

function textsOfOne(language: string | undefined, words: string | undefined): Award['title'] {
  return words === undefined ? {} : { [language ?? 'und']: words }
}
