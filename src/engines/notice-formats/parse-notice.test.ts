import { describe, expect, test } from 'vitest'
import type { ParsedNotice } from './notice.ts'
import { parseNotice } from './parse-notice.ts'

describe('eForms notices', () => {
  test('elements are known by their namespace, whatever prefixes the sender chose', () => {
    const project =
      '<cac:ProcurementProject><cbc:Name languageID="EST">Kiivrid</cbc:Name></cac:ProcurementProject>'
    const usual = eforms(project)
    const others = usual.replaceAll(
      /(\bxmlns:|<\/?)(cac|cbc)(?=[:=])/g,
      (_, before: string, prefix: string) => {
        return before + (prefix === 'cac' ? 'cbc' : 'cac')
      },
    )

    expect(others).toContain('<cbc:ProcurementProject><cac:Name')
    expect(read(others)).toEqual(read(usual))
    expect(read(usual).title).toEqual({ et: 'Kiivrid' })
  })

  test('elements of that name in another namespace are not taken for it', () => {
    const wrong = eforms(
      '<cbc:ProcurementProject><cac:Name languageID="EST">Kiivrid</cac:Name></cbc:ProcurementProject>',
    )
    const foreign = eforms('<ProcurementProject xmlns="urn:x"><Name>Kiivrid</Name></ProcurementProject>')
    const none = eforms('<ProcurementProject xmlns=""><Name>Kiivrid</Name></ProcurementProject>')

    expect([wrong, foreign, none].map((xml) => read(xml).title)).toEqual([{}, {}, {}])
  })

  test('prefixes may be bound on any element, and the default namespace used', () => {
    const parsed = read(
      eforms(`<ProcurementProject xmlns="${AGGREGATE}">
        <zz:Name xmlns:zz="${BASIC}" languageID="FIN">Kypärät</zz:Name>
      </ProcurementProject>`),
    )

    expect(parsed.title).toEqual({ fi: 'Kypärät' })
  })

  test('all languages of title and description come out, the first of two in one language', () => {
    const parsed = read(
      eforms(`<cbc:NoticeLanguageCode>EST</cbc:NoticeLanguageCode>
        <cac:AdditionalNoticeLanguage><cbc:ID>ENG</cbc:ID></cac:AdditionalNoticeLanguage>
        <cac:ProcurementProject>
          <cbc:Name languageID="ENG">Helmets</cbc:Name><cbc:Name languageID="EST">Kiivrid</cbc:Name>
          <cbc:Name languageID="EST">Kiivrid uuesti</cbc:Name><cbc:Name languageID="ELL">Κράνη</cbc:Name>
          <cbc:Description>Kaitsekiivrid</cbc:Description>
        </cac:ProcurementProject>`),
    )

    expect(parsed.languages).toEqual(['et', 'en'])
    expect(parsed.title).toEqual({ en: 'Helmets', et: 'Kiivrid', el: 'Κράνη' })
    expect(parsed.description).toEqual({ et: 'Kaitsekiivrid' })
  })

  test('clearance, legal form, both deadlines, criteria, funds and duration of a lot', () => {
    const parsed = read(eforms(`<cbc:RegulatoryDomain>32009L0081</cbc:RegulatoryDomain>${DEFENCE_LOT}`))

    expect(parsed.isDefence).toBe(true)
    expect(parsed.requestDeadline).toEqual({ date: '2026-03-02', time: '12:00:00', offset: '+02:00' })
    expect(parsed.tenderDeadline).toEqual({ date: '2026-05-04', time: '12:00:00', offset: '+03:00' })
    expect(parsed.lotLimits).toEqual({ maximumSubmitted: 3, maximumAwarded: 2 })
    expect(parsed.isFramework).toBe(true)
    expect(parsed.lots).toEqual([
      {
        id: 'LOT-0001',
        isPart: false,
        title: { en: 'Radios' },
        description: {},
        cpvMain: '35711000',
        cpvAdditional: ['32230000'],
        nature: 'supplies',
        places: [{ country: 'EE', nuts: 'EE001' }],
        estimatedValue: { cents: 125_000_050, currency: 'EUR' },
        frameworkMaximum: { cents: 200_000_000, currency: 'EUR' },
        tenderDeadline: parsed.tenderDeadline,
        requestDeadline: parsed.requestDeadline,
        selectionCriteria: [{ type: 'slc-sec-inf', name: {}, description: { en: 'Keep it secret' } }],
        securityClearance: {
          isRequired: true,
          code: 'true',
          description: { en: 'NATO SECRET' },
          latestDate: '2026-06-01',
        },
        groupLegalForm: { isRequired: false, description: { en: 'None' } },
        isEuFunded: true,
        euProgrammes: [{ code: 'EDF_2021', description: {}, identifier: 'P-7' }],
        duration: { amount: 4, unit: 'year' },
        options: { en: 'Twenty more' },
        renewals: { maximum: 2, description: { en: 'A year each' } },
        framework: 'fa-wo-rc',
        dynamicPurchasing: 'none',
        documentsUrl: 'https://docs.example.org',
        submissionUrl: 'https://bids.example.org',
      },
    ])
  })

  test('a result leads from the lot to the members of the winning group and its lead', () => {
    const parsed = read(eforms('', RESULT, 'ContractAwardNotice'))

    expect(parsed.totalAwarded).toEqual({ cents: 50_000, currency: 'EUR' })
    expect(parsed.awards).toHaveLength(2)
    expect(parsed.awards[0]).toEqual({
      id: 'RES-0001',
      lotIds: ['LOT-0001'],
      title: {},
      isAwarded: true,
      outcome: 'selec-w',
      notAwardedReason: undefined,
      tendersReceived: 4,
      value: { cents: 50_000, currency: 'EUR' },
      tenders: [
        {
          id: 'TEN-0001',
          isWinner: true,
          rank: 1,
          value: { cents: 50_000, currency: 'EUR' },
          lotId: 'LOT-0001',
          partyName: 'Sea and Sky',
          isGroup: true,
          tenderers: [
            {
              name: { en: 'Sea AS' },
              country: 'EE',
              town: 'Tallinn',
              nationalId: '10000001',
              size: 'small',
              isLead: false,
            },
            { name: { en: 'Sky Oy' }, country: 'FI', isLead: true },
          ],
          subcontractors: [{ name: { und: 'ORG-0009' } }],
          isSubcontracted: true,
          decisionDate: '2026-01-10',
          contractDate: '2026-02-01',
          contractTitle: { und: 'Watch' },
        },
        expect.objectContaining({
          id: 'TEN-0002',
          isWinner: false,
          rank: 2,
          isGroup: false,
          contractDate: undefined,
        }),
      ],
    })
    expect(parsed.awards[1]).toMatchObject({
      lotIds: ['LOT-0002'],
      isAwarded: false,
      outcome: 'clos-nw',
      notAwardedReason: 'no-rece',
      tenders: [],
    })
  })

  test('a lead marked on the organisation counts for groups only', () => {
    const marked = RESULT.replace(/<efbc:GroupLeadIndicator>.*?<\/efbc:GroupLeadIndicator>/g, '').replace(
      '<efac:Organization><efac:Company><cac:PartyIdentification><cbc:ID>ORG-0001',
      '<efac:Organization><efbc:GroupLeadIndicator>true</efbc:GroupLeadIndicator><efac:Company><cac:PartyIdentification><cbc:ID>ORG-0001',
    )

    const [group, alone] = read(eforms('', marked, 'ContractAwardNotice')).awards[0]?.tenders ?? []

    expect(group?.tenderers.map((tenderer) => tenderer.isLead)).toEqual([true, false])
    expect(alone?.tenderers.map((tenderer) => tenderer.isLead)).toEqual([false])
  })

  test('a change names the notice it changes', () => {
    const parsed = read(
      eforms(
        '<cbc:NoticeTypeCode listName="competition">cn-standard</cbc:NoticeTypeCode>',
        `<efac:Changes><efbc:ChangedNoticeIdentifier>${NOTICE_ID}-01</efbc:ChangedNoticeIdentifier>
          <efac:Change><efbc:ChangeDescription languageID="ENG">New deadline</efbc:ChangeDescription></efac:Change>
          <efac:ChangeReason><cbc:ReasonCode>cor-buy</cbc:ReasonCode></efac:ChangeReason></efac:Changes>`,
      ),
    )

    expect(parsed.kind).toBe('competition')
    expect(parsed.changedNotice).toEqual({ noticeId: NOTICE_ID, version: '01' })
    expect(parsed.change).toMatchObject({ reason: 'cor-buy', description: { en: 'New deadline' } })
  })

  test('the key is the publication number once there is one', () => {
    const published = `<efac:Publication><efbc:NoticePublicationID schemeName="ojs-notice-id">00047522-2026</efbc:NoticePublicationID>
      <efbc:PublicationDate>2026-01-24Z</efbc:PublicationDate></efac:Publication>`

    expect(read(eforms('<cbc:VersionID>01</cbc:VersionID>')).key).toBe(`${NOTICE_ID}-01`)
    expect(read(eforms('<cbc:VersionID>01</cbc:VersionID>', published))).toMatchObject({
      key: '00047522-2026',
      publicationDate: '2026-01-24',
    })
  })

  test('withheld values count as not stated', () => {
    const parsed = read(
      eforms(`<cac:ProcurementProject><cac:RequestedTenderTotal>
          <cbc:EstimatedOverallContractAmount currencyID="EUR">-1</cbc:EstimatedOverallContractAmount>
        </cac:RequestedTenderTotal></cac:ProcurementProject>
        <cac:TenderingProcess><cbc:ProcedureCode>unpublished</cbc:ProcedureCode></cac:TenderingProcess>`),
    )

    expect(parsed.estimatedValue).toBeUndefined()
    expect(parsed.procedureType).toBeUndefined()
  })

  test('UTF-16, Latin-1 and a byte order mark read as UTF-8 does', () => {
    const text = eforms(
      '<cac:ProcurementProject><cbc:Name languageID="EST">Müts</cbc:Name></cac:ProcurementProject>',
    )
    const plain = read(text)
    const wide = new Uint8Array(
      Uint16Array.from([0xfeff, ...[...text].map((sign) => sign.charCodeAt(0))]).buffer,
    )
    const latin = Uint8Array.from([...text.replace('UTF-8', 'ISO-8859-1')].map((sign) => sign.charCodeAt(0)))
    const marked = Uint8Array.of(0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text))

    expect(plain.title).toEqual({ et: 'Müts' })
    for (const bytes of [wide, latin, marked]) expect(parseNotice(bytes)).toEqual({ ok: true, notice: plain })
  })
})

describe('TED notices', () => {
  test('a contract award with a group, its size and its currency', () => {
    const parsed = read(
      ted(`<F03_2014 CATEGORY="ORIGINAL" FORM="F03" LG="ET"><LEGAL_BASIS VALUE="32014L0024"/>
        <OBJECT_CONTRACT><TITLE><P>Sild</P></TITLE><CPV_MAIN><CPV_CODE CODE="45221111"/></CPV_MAIN>
          <OBJECT_DESCR><LOT_NO>1</LOT_NO></OBJECT_DESCR><OBJECT_DESCR><LOT_NO>2</LOT_NO></OBJECT_DESCR></OBJECT_CONTRACT>
        <AWARD_CONTRACT><LOT_NO>1, 2</LOT_NO><AWARDED_CONTRACT>
          <CONTRACTORS><AWARDED_TO_GROUP/>
            <CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Ehitus OÜ</OFFICIALNAME><COUNTRY VALUE="EE"/></ADDRESS_CONTRACTOR><SME/></CONTRACTOR>
            <CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Build Ltd</OFFICIALNAME><COUNTRY VALUE="UK"/></ADDRESS_CONTRACTOR><NO_SME/></CONTRACTOR>
          </CONTRACTORS><VALUES><VAL_TOTAL CURRENCY="EUR">310 000,50</VAL_TOTAL></VALUES></AWARDED_CONTRACT></AWARD_CONTRACT>
      </F03_2014>`),
    )

    expect(parsed.awards[0]?.lotIds).toEqual(['1', '2'])
    expect(parsed.awards[0]?.tenders).toMatchObject([
      {
        isGroup: true,
        value: { cents: 31_000_050, currency: 'EUR' },
        tenderers: [
          { name: { et: 'Ehitus OÜ' }, country: 'EE', size: 'sme' },
          { name: { et: 'Build Ltd' }, country: 'GB', size: 'not-sme' },
        ],
      },
    ])
  })

  test('several contractors that are no group are a tender each, without a value of their own', () => {
    const contractor = (name: string) =>
      `<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>${name}</OFFICIALNAME></ADDRESS_CONTRACTOR></CONTRACTOR>`
    const parsed = read(
      ted(`<F03_2014 CATEGORY="ORIGINAL" LG="ET"><AWARD_CONTRACT><AWARDED_CONTRACT><CONTRACTORS><NO_AWARDED_TO_GROUP/>
        ${contractor('A')}${contractor('B')}</CONTRACTORS><VALUES><VAL_TOTAL CURRENCY="EUR">10</VAL_TOTAL></VALUES>
        </AWARDED_CONTRACT></AWARD_CONTRACT></F03_2014>`),
    )

    expect(parsed.awards[0]?.value).toEqual({ cents: 1000, currency: 'EUR' })
    expect(parsed.awards[0]?.tenders.map(({ isGroup, value }) => ({ isGroup, value }))).toEqual([
      { isGroup: false, value: undefined },
      { isGroup: false, value: undefined },
    ])
  })

  test('translations of a form become languages of one notice', () => {
    const form = (category: string, language: string, title: string, lot: string) =>
      `<F02_2014 CATEGORY="${category}" LG="${language}"><OBJECT_CONTRACT><TITLE><P>${title}</P></TITLE>
        <OBJECT_DESCR><TITLE><P>${lot}</P></TITLE></OBJECT_DESCR></OBJECT_CONTRACT></F02_2014>`
    const parsed = read(
      ted(form('TRANSLATION', 'EN', 'Boat', 'Hull') + form('ORIGINAL', 'ET', 'Paat', 'Kere')),
    )

    expect(parsed.title).toEqual({ et: 'Paat', en: 'Boat' })
    expect(parsed.lots.map((lot) => lot.title)).toEqual([{ et: 'Kere', en: 'Hull' }])
  })

  test('the one final date is for tenders in open procedures, for requests in all others', () => {
    const form = `<F02_2014 CATEGORY="ORIGINAL" LG="ET"><PROCEDURE>
      <DATE_RECEIPT_TENDERS>2021-05-03</DATE_RECEIPT_TENDERS><TIME_RECEIPT_TENDERS>10:00</TIME_RECEIPT_TENDERS></PROCEDURE></F02_2014>`
    const when = { date: '2021-05-03', time: '10:00:00' }

    expect(read(ted(form, '1'))).toMatchObject({ tenderDeadline: when, requestDeadline: undefined })
    expect(read(ted(form, '2'))).toMatchObject({ tenderDeadline: undefined, requestDeadline: when })
  })

  test('a defence notice of form 17, with clearance date, legal form and lots', () => {
    const parsed = read(
      ted(
        `<CONTRACT_DEFENCE CATEGORY="ORIGINAL" FORM="17" LG="EN" VERSION="R2.0.8.S05.E01"><FD_CONTRACT_DEFENCE>
          <CONTRACTING_AUTHORITY_INFORMATION_DEFENCE><NAME_ADDRESSES_CONTACT_CONTRACT><CA_CE_CONCESSIONAIRE_PROFILE>
            <ORGANISATION><OFFICIALNAME>Ministry</OFFICIALNAME><NATIONALID>7</NATIONALID></ORGANISATION><COUNTRY VALUE="EE"/>
          </CA_CE_CONCESSIONAIRE_PROFILE></NAME_ADDRESSES_CONTACT_CONTRACT></CONTRACTING_AUTHORITY_INFORMATION_DEFENCE>
          <OBJECT_CONTRACT_INFORMATION_DEFENCE><DESCRIPTION_CONTRACT_INFORMATION_DEFENCE>
            <TITLE_CONTRACT><P>Decoys</P></TITLE_CONTRACT>
            <F17_DIVISION_INTO_LOTS><F17_DIV_INTO_LOT_YES><F17_ANNEX_B><LOT_NUMBER>1</LOT_NUMBER><LOT_TITLE>Chaff</LOT_TITLE>
              <NATURE_QUANTITY_SCOPE><COSTS_RANGE_AND_CURRENCY CURRENCY="EUR"><VALUE_COST FMTVAL="333200.00">333&#160;200,00</VALUE_COST></COSTS_RANGE_AND_CURRENCY></NATURE_QUANTITY_SCOPE>
            </F17_ANNEX_B></F17_DIV_INTO_LOT_YES></F17_DIVISION_INTO_LOTS>
          </DESCRIPTION_CONTRACT_INFORMATION_DEFENCE></OBJECT_CONTRACT_INFORMATION_DEFENCE>
          <LEFTI_CONTRACT_DEFENCE><CONTRACT_RELATING_CONDITIONS><LEGAL_FORM><P>Joint liability</P></LEGAL_FORM>
            <CLEARING_LAST_DATE><DAY>1</DAY><MONTH>2</MONTH><YEAR>2021</YEAR></CLEARING_LAST_DATE></CONTRACT_RELATING_CONDITIONS></LEFTI_CONTRACT_DEFENCE>
        </FD_CONTRACT_DEFENCE></CONTRACT_DEFENCE>`,
        '2',
      ),
    )

    expect(parsed).toMatchObject({
      isDefence: true,
      legalBasis: '32009L0081',
      form: '17',
      title: { en: 'Decoys' },
    })
    expect(parsed.buyers).toMatchObject([{ name: { en: 'Ministry' }, nationalId: '7', country: 'EE' }])
    expect(parsed.lots).toMatchObject([
      {
        id: '1',
        title: { en: 'Chaff' },
        estimatedValue: { cents: 33_320_000, currency: 'EUR' },
        securityClearance: { latestDate: '2021-02-01' },
        groupLegalForm: { description: { en: 'Joint liability' } },
      },
    ])
  })
})

const NOTICE_ID = '5c0a7a4e-0000-4000-8000-000000000001'
const AGGREGATE = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'
const BASIC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'
const EXTENDED = (inside: string) =>
  `<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>${inside}
   </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>`

const DEFENCE_LOT = `
  <cac:TenderingTerms><cac:LotDistribution><cbc:MaximumLotsAwardedNumeric>2</cbc:MaximumLotsAwardedNumeric>
    <cbc:MaximumLotsSubmittedNumeric>3</cbc:MaximumLotsSubmittedNumeric></cac:LotDistribution></cac:TenderingTerms>
  <cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID>
    <cac:TenderingTerms>
      ${EXTENDED(`<efac:Funding><cbc:FundingProgramCode>EDF_2021</cbc:FundingProgramCode>
          <efbc:FinancingIdentifier>P-7</efbc:FinancingIdentifier></efac:Funding>
        <efac:SelectionCriteria><cbc:TendererRequirementTypeCode>slc-sec-inf</cbc:TendererRequirementTypeCode>
          <cbc:Description languageID="ENG">Keep it secret</cbc:Description></efac:SelectionCriteria>
        <efac:SelectionCriteria><cbc:CalculationExpressionCode>n-used</cbc:CalculationExpressionCode></efac:SelectionCriteria>`)}
      <cbc:FundingProgramCode listName="eu-funded">eu-funds</cbc:FundingProgramCode>
      <cbc:LatestSecurityClearanceDate>2026-06-01+03:00</cbc:LatestSecurityClearanceDate>
      <cac:TendererQualificationRequest><cac:SpecificTendererRequirement/></cac:TendererQualificationRequest>
      <cac:TendererQualificationRequest><cbc:CompanyLegalFormCode listName="required">false</cbc:CompanyLegalFormCode>
        <cbc:CompanyLegalForm languageID="ENG">None</cbc:CompanyLegalForm></cac:TendererQualificationRequest>
      <cac:CallForTendersDocumentReference><cac:Attachment><cac:ExternalReference><cbc:URI>https://docs.example.org</cbc:URI>
        </cac:ExternalReference></cac:Attachment></cac:CallForTendersDocumentReference>
      <cac:TenderRecipientParty><cbc:EndpointID>https://bids.example.org</cbc:EndpointID></cac:TenderRecipientParty>
      <cac:SecurityClearanceTerm><cbc:Code listName="required">true</cbc:Code>
        <cbc:Description languageID="ENG">NATO SECRET</cbc:Description></cac:SecurityClearanceTerm>
    </cac:TenderingTerms>
    <cac:TenderingProcess>
      <cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>2026-05-04+03:00</cbc:EndDate><cbc:EndTime>12:00:00+03:00</cbc:EndTime></cac:TenderSubmissionDeadlinePeriod>
      <cac:ParticipationRequestReceptionPeriod><cbc:EndDate>2026-03-02+02:00</cbc:EndDate><cbc:EndTime>12:00:00+02:00</cbc:EndTime></cac:ParticipationRequestReceptionPeriod>
      <cac:ContractingSystem><cbc:ContractingSystemTypeCode listName="dps-usage">none</cbc:ContractingSystemTypeCode></cac:ContractingSystem>
      <cac:ContractingSystem><cbc:ContractingSystemTypeCode listName="framework-agreement">fa-wo-rc</cbc:ContractingSystemTypeCode></cac:ContractingSystem>
    </cac:TenderingProcess>
    <cac:ProcurementProject><cbc:Name languageID="ENG">Radios</cbc:Name>
      <cbc:ProcurementTypeCode listName="contract-nature">supplies</cbc:ProcurementTypeCode>
      <cac:RequestedTenderTotal>
        ${EXTENDED('<efbc:FrameworkMaximumAmount currencyID="EUR">2000000</efbc:FrameworkMaximumAmount>')}
        <cbc:EstimatedOverallContractAmount currencyID="EUR">1250000.50</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>
      <cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">35711000</cbc:ItemClassificationCode></cac:MainCommodityClassification>
      <cac:AdditionalCommodityClassification><cbc:ItemClassificationCode listName="cpv">32230000-4</cbc:ItemClassificationCode></cac:AdditionalCommodityClassification>
      <cac:RealizedLocation><cac:Address><cbc:CountrySubentityCode>EE001</cbc:CountrySubentityCode>
        <cac:Country><cbc:IdentificationCode>EST</cbc:IdentificationCode></cac:Country></cac:Address></cac:RealizedLocation>
      <cac:PlannedPeriod><cbc:DurationMeasure unitCode="YEAR">4</cbc:DurationMeasure></cac:PlannedPeriod>
      <cac:ContractExtension><cbc:OptionsDescription languageID="ENG">Twenty more</cbc:OptionsDescription>
        <cbc:MaximumNumberNumeric>2</cbc:MaximumNumberNumeric>
        <cac:Renewal><cac:Period><cbc:Description languageID="ENG">A year each</cbc:Description></cac:Period></cac:Renewal></cac:ContractExtension>
    </cac:ProcurementProject>
  </cac:ProcurementProjectLot>`

const RESULT = `
  <efac:NoticeResult><cbc:TotalAmount currencyID="EUR">500</cbc:TotalAmount>
    <efac:LotResult><cbc:ID>RES-0001</cbc:ID><cbc:TenderResultCode>selec-w</cbc:TenderResultCode>
      <efac:LotTender><cbc:ID>TEN-0001</cbc:ID></efac:LotTender><efac:LotTender><cbc:ID>TEN-0002</cbc:ID></efac:LotTender>
      <efac:ReceivedSubmissionsStatistics><efbc:StatisticsCode>t-sme</efbc:StatisticsCode><efbc:StatisticsNumeric>1</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>
      <efac:ReceivedSubmissionsStatistics><efbc:StatisticsCode>tenders</efbc:StatisticsCode><efbc:StatisticsNumeric>4</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>
      <efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotResult>
    <efac:LotResult><cbc:ID>RES-0002</cbc:ID><cbc:TenderResultCode>clos-nw</cbc:TenderResultCode>
      <efac:DecisionReason><efbc:DecisionReasonCode>no-rece</efbc:DecisionReasonCode></efac:DecisionReason>
      <efac:TenderLot><cbc:ID>LOT-0002</cbc:ID></efac:TenderLot></efac:LotResult>
    <efac:LotTender><cbc:ID>TEN-0001</cbc:ID><cbc:RankCode>1</cbc:RankCode>
      <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">500.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
      <efac:SubcontractingTerm><efbc:TermCode listName="applicability">yes</efbc:TermCode></efac:SubcontractingTerm>
      <efac:TenderingParty><cbc:ID>TPA-0001</cbc:ID></efac:TenderingParty><efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotTender>
    <efac:LotTender><cbc:ID>TEN-0002</cbc:ID><cbc:RankCode>2</cbc:RankCode>
      <efac:TenderingParty><cbc:ID>TPA-0002</cbc:ID></efac:TenderingParty></efac:LotTender>
    <efac:SettledContract><cbc:ID>CON-0001</cbc:ID><cbc:AwardDate>2026-01-10Z</cbc:AwardDate><cbc:IssueDate>2026-02-01Z</cbc:IssueDate>
      <cbc:Title>Watch</cbc:Title><efac:LotTender><cbc:ID>TEN-0001</cbc:ID></efac:LotTender></efac:SettledContract>
    <efac:TenderingParty><cbc:ID>TPA-0001</cbc:ID><cbc:Name>Sea and Sky</cbc:Name>
      <efac:Tenderer><cbc:ID>ORG-0001</cbc:ID><efbc:GroupLeadIndicator>false</efbc:GroupLeadIndicator></efac:Tenderer>
      <efac:Tenderer><cbc:ID>ORG-0002</cbc:ID><efbc:GroupLeadIndicator>true</efbc:GroupLeadIndicator></efac:Tenderer>
      <efac:SubContractor><cbc:ID>ORG-0009</cbc:ID></efac:SubContractor></efac:TenderingParty>
    <efac:TenderingParty><cbc:ID>TPA-0002</cbc:ID><efac:Tenderer><cbc:ID>ORG-0001</cbc:ID></efac:Tenderer></efac:TenderingParty>
  </efac:NoticeResult>
  <efac:Organizations>
    <efac:Organization><efac:Company><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>
      <cac:PartyName><cbc:Name languageID="ENG">Sea AS</cbc:Name></cac:PartyName>
      <cac:PostalAddress><cbc:CityName>Tallinn</cbc:CityName><cac:Country><cbc:IdentificationCode>EST</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
      <cac:PartyLegalEntity><cbc:CompanyID>10000001</cbc:CompanyID></cac:PartyLegalEntity>
      <efbc:CompanySizeCode>small</efbc:CompanySizeCode></efac:Company></efac:Organization>
    <efac:Organization><efac:Company><cac:PartyIdentification><cbc:ID>ORG-0002</cbc:ID></cac:PartyIdentification>
      <cac:PartyName><cbc:Name languageID="ENG">Sky Oy</cbc:Name></cac:PartyName>
      <cac:PostalAddress><cac:Country><cbc:IdentificationCode>FIN</cbc:IdentificationCode></cac:Country></cac:PostalAddress></efac:Company></efac:Organization>
  </efac:Organizations>`

function eforms(body: string, extension = '', root = 'ContractNotice'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:cac="${AGGREGATE}" xmlns:cbc="${BASIC}"
  xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
  xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1"
  xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"
  xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1">
  ${EXTENDED(extension)}<cbc:ID schemeName="notice-id">${NOTICE_ID}</cbc:ID>${body}</${root}>`
}

function ted(forms: string, procedure = '1'): string {
  return `<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication" DOC_ID="008473-2021">
  <CODED_DATA_SECTION><NOTICE_DATA><LG_ORIG>ET</LG_ORIG></NOTICE_DATA>
    <CODIF_DATA><PR_PROC CODE="${procedure}"/></CODIF_DATA></CODED_DATA_SECTION>
  <FORM_SECTION>${forms}</FORM_SECTION></TED_EXPORT>`
}

function read(xml: string): ParsedNotice {
  const parsing = parseNotice(new TextEncoder().encode(xml))
  if (!parsing.ok) throw new Error(parsing.code)
  return parsing.notice
}
