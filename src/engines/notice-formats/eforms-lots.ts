import { toCount } from './amounts.ts'
import { toBoolean, toDate, toNature } from './codes.ts'
import { amountOf, codeInList, cpvOf, endOf, extension, placesOf, shown, textsOf } from './eforms-fields.ts'
import type {
  Duration,
  EuProgramme,
  GroupLegalForm,
  Lot,
  LotGroup,
  LotLimits,
  SecurityClearance,
  SelectionCriterion,
} from './notice.ts'
import { all, at, attribute, child, text, type XmlElement } from './xml.ts'

/** BT-137 lots and, in planning notices, parts. */
export function readLots(root: XmlElement, language: string | undefined): Lot[] {
  const lots: Lot[] = []
  for (const element of all(root, 'cac:ProcurementProjectLot')) {
    const id = child(element, 'cbc:ID')
    const scheme = attribute(id, 'schemeName')
    if (scheme !== 'LotsGroup') lots.push(readLot(element, text(id) ?? '', scheme === 'Part', language))
  }
  return lots
}

/** BT-330, BT-1375: lots that may be bid for and awarded together. */
export function readLotGroups(root: XmlElement, language: string | undefined): LotGroup[] {
  const members = new Map<string, string[]>()
  for (const group of all(root, 'cac:TenderingTerms', 'cac:LotDistribution', 'cac:LotsGroup')) {
    const id = text(child(group, 'cbc:LotsGroupID'))
    const lots = all(group, 'cac:ProcurementProjectLotReference', 'cbc:ID').flatMap((lot) => text(lot) ?? [])
    if (id !== undefined) members.set(id, lots)
  }
  const groups: LotGroup[] = []
  for (const element of all(root, 'cac:ProcurementProjectLot')) {
    const id = child(element, 'cbc:ID')
    if (attribute(id, 'schemeName') !== 'LotsGroup') continue
    const project = child(element, 'cac:ProcurementProject')
    groups.push({
      id: text(id) ?? '',
      lotIds: members.get(text(id) ?? '') ?? [],
      title: textsOf(project, 'cbc:Name', language), // BT-21-LotsGroup
      description: textsOf(project, 'cbc:Description', language), // BT-24-LotsGroup
      frameworkMaximum: readFrameworkMaximum(element), // BT-157
    })
  }
  return groups
}

/** BT-31 and BT-33. */
export function readLotLimits(root: XmlElement): LotLimits {
  const distribution = at(root, 'cac:TenderingTerms', 'cac:LotDistribution')
  return {
    maximumSubmitted: toCount(text(child(distribution, 'cbc:MaximumLotsSubmittedNumeric'))),
    maximumAwarded: toCount(text(child(distribution, 'cbc:MaximumLotsAwardedNumeric'))),
  }
}

function readLot(element: XmlElement, id: string, isPart: boolean, language: string | undefined): Lot {
  const project = child(element, 'cac:ProcurementProject')
  const process = child(element, 'cac:TenderingProcess')
  const terms = child(element, 'cac:TenderingTerms')
  const systems = all(process, 'cac:ContractingSystem')
  const cpv = cpvOf(project)
  return {
    id,
    isPart,
    title: textsOf(project, 'cbc:Name', language), // BT-21-Lot
    description: textsOf(project, 'cbc:Description', language), // BT-24-Lot
    cpvMain: cpv.main, // BT-262-Lot
    cpvAdditional: cpv.additional, // BT-263-Lot
    nature: toNature(text(child(project, 'cbc:ProcurementTypeCode'))), // BT-23-Lot
    places: placesOf(project), // BT-5071-Lot, BT-5141-Lot
    estimatedValue: amountOf(at(project, 'cac:RequestedTenderTotal', 'cbc:EstimatedOverallContractAmount')), // BT-27-Lot
    frameworkMaximum: readFrameworkMaximum(element), // BT-271-Lot
    tenderDeadline: endOf(child(process, 'cac:TenderSubmissionDeadlinePeriod')), // BT-131(d), BT-131(t)
    requestDeadline: endOf(child(process, 'cac:ParticipationRequestReceptionPeriod')), // BT-1311(d), BT-1311(t)
    selectionCriteria: readSelectionCriteria(terms, language),
    securityClearance: readSecurityClearance(terms, language),
    groupLegalForm: readGroupLegalForm(terms, language),
    ...readEuFunds(terms, language),
    duration: readDuration(child(project, 'cac:PlannedPeriod')),
    options: textsOf(child(project, 'cac:ContractExtension'), 'cbc:OptionsDescription', language), // BT-54
    renewals: readRenewals(child(project, 'cac:ContractExtension'), language),
    framework: codeInList(systems, 'framework-agreement', 'cbc:ContractingSystemTypeCode')?.code, // BT-765
    dynamicPurchasing: codeInList(systems, 'dps-usage', 'cbc:ContractingSystemTypeCode')?.code, // BT-766
    documentsUrl: readDocumentsUrl(terms),
    submissionUrl: shown(at(terms, 'cac:TenderRecipientParty', 'cbc:EndpointID')), // BT-18
  }
}

/** BT-271; BT-157 for groups; before SDK 1.9 it stood at the framework agreement. */
function readFrameworkMaximum(lot: XmlElement): Lot['frameworkMaximum'] {
  const total = at(lot, 'cac:ProcurementProject', 'cac:RequestedTenderTotal')
  const early = at(lot, 'cac:TenderingProcess', 'cac:FrameworkAgreement', 'cbc:EstimatedMaximumValueAmount')
  return amountOf(child(extension(total), 'efbc:FrameworkMaximumAmount')) ?? amountOf(early)
}

/** BT-809 type (BT-747 before SDK 1.10), BT-749 name, BT-750 description. */
function readSelectionCriteria(
  terms: XmlElement | undefined,
  language: string | undefined,
): SelectionCriterion[] {
  const found: SelectionCriterion[] = []
  for (const criterion of all(extension(terms), 'efac:SelectionCriteria')) {
    const type =
      child(criterion, 'cbc:TendererRequirementTypeCode') ?? child(criterion, 'cbc:CriterionTypeCode')
    const name = textsOf(criterion, 'cbc:Name', language)
    const description = textsOf(criterion, 'cbc:Description', language)
    // "Not used" entries only say that a kind of criterion is absent.
    if (text(child(criterion, 'cbc:CalculationExpressionCode')) === 'n-used' && isEmpty(name, description))
      continue
    found.push({ type: shown(type), name, description })
  }
  return found
}

function isEmpty(...texts: readonly object[]): boolean {
  return texts.every((text) => Object.keys(text).length === 0)
}

/** BT-578 code, BT-732 description, BT-78 latest date. */
function readSecurityClearance(
  terms: XmlElement | undefined,
  language: string | undefined,
): SecurityClearance | undefined {
  const clearance = child(terms, 'cac:SecurityClearanceTerm')
  const latestDate = toDate(text(child(terms, 'cbc:LatestSecurityClearanceDate')))
  if (clearance === undefined && latestDate === undefined) return undefined
  const code = shown(child(clearance, 'cbc:Code'))
  return {
    isRequired: toBoolean(code),
    code,
    description: textsOf(clearance, 'cbc:Description', language),
    latestDate,
  }
}

/** BT-761 and BT-76; the element of that name is used for reserved contracts and more, too. */
function readGroupLegalForm(
  terms: XmlElement | undefined,
  language: string | undefined,
): GroupLegalForm | undefined {
  for (const request of all(terms, 'cac:TendererQualificationRequest')) {
    const code = child(request, 'cbc:CompanyLegalFormCode')
    const description = textsOf(request, 'cbc:CompanyLegalForm', language)
    if (code !== undefined || !isEmpty(description)) return { isRequired: toBoolean(text(code)), description }
  }
  return undefined
}

/** BT-60, and the programmes of BT-5010, BT-5011, BT-6140. */
function readEuFunds(
  terms: XmlElement | undefined,
  language: string | undefined,
): Pick<Lot, 'isEuFunded' | 'euProgrammes'> {
  const codes = all(terms, 'cbc:FundingProgramCode').map(shown)
  const programmes: EuProgramme[] = []
  for (const funding of all(extension(terms), 'efac:Funding')) {
    const code = shown(child(funding, 'cbc:FundingProgramCode'))
    const identifier = shown(child(funding, 'efbc:FinancingIdentifier'))
    const description = textsOf(funding, 'cbc:Description', language)
    if (code === undefined && identifier === undefined && isEmpty(description)) continue
    programmes.push({
      ...(code === undefined ? {} : { code }),
      description,
      ...(identifier === undefined ? {} : { identifier }),
    })
  }
  if (codes.includes('eu-funds')) return { isEuFunded: true, euProgrammes: programmes }
  return { isEuFunded: codes.includes('no-eu-funds') ? false : undefined, euProgrammes: programmes }
}

const UNITS = { DAY: 'day', WEEK: 'week', MONTH: 'month', YEAR: 'year' } as const

/** BT-36 duration, BT-536 start, BT-537 end, BT-538 unlimited. */
function readDuration(period: XmlElement | undefined): Duration | undefined {
  if (period === undefined) return undefined
  const measure = child(period, 'cbc:DurationMeasure')
  const amount = toCount(text(measure))
  const unit = Object.entries(UNITS).find(([code]) => code === attribute(measure, 'unitCode'))?.[1]
  const start = toDate(text(child(period, 'cbc:StartDate')))
  const end = toDate(text(child(period, 'cbc:EndDate')))
  const isUnlimited = text(child(period, 'cbc:DescriptionCode')) === 'UNLIMITED'
  const duration: Duration = {
    ...(amount === undefined || unit === undefined ? {} : { amount, unit }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(isUnlimited ? { isUnlimited } : {}),
  }
  return isEmpty(duration) ? undefined : duration
}

/** BT-58 and BT-57. */
function readRenewals(extending: XmlElement | undefined, language: string | undefined): Lot['renewals'] {
  const maximum = toCount(text(child(extending, 'cbc:MaximumNumberNumeric')))
  const description = textsOf(at(extending, 'cac:Renewal', 'cac:Period'), 'cbc:Description', language)
  return maximum === undefined && isEmpty(description) ? undefined : { maximum, description }
}

/** BT-15, or BT-615 where the documents are restricted. */
function readDocumentsUrl(terms: XmlElement | undefined): string | undefined {
  for (const reference of all(terms, 'cac:CallForTendersDocumentReference')) {
    const url = shown(at(reference, 'cac:Attachment', 'cac:ExternalReference', 'cbc:URI'))
    if (url !== undefined) return url
  }
  return undefined
}
