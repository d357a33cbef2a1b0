import {
  DEFENCE_DIRECTIVE,
  distinct,
  stated,
  toLegalBasis,
  toMoment,
  toPublicationId,
  toReference,
} from './codes.ts'
import { toCountry } from './countries.ts'
import { toLanguage } from './languages.ts'
import type { Buyer, Lot, Moment, NoticeReference, ParsedNotice, Place } from './notice.ts'
import { ACTIVITIES, cpvOfCodes, KINDS, NATURES, PROCEDURES } from './ted-codes.ts'
import { readDefenceForm } from './ted-defence.ts'
import { dateOfDigits, type FormVersion, placeOfNuts } from './ted-fields.ts'
import { readTedForm, type TedForm } from './ted-form.ts'
import { all, at, attribute, child, children, text, type XmlElement } from './xml.ts'

/** Root element of TED XML. */
export const TED_ROOT = 'TED_EXPORT'

/** Reads a TED notice (schemas R2.0.7 to R2.0.9); undefined when it carries no publication number. */
export function readTed(root: XmlElement): ParsedNotice | undefined {
  const coded = child(root, 'CODED_DATA_SECTION')
  const data = child(coded, 'NOTICE_DATA')
  const codes = child(coded, 'CODIF_DATA')
  const publicationId =
    toPublicationId(attribute(root, 'DOC_ID')) ?? toPublicationId(text(child(data, 'NO_DOC_OJS')))
  if (publicationId === undefined) return undefined

  const languages = distinct(
    all(data, 'LG_ORIG')
      .flatMap((element) => (text(element) ?? '').split(/\s+/))
      .map(toLanguage),
  )
  const versions = readVersions(root, languages[0])
  const form = readForm(versions)
  const documentType = attribute(child(codes, 'TD_DOCUMENT_TYPE'), 'CODE')
  const procedureType = PROCEDURES.get(attribute(child(codes, 'PR_PROC'), 'CODE') ?? '')
  const legalBasis = form?.legalBasis ?? toLegalBasis(attribute(child(codes, 'DIRECTIVE'), 'VALUE'))
  const kind = KINDS.get(documentType ?? '') ?? 'other'
  const deadlines = readDeadlines(form?.deadline ?? readCodedDeadline(codes), procedureType)
  const cpv = cpvOfCodes(
    all(data, 'ORIGINAL_CPV').map((code) => attribute(code, 'CODE')),
    form,
  )
  const references = readReferences(data, form)
  // A corrigendum and a modification name the one notice they are about; others merely follow theirs.
  const isAboutAnother = documentType === '1' || documentType === '2' || kind === 'modification'
  return {
    format: 'ted',
    schemaVersion: readSchemaVersion(root, versions),
    key: publicationId,
    noticeId: undefined,
    version: undefined,
    procedureId: undefined,
    publicationId,
    publicationDate: dateOfDigits(text(at(coded, 'REF_OJS', 'DATE_PUB'))),
    dispatched: form?.dispatched ?? toMoment(dateOfDigits(text(child(codes, 'DS_DATE_DISPATCH')))),
    root: root.name,
    noticeType: documentType,
    subtype: undefined,
    form: attribute(versions[0]?.form, 'FORM'),
    kind,
    legalBasis,
    isDefence: legalBasis === DEFENCE_DIRECTIVE,
    languages,
    title: form?.title ?? {},
    description: form?.description ?? {},
    cpvMain: cpv.main,
    cpvAdditional: cpv.additional,
    nature: form?.nature ?? NATURES.get(attribute(child(codes, 'NC_CONTRACT_NATURE'), 'CODE') ?? ''),
    buyers: readBuyers(form, data, codes),
    places: readPlaces(data, form),
    estimatedValue: form?.estimatedValue,
    frameworkMaximum: form?.frameworkMaximum,
    totalAwarded: form?.totalAwarded,
    procedureType,
    ...deadlines,
    lots: (form?.lots ?? []).map((lot): Lot => ({ ...lot, ...deadlines })),
    lotGroups: [],
    lotLimits: form?.lotLimits ?? { maximumSubmitted: undefined, maximumAwarded: undefined },
    isFramework: form?.isFramework ?? false,
    isDynamicPurchasing: (form?.isDynamicPurchasing ?? false) || documentType === 'Y',
    previousNotices: isAboutAnother ? references.slice(1) : references,
    changedNotice: isAboutAnother ? references[0] : undefined,
    change: form?.change,
    documentsUrl: form?.documentsUrl,
    submissionUrl: form?.submissionUrl,
    awards: form?.awards ?? [],
  }
}

/** The language versions of the form, the original first. */
function readVersions(root: XmlElement, language: string | undefined): FormVersion[] {
  const forms = children(child(root, 'FORM_SECTION')).filter((form) => attribute(form, 'LG') !== undefined)
  const versions = forms.map((form) => ({ language: toLanguage(attribute(form, 'LG')) ?? language, form }))
  const original = versions.findIndex(({ form }) => attribute(form, 'CATEGORY') === 'ORIGINAL')
  if (original < 1) return versions
  return [
    ...versions.slice(original, original + 1),
    ...versions.slice(0, original),
    ...versions.slice(original + 1),
  ]
}

function readForm(versions: readonly FormVersion[]): TedForm | undefined {
  const form = versions[0]?.form
  if (form === undefined) return undefined
  const isEarly = children(form).some((kid) => kid.name.startsWith('FD_'))
  return isEarly ? readDefenceForm(versions, form) : readTedForm(versions, form)
}

/** The root states the release since R2.0.9; before, only the form did. */
function readSchemaVersion(root: XmlElement, versions: readonly FormVersion[]): string {
  return attribute(root, 'VERSION') ?? attribute(versions[0]?.form, 'VERSION') ?? ''
}

/** `20210210 15:00`, buyer's local time. */
function readCodedDeadline(codes: XmlElement | undefined): Moment | undefined {
  const written = text(child(codes, 'DT_DATE_FOR_SUBMISSION'))
  return toMoment(dateOfDigits(written), written?.slice(9))
}

/** TED has one final date; with any procedure but the open one it is that for requests to participate. */
function readDeadlines(
  deadline: Moment | undefined,
  procedureType: string | undefined,
): Pick<ParsedNotice, 'tenderDeadline' | 'requestDeadline'> {
  const isOpen = procedureType === undefined || procedureType === 'open'
  return isOpen
    ? { tenderDeadline: deadline, requestDeadline: undefined }
    : { tenderDeadline: undefined, requestDeadline: deadline }
}

function readBuyers(
  form: TedForm | undefined,
  data: XmlElement | undefined,
  codes: XmlElement | undefined,
): Buyer[] {
  const country = toCountry(attribute(child(data, 'ISO_COUNTRY'), 'VALUE'))
  const activities = all(codes, 'MA_MAIN_ACTIVITIES').map((code) =>
    ACTIVITIES.get(attribute(code, 'CODE') ?? ''),
  )
  const legalType = attribute(child(codes, 'AA_AUTHORITY_TYPE'), 'CODE')
  return (form?.buyers ?? []).map((buyer) => ({
    ...stated({ country, activity: activities.find((activity) => activity !== undefined), legalType }),
    ...buyer,
  }))
}

/** Places of the lots; the coded ones only where the form names none. */
function readPlaces(data: XmlElement | undefined, form: TedForm | undefined): Place[] {
  const coded = children(data)
    .filter((kid) => kid.name === 'PERFORMANCE_NUTS' || kid.name === 'ORIGINAL_NUTS')
    .flatMap((nuts) => placeOfNuts(attribute(nuts, 'CODE')) ?? [])
  const once = new Map<string, Place>()
  for (const place of [...(form?.lots ?? []).flatMap((lot) => lot.places), ...coded]) {
    if (place.nuts !== undefined) once.set(place.nuts, place)
  }
  return [...once.values()]
}

function readReferences(data: XmlElement | undefined, form: TedForm | undefined): NoticeReference[] {
  const written = [
    ...(form?.references ?? []),
    ...all(data, 'REF_NOTICE', 'NO_DOC_OJS').map((number) => text(number)),
  ]
  return distinct(written.map((number) => toReference(number)?.publicationId)).map((publicationId) => ({
    publicationId,
  }))
}
