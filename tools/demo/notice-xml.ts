import { countries } from '#values/vocabulary/countries.ts'
import { languages } from '#values/vocabulary/languages.ts'
import type { DemoAward, DemoNotice } from './types.ts'
import { element, nested, withAttributes, type Xml } from './xml.ts'

/** A demo notice as the eForms XML a buyer would send, so that the demo comes in by the same door as real notices. */
export function renderNotice(notice: DemoNotice, number: number, today: string): string {
  const isPlan = notice.kind !== 'competition'
  const deadline = notice.deadlineInDays === undefined ? undefined : addDays(today, notice.deadlineInDays)
  const lots =
    notice.lots.length > 0
      ? notice.lots
      : [{ number: '1', title: titles(notice.texts), cpv: [notice.cpv], valueEur: notice.valueEur ?? 0 }]
  return document(isPlan ? 'PriorInformationNotice' : 'ContractNotice', number, {
    publishedOn: addDays(today, -notice.publishedDaysAgo),
    type: isPlan
      ? ['pin-only', 'planning', '4']
      : ['cn-standard', 'competition', notice.legalBasis === '32009L0081' ? '18' : '16'],
    legalBasis: notice.legalBasis,
    languages: Object.keys(notice.texts),
    organisations: [{ id: 'ORG-0001', name: notice.buyer, country: notice.buyerCountry }],
    body: [
      buyer(notice.buyerActivity),
      nested(
        ['cac:TenderingProcess'],
        withAttributes('cbc:ProcedureCode', { listName: 'procurement-procedure-type' }, notice.procedure),
      ),
      project(notice.texts, notice.cpv, notice.otherCpv, notice.nature, notice.place, notice.valueEur),
      ...lots.map((lot, index) =>
        element(
          'cac:ProcurementProjectLot',
          withAttributes(
            'cbc:ID',
            { schemeName: isPlan ? 'Part' : 'Lot' },
            `${isPlan ? 'PAR' : 'LOT'}-${String(index + 1).padStart(4, '0')}`,
          ),
          element('cac:TenderingTerms', requirements(notice), euFunds(notice), clearance(notice)),
          element(
            'cac:TenderingProcess',
            deadline ? deadlineXml(notice.deadlineKind ?? 'tender', deadline) : undefined,
          ),
          project(
            Object.fromEntries(
              Object.entries(lot.title).map(([language, title]) => [
                language,
                { title, description: notice.texts[language]?.description ?? '' },
              ]),
            ),
            lot.cpv[0] ?? notice.cpv,
            lot.cpv.slice(1),
            notice.nature,
            notice.place,
            lot.valueEur || undefined,
          ),
        ),
      ),
    ],
    result: undefined,
  })
}

/** A demo award as an eForms contract award notice; more than one winner is a group with its leader. */
export function renderAward(award: DemoAward, number: number, today: string): string {
  const day = addDays(today, -award.awardedDaysAgo)
  const organisations = [
    { id: 'ORG-0001', name: award.buyer, country: award.buyerCountry },
    ...award.winners.map((winner, index) => ({
      id: `ORG-${String(index + 2).padStart(4, '0')}`,
      name: winner.name,
      country: winner.country,
    })),
  ]
  const tenderers = award.winners.map((winner, index) =>
    element(
      'efac:Tenderer',
      element('cbc:ID', `ORG-${String(index + 2).padStart(4, '0')}`),
      award.winners.length > 1 ? element('efbc:GroupLeadIndicator', String(winner.isLead)) : undefined,
    ),
  )
  const ref = (name: string, id: string) => nested([name, 'cbc:ID'], id)
  return document('ContractAwardNotice', number, {
    publishedOn: day,
    type: ['can-standard', 'result', '29'],
    legalBasis: '32014L0024',
    languages: Object.keys(award.texts),
    organisations,
    body: [
      buyer(undefined),
      nested(
        ['cac:TenderingProcess'],
        withAttributes('cbc:ProcedureCode', { listName: 'procurement-procedure-type' }, 'open'),
      ),
      project(award.texts, award.cpv, [], 'supplies', award.buyerCountry, undefined),
      element(
        'cac:ProcurementProjectLot',
        withAttributes('cbc:ID', { schemeName: 'Lot' }, 'LOT-0001'),
        project(award.texts, award.cpv, [], 'supplies', award.buyerCountry, undefined),
      ),
    ],
    result: element(
      'efac:NoticeResult',
      amount('cbc:TotalAmount', award.valueEur),
      element(
        'efac:LotResult',
        element('cbc:ID', 'RES-0001'),
        withAttributes('cbc:TenderResultCode', { listName: 'winner-selection-status' }, 'selec-w'),
        ref('efac:LotTender', 'TEN-0001'),
        element(
          'efac:ReceivedSubmissionsStatistics',
          element('efbc:StatisticsCode', 'tenders'),
          element('efbc:StatisticsNumeric', String(award.tendersReceived)),
        ),
        ref('efac:TenderLot', 'LOT-0001'),
      ),
      element(
        'efac:LotTender',
        element('cbc:ID', 'TEN-0001'),
        nested(['cac:LegalMonetaryTotal'], amount('cbc:PayableAmount', award.valueEur)),
        ref('efac:TenderingParty', 'TPA-0001'),
        ref('efac:TenderLot', 'LOT-0001'),
      ),
      element(
        'efac:SettledContract',
        element('cbc:ID', 'CON-0001'),
        element('cbc:AwardDate', day),
        element('cbc:IssueDate', day),
        ref('efac:LotTender', 'TEN-0001'),
      ),
      element('efac:TenderingParty', element('cbc:ID', 'TPA-0001'), tenderers),
    ),
  })
}

/** `YYYY-MM-DD`, so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

type Texts = Record<string, { title: string; description: string }>
type Facts = {
  publishedOn: string
  type: [code: string, form: string, subtype: string]
  legalBasis: string
  languages: string[]
  organisations: { id: string; name: string; country: string }[]
  body: Xml[]
  result: Xml | undefined
}

function document(root: string, number: number, facts: Facts): string {
  const [type, form, subtype] = facts.type
  // Numbers above 90,000,000 are far beyond any the Official Journal gives out in a year.
  const publication = `${90_000_000 + number}-${facts.publishedOn.slice(0, 4)}`
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const [original = 'en', ...others] = facts.languages
  const content = element(
    root,
    nested(
      ['ext:UBLExtensions', 'ext:UBLExtension', 'ext:ExtensionContent', 'efext:EformsExtension'],
      facts.result,
      nested(['efac:NoticeSubType'], element('cbc:SubTypeCode', subtype)),
      element('efac:Organizations', facts.organisations.map(organisation)),
      element(
        'efac:Publication',
        element('efbc:NoticePublicationID', publication),
        element('efbc:PublicationDate', `${facts.publishedOn}Z`),
      ),
    ),
    element('cbc:CustomizationID', 'eforms-sdk-1.13'),
    withAttributes('cbc:ID', { schemeName: 'notice-id' }, id),
    element('cbc:ContractFolderID', id.replace('4000', '4001')),
    element('cbc:IssueDate', `${facts.publishedOn}Z`),
    element('cbc:VersionID', '01'),
    element('cbc:RegulatoryDomain', facts.legalBasis),
    withAttributes('cbc:NoticeTypeCode', { listName: form }, type),
    element('cbc:NoticeLanguageCode', iso3(original)),
    others.map((language) => nested(['cac:AdditionalNoticeLanguage', 'cbc:ID'], iso3(language))),
    facts.body,
  )
  const spaces = Object.entries({
    '': `urn:oasis:names:specification:ubl:schema:xsd:${root}-2`,
    ...namespaces,
  })
    .map(([prefix, uri]) => ` xmlns${prefix && `:${prefix}`}="${uri}"`)
    .join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n${content.xml.replace(`<${root}`, `<${root}${spaces}`)}\n`
}

const namespaces = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  ext: 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2',
  efac: 'http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1',
  efbc: 'http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1',
  efext: 'http://data.europa.eu/p27/eforms-ubl-extensions/1',
}

function organisation(one: { id: string; name: string; country: string }): Xml {
  return nested(
    ['efac:Organization', 'efac:Company'],
    nested(['cac:PartyIdentification', 'cbc:ID'], one.id),
    nested(['cac:PartyName', 'cbc:Name'], one.name),
    nested(['cac:PostalAddress', 'cac:Country', 'cbc:IdentificationCode'], countryIso3(one.country)),
  )
}

function buyer(activity: DemoNotice['buyerActivity'] | undefined): Xml {
  const code =
    activity &&
    {
      defence: 'defence',
      'public-order': 'pub-os',
      general: 'gen-pub',
      health: 'health',
      transport: 'gen-pub',
    }[activity]
  return element(
    'cac:ContractingParty',
    code
      ? nested(
          ['cac:ContractingActivity'],
          withAttributes('cbc:ActivityTypeCode', { listName: 'authority-activity' }, code),
        )
      : undefined,
    nested(['cac:Party', 'cac:PartyIdentification', 'cbc:ID'], 'ORG-0001'),
  )
}

function project(
  texts: Texts,
  cpv: string,
  otherCpv: readonly string[],
  nature: string,
  place: string,
  valueEur: number | undefined,
): Xml {
  const inLanguages = (name: string, part: 'title' | 'description') =>
    Object.entries(texts).map(([language, text]) =>
      withAttributes(name, { languageID: iso3(language) }, text[part]),
    )
  return element(
    'cac:ProcurementProject',
    inLanguages('cbc:Name', 'title'),
    inLanguages('cbc:Description', 'description'),
    withAttributes('cbc:ProcurementTypeCode', { listName: 'contract-nature' }, nature),
    valueEur === undefined
      ? undefined
      : nested(['cac:RequestedTenderTotal'], amount('cbc:EstimatedOverallContractAmount', valueEur)),
    nested(
      ['cac:MainCommodityClassification'],
      withAttributes('cbc:ItemClassificationCode', { listName: 'cpv' }, cpv),
    ),
    otherCpv.map((code) =>
      nested(
        ['cac:AdditionalCommodityClassification'],
        withAttributes('cbc:ItemClassificationCode', { listName: 'cpv' }, code),
      ),
    ),
    nested(
      ['cac:RealizedLocation', 'cac:Address'],
      place.length > 2 ? withAttributes('cbc:CountrySubentityCode', { listName: 'nuts' }, place) : undefined,
      nested(['cac:Country', 'cbc:IdentificationCode'], countryIso3(place.slice(0, 2))),
    ),
  )
}

function requirements(notice: DemoNotice): Xml | undefined {
  if (notice.requirements.length === 0) return undefined
  const type = {
    turnover: 'ef-stand',
    reference: 'tp-abil',
    certificate: 'sui-act',
    clearance: 'sui-act',
    staff: 'tp-abil',
    other: 'other',
  } as const
  return nested(
    ['ext:UBLExtensions', 'ext:UBLExtension', 'ext:ExtensionContent', 'efext:EformsExtension'],
    notice.requirements.map((one) =>
      element(
        'efac:SelectionCriteria',
        withAttributes('cbc:CriterionTypeCode', { listName: 'selection-criterion' }, type[one.kind]),
        Object.entries(one.text).map(([language, text]) =>
          withAttributes('cbc:Description', { languageID: iso3(language) }, text),
        ),
      ),
    ),
  )
}

function euFunds(notice: DemoNotice): Xml {
  return withAttributes(
    'cbc:FundingProgramCode',
    { listName: 'eu-funded' },
    notice.isEuFunded ? 'eu-funds' : 'no-eu-funds',
  )
}

function clearance(notice: DemoNotice): Xml {
  return nested(
    ['cac:SecurityClearanceTerm'],
    withAttributes('cbc:Code', { listName: 'permission' }, String(notice.needsClearance)),
  )
}

function deadlineXml(kind: 'request' | 'tender', day: string): Xml {
  const name =
    kind === 'request' ? 'cac:ParticipationRequestReceptionPeriod' : 'cac:TenderSubmissionDeadlinePeriod'
  return element(name, element('cbc:EndDate', `${day}+02:00`), element('cbc:EndTime', '14:00:00+02:00'))
}

function amount(name: string, euros: number): Xml {
  return withAttributes(name, { currencyID: 'EUR' }, euros.toFixed(2))
}

function titles(texts: Texts): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, text.title]))
}

function iso3(language: string): string {
  return languages.find((one) => one.code === language)?.iso3.toUpperCase() ?? 'ENG'
}

function countryIso3(code: string): string {
  return countries.find((one) => one.code === code)?.iso3 ?? code
}
