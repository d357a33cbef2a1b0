import { toCount } from './amounts.ts'
import { only, stated, toBoolean, toDate } from './codes.ts'
import { amountOf, shown, textsOf } from './eforms-fields.ts'
import type { Organisations } from './eforms-organisations.ts'
import { UNKNOWN_LANGUAGE } from './languages.ts'
import type { Award, AwardTender, Organisation, Tenderer } from './notice.ts'
import { all, at, attribute, child, text, type XmlElement } from './xml.ts'

/**
 * The result chain of eForms: a lot result names tenders (OPT-320), a tender its tendering party
 * (OPT-310), a party its tenderers (OPT-300) and subcontractors (OPT-301), each an organisation; a
 * settled contract names the tender it was settled on (BT-3202), which makes that tender a winner.
 * Every tender is built once and shared by all results that name it.
 */
export function readAwards(
  result: XmlElement | undefined,
  organisations: Organisations,
  language: string | undefined,
): Award[] {
  if (result === undefined) return []
  const contracts = readContracts(result, language)
  const parties = readParties(result, organisations)
  const tenders = new Map<string, AwardTender>()
  for (const element of all(result, 'efac:LotTender')) {
    const id = text(child(element, 'cbc:ID'))
    if (id !== undefined && !tenders.has(id)) tenders.set(id, readTender(element, id, parties, contracts))
  }
  return all(result, 'efac:LotResult').map((element) => readAward(element, tenders))
}

interface Contract {
  readonly decisionDate: string | undefined
  readonly contractDate: string | undefined
  readonly title: AwardTender['contractTitle']
}

interface Party {
  readonly name: string | undefined
  readonly tenderers: readonly Tenderer[]
  readonly subcontractors: readonly Organisation[]
}

function readAward(element: XmlElement, tenders: ReadonlyMap<string, AwardTender>): Award {
  const outcome = shown(child(element, 'cbc:TenderResultCode')) // BT-142
  const named = all(element, 'efac:LotTender', 'cbc:ID').flatMap((id) => tenders.get(text(id) ?? '') ?? [])
  const winners = named.filter((tender) => tender.isWinner)
  return {
    id: text(child(element, 'cbc:ID')), // OPT-322
    lotIds: all(element, 'efac:TenderLot', 'cbc:ID').flatMap((lot) => text(lot) ?? []), // BT-13713
    title: {},
    isAwarded: outcome === undefined ? undefined : outcome === 'selec-w',
    outcome,
    notAwardedReason: shown(at(element, 'efac:DecisionReason', 'efbc:DecisionReasonCode')), // BT-144
    tendersReceived: readTendersReceived(element),
    value: only(winners.map((tender) => tender.value)),
    tenders: named,
  }
}

/** BT-759 of BT-760 `tenders`; notices without it often count the electronic ones, which are nearly all. */
function readTendersReceived(element: XmlElement): number | undefined {
  const counts = new Map<string, number>()
  for (const statistics of all(element, 'efac:ReceivedSubmissionsStatistics')) {
    const count = toCount(text(child(statistics, 'efbc:StatisticsNumeric')))
    if (count !== undefined) counts.set(text(child(statistics, 'efbc:StatisticsCode')) ?? '', count)
  }
  return counts.get('tenders') ?? counts.get('t-esubm')
}

function readTender(
  element: XmlElement,
  id: string,
  parties: ReadonlyMap<string, Party>,
  contracts: ReadonlyMap<string, Contract>,
): AwardTender {
  const party = parties.get(text(at(element, 'efac:TenderingParty', 'cbc:ID')) ?? '') // OPT-310
  const contract = contracts.get(id)
  return {
    id, // OPT-321
    isWinner: contract !== undefined,
    rank: toCount(text(child(element, 'cbc:RankCode'))), // BT-171
    value: amountOf(at(element, 'cac:LegalMonetaryTotal', 'cbc:PayableAmount')), // BT-720
    lotId: text(at(element, 'efac:TenderLot', 'cbc:ID')), // BT-13714
    partyName: party?.name,
    isGroup: (party?.tenderers.length ?? 0) > 1,
    tenderers: party?.tenderers ?? [],
    subcontractors: party?.subcontractors ?? [],
    isSubcontracted: readSubcontracting(element),
    decisionDate: contract?.decisionDate,
    contractDate: contract?.contractDate,
    contractTitle: contract?.title ?? {},
  }
}

/** BT-773. */
function readSubcontracting(element: XmlElement): boolean | undefined {
  const terms = all(element, 'efac:SubcontractingTerm', 'efbc:TermCode')
  const code = terms.find((term) => (attribute(term, 'listName') ?? 'applicability') === 'applicability')
  return toBoolean(text(code))
}

/** Contracts by the tender they were settled on (BT-3202). */
function readContracts(result: XmlElement, language: string | undefined): Map<string, Contract> {
  const contracts = new Map<string, Contract>()
  for (const element of all(result, 'efac:SettledContract')) {
    const contract = {
      decisionDate: toDate(text(child(element, 'cbc:AwardDate'))), // BT-1451
      contractDate: toDate(text(child(element, 'cbc:IssueDate'))), // BT-145
      title: textsOf(element, 'cbc:Title', language), // BT-721
    }
    for (const tender of all(element, 'efac:LotTender', 'cbc:ID')) {
      const id = text(tender)
      if (id !== undefined && !contracts.has(id)) contracts.set(id, contract)
    }
  }
  return contracts
}

/** Tendering parties by id (OPT-210), with their members looked up. */
function readParties(result: XmlElement, organisations: Organisations): Map<string, Party> {
  const parties = new Map<string, Party>()
  for (const element of all(result, 'efac:TenderingParty')) {
    const id = text(child(element, 'cbc:ID'))
    if (id === undefined || parties.has(id)) continue
    parties.set(id, {
      name: shown(child(element, 'cbc:Name')), // OPT-210
      tenderers: readTenderers(element, organisations),
      subcontractors: all(element, 'efac:SubContractor').flatMap((entry) => {
        return lookUp(entry, organisations)?.organisation ?? [] // OPT-301-Tenderer-SubCont
      }),
    })
  }
  return parties
}

function readTenderers(party: XmlElement, organisations: Organisations): Tenderer[] {
  const members = all(party, 'efac:Tenderer')
  const hasOwnMark = members.some((member) => child(member, 'efbc:GroupLeadIndicator') !== undefined)
  return members.flatMap((member) => {
    const listed = lookUp(member, organisations) // OPT-300-Tenderer
    if (listed === undefined) return []
    // A mark on the organisation counts only for groups: senders also set it on sole tenderers.
    const isMarked = hasOwnMark
      ? text(child(member, 'efbc:GroupLeadIndicator')) === 'true' // OPT-170
      : listed.isMarkedLead && members.length > 1
    return { ...listed.organisation, ...stated({ size: listed.size }), isLead: isMarked }
  })
}

/** An id that names no organisation of the notice still is a member: its number shows something is missing. */
function lookUp(entry: XmlElement, organisations: Organisations): ReturnType<Organisations['get']> {
  const id = text(child(entry, 'cbc:ID'))
  if (id === undefined) return undefined
  const unnamed = { organisation: { name: { [UNKNOWN_LANGUAGE]: id } }, size: undefined, isMarkedLead: false }
  return organisations.get(id) ?? unnamed
}
