import {
  DEFENCE_DIRECTIVE,
  distinct,
  earliest,
  toDate,
  toLegalBasis,
  toMoment,
  toNature,
  toPublicationId,
  toReference,
} from './codes.ts'
import { readAwards } from './eforms-awards.ts'
import { amountOf, cpvOf, extension, placesOf, shown, textsOf } from './eforms-fields.ts'
import { readLotGroups, readLotLimits, readLots } from './eforms-lots.ts'
import { readBuyers, readOrganisations } from './eforms-organisations.ts'
import { toLanguage } from './languages.ts'
import type { NoticeChange, NoticeKind, NoticeReference, ParsedNotice } from './notice.ts'
import { all, at, attribute, child, text, type XmlElement } from './xml.ts'

/** Root elements of the four eForms document types. */
export const EFORMS_ROOTS: ReadonlySet<string> = new Set([
  'eforms:ContractNotice',
  'eforms:ContractAwardNotice',
  'eforms:PriorInformationNotice',
  'eforms:BusinessRegistrationInformationNotice',
])

/** Reads an eForms notice of any SDK version; undefined when it carries no identifier at all. */
export function readEforms(root: XmlElement): ParsedNotice | undefined {
  const ext = extension(root)
  const noticeId = readNoticeId(root)
  const version = text(child(root, 'cbc:VersionID')) // BT-757
  const publicationId = toPublicationId(text(at(ext, 'efac:Publication', 'efbc:NoticePublicationID'))) // OPP-010
  const key = publicationId ?? (noticeId && [noticeId, version].filter(Boolean).join('-'))
  if (key === undefined) return undefined

  const language = toLanguage(text(child(root, 'cbc:NoticeLanguageCode'))) // BT-702(a)
  const others = all(root, 'cac:AdditionalNoticeLanguage', 'cbc:ID').map((id) => toLanguage(text(id))) // BT-702(b)
  const project = child(root, 'cac:ProcurementProject')
  const organisations = readOrganisations(ext, language)
  const lots = readLots(root, language)
  const cpv = cpvOf(project)
  const result = child(ext, 'efac:NoticeResult')
  const total = child(project, 'cac:RequestedTenderTotal')
  const changed = readChangedNotice(ext)
  return {
    format: 'eforms',
    schemaVersion: text(child(root, 'cbc:CustomizationID')) ?? '', // OPT-002
    key,
    noticeId,
    version,
    procedureId: text(child(root, 'cbc:ContractFolderID')), // BT-04
    publicationId,
    publicationDate: toDate(text(at(ext, 'efac:Publication', 'efbc:PublicationDate'))), // OPP-012
    dispatched: toMoment(text(child(root, 'cbc:IssueDate')), text(child(root, 'cbc:IssueTime'))), // BT-05
    root: root.name.slice('eforms:'.length),
    ...readTypes(root, ext),
    ...readLaw(root, ext),
    languages: distinct([language, ...others]),
    title: textsOf(project, 'cbc:Name', language), // BT-21-Procedure
    description: textsOf(project, 'cbc:Description', language), // BT-24-Procedure
    cpvMain: cpv.main, // BT-262-Procedure
    cpvAdditional: cpv.additional, // BT-263-Procedure
    nature: toNature(text(child(project, 'cbc:ProcurementTypeCode'))), // BT-23-Procedure
    buyers: readBuyers(root, organisations),
    places: placesOf(project), // BT-5071-Procedure, BT-5141-Procedure
    estimatedValue: amountOf(child(total, 'cbc:EstimatedOverallContractAmount')), // BT-27-Procedure
    frameworkMaximum:
      amountOf(child(extension(total), 'efbc:FrameworkMaximumAmount')) ?? // BT-271-Procedure
      amountOf(child(result, 'efbc:OverallMaximumFrameworkContractsAmount')), // BT-118
    totalAwarded: amountOf(child(result, 'cbc:TotalAmount')), // BT-161
    procedureType: shown(at(root, 'cac:TenderingProcess', 'cbc:ProcedureCode')), // BT-105
    tenderDeadline: earliest(lots.map((lot) => lot.tenderDeadline)),
    requestDeadline: earliest(lots.map((lot) => lot.requestDeadline)),
    lots,
    lotGroups: readLotGroups(root, language),
    lotLimits: readLotLimits(root),
    isFramework: lots.some((lot) => lot.framework !== undefined && lot.framework !== 'none'),
    isDynamicPurchasing: lots.some(
      (lot) => lot.dynamicPurchasing !== undefined && lot.dynamicPurchasing !== 'none',
    ),
    previousNotices: readPreviousNotices(root),
    changedNotice: changed,
    change: readChange(ext, language),
    documentsUrl: lots.find((lot) => lot.documentsUrl)?.documentsUrl,
    submissionUrl: lots.find((lot) => lot.submissionUrl)?.submissionUrl,
    awards: readAwards(result, organisations, language),
  }
}

/** BT-701; early and hand-made notices may leave the scheme out. */
function readNoticeId(root: XmlElement): string | undefined {
  const ids = all(root, 'cbc:ID')
  const own = ids.find((id) => attribute(id, 'schemeName') === 'notice-id') ?? ids[0]
  const id = text(own)?.toLowerCase()
  return id !== undefined && UUID.test(id) ? id : undefined
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** BT-02 notice type, BT-03 form type, OPP-070 subtype, and the kind they amount to. */
function readTypes(
  root: XmlElement,
  ext: XmlElement | undefined,
): Pick<ParsedNotice, 'noticeType' | 'form' | 'subtype' | 'kind'> {
  const code = child(root, 'cbc:NoticeTypeCode')
  const noticeType = text(code)
  const form = attribute(code, 'listName')
  const subtype = text(at(ext, 'efac:NoticeSubType', 'cbc:SubTypeCode'))
  const kind = KIND_BY_TYPE.get(noticeType ?? '') ?? KIND_BY_FORM.get(form ?? '') ?? kindOfSubtype(subtype)
  return { noticeType, form, subtype, kind }
}

const KIND_BY_TYPE: ReadonlyMap<string, NoticeKind> = new Map([
  ['pin-buyer', 'planning'],
  ['pin-only', 'planning'],
  ['pin-rtl', 'planning'],
  ['pin-tran', 'planning'],
  ['pmc', 'planning'],
  ['pin-cfc-standard', 'competition'],
  ['pin-cfc-social', 'competition'],
  ['cn-standard', 'competition'],
  ['cn-social', 'competition'],
  ['cn-desg', 'competition'],
  ['qu-sy', 'competition'],
  ['subco', 'competition'],
  ['veat', 'result'],
  ['can-standard', 'result'],
  ['can-social', 'result'],
  ['can-desg', 'result'],
  ['can-tran', 'result'],
  ['can-modif', 'modification'],
  ['compl', 'other'],
  ['brin-eeig', 'registration'],
  ['brin-ecs', 'registration'],
])

const KIND_BY_FORM: ReadonlyMap<string, NoticeKind> = new Map([
  ['planning', 'planning'],
  ['consultation', 'planning'],
  ['competition', 'competition'],
  ['dir-awa-pre', 'result'],
  ['result', 'result'],
  ['cont-modif', 'modification'],
  ['completion', 'other'],
  ['bri', 'registration'],
])

/** Subtypes by the numbers of the eForms regulation's annex: a last resort when both codes are missing. */
function kindOfSubtype(subtype: string | undefined): NoticeKind {
  const number = Number(subtype)
  if (number >= 1 && number <= 9) return 'planning'
  if (number >= 10 && number <= 24) return 'competition'
  if (number >= 25 && number <= 37) return 'result'
  if (number >= 38 && number <= 40) return 'modification'
  return subtype?.startsWith('X') ? 'registration' : 'other'
}

/** Subtypes that exist only under Directive 2009/81/EC. */
const DEFENCE_SUBTYPES: ReadonlySet<string> = new Set(['3', '6', '9', '18', '22', '27', '31'])

/** BT-01; a notice may name several laws, of which a directive says more than "other". */
function readLaw(
  root: XmlElement,
  ext: XmlElement | undefined,
): Pick<ParsedNotice, 'legalBasis' | 'isDefence'> {
  const laws = all(root, 'cbc:RegulatoryDomain').map((law) => toLegalBasis(text(law)))
  const legalBasis = laws.find((law) => law !== undefined && law !== 'other') ?? laws[0]
  const subtype = text(at(ext, 'efac:NoticeSubType', 'cbc:SubTypeCode')) ?? ''
  return { legalBasis, isDefence: laws.includes(DEFENCE_DIRECTIVE) || DEFENCE_SUBTYPES.has(subtype) }
}

/** BT-125 previous planning notices of procedure and lots, with BT-1252 for direct awards. */
function readPreviousNotices(root: XmlElement): NoticeReference[] {
  const written = [
    ...all(root, 'cac:TenderingProcess', 'cac:NoticeDocumentReference', 'cbc:ID'),
    ...all(
      root,
      'cac:ProcurementProjectLot',
      'cac:TenderingProcess',
      'cac:NoticeDocumentReference',
      'cbc:ID',
    ),
  ]
  const justification = all(root, 'cac:TenderingProcess', 'cac:ProcessJustification', 'cbc:Description') // BT-1252
  const once = new Map<string, NoticeReference>()
  for (const element of [...written, ...justification]) {
    const reference = toReference(text(element))
    if (reference !== undefined) once.set(JSON.stringify(reference), reference)
  }
  return [...once.values()]
}

/** BT-758 of a change, BT-1501 of a contract modification. */
function readChangedNotice(ext: XmlElement | undefined): NoticeReference | undefined {
  return (
    toReference(text(at(ext, 'efac:Changes', 'efbc:ChangedNoticeIdentifier'))) ??
    toReference(text(at(ext, 'efac:ContractModification', 'efbc:ChangedNoticeIdentifier')))
  )
}

/** BT-140, BT-141, BT-762 of a change; BT-200, BT-201, BT-202 of a modification. */
function readChange(ext: XmlElement | undefined, language: string | undefined): NoticeChange | undefined {
  const changes = child(ext, 'efac:Changes') ?? child(ext, 'efac:ContractModification')
  if (changes === undefined) return undefined
  const why = child(changes, 'efac:ChangeReason')
  const what = textsOf(child(changes, 'efac:Change'), 'efbc:ChangeDescription', language)
  return {
    reason: shown(child(why, 'cbc:ReasonCode')),
    description: { ...textsOf(why, 'efbc:ReasonDescription', language), ...what },
    valueBefore: undefined,
    valueAfter: undefined,
  }
}
