import { toCount } from './amounts.ts'
import { stated, toDate } from './codes.ts'
import type { Amount, Award, AwardTender, Tenderer } from './notice.ts'
import { type FormVersion, moneyOf, organisationOf, textsIn } from './ted-fields.ts'
import { all, at, child, text, type XmlElement } from './xml.ts'

/** AWARD_CONTRACT of forms 3, 6, 15, 20 to 25 and T2, and the prizes of form 13. */
export function readTedAwards(versions: readonly FormVersion[], lotIds: ReadonlySet<string>): Award[] {
  const blocks = versions.map(({ form }) => all(form, 'AWARD_CONTRACT'))
  const language = versions[0]?.language
  const awards = (blocks[0] ?? []).map((block, index) => {
    const title = textsIn(versions, (_form, version) => child(blocks[version]?.[index], 'TITLE'))
    return readAward(block, title, lotIds, language)
  })
  return [...awards, ...all(versions[0]?.form, 'RESULTS').map((results) => readPrizes(results, language))]
}

/**
 * The tenders behind a list of winners. A group is one tender of them all; winners that are expressly or
 * by silence no group (each gets its own framework contract) are one tender each.
 */
export function toTenders(
  tenderers: readonly Tenderer[],
  isGroup: boolean,
  shared: Pick<AwardTender, 'value' | 'contractDate' | 'contractTitle' | 'isSubcontracted'>,
): AwardTender[] {
  const sides = isGroup || tenderers.length < 2 ? [tenderers] : tenderers.map((tenderer) => [tenderer])
  return sides
    .filter((side) => side.length > 0)
    .map((side) => ({
      id: undefined,
      isWinner: true,
      rank: undefined,
      lotId: undefined,
      partyName: undefined,
      isGroup: side.length > 1,
      tenderers: side,
      subcontractors: [],
      decisionDate: undefined,
      ...shared,
      // The value of several contracts together is stated for the award, not for any of them.
      value: sides.length > 1 ? undefined : shared.value,
    }))
}

function readAward(
  block: XmlElement,
  title: Award['title'],
  lotIds: ReadonlySet<string>,
  language: string | undefined,
): Award {
  const contract = child(block, 'AWARDED_CONTRACT')
  const value = readValue(contract)
  return {
    id: text(child(block, 'CONTRACT_NO')),
    lotIds: readLotIds(text(child(block, 'LOT_NO')), lotIds),
    title,
    ...readOutcome(block, contract),
    tendersReceived:
      toCount(text(at(contract, 'TENDERS', 'NB_TENDERS_RECEIVED'))) ??
      toCount(text(child(contract, 'NB_TENDERS_RECEIVED'))),
    value,
    tenders: readTenders(contract, value, title, language),
  }
}

function readOutcome(
  block: XmlElement,
  contract: XmlElement | undefined,
): Pick<Award, 'isAwarded' | 'outcome' | 'notAwardedReason'> {
  if (contract !== undefined) return { isAwarded: true, outcome: 'selec-w', notAwardedReason: undefined }
  const not = child(block, 'NO_AWARDED_CONTRACT')
  if (not === undefined) return { isAwarded: undefined, outcome: undefined, notAwardedReason: undefined }
  const isDiscontinued = child(not, 'PROCUREMENT_DISCONTINUED') !== undefined
  return {
    isAwarded: false,
    outcome: 'clos-nw',
    notAwardedReason: isDiscontinued ? 'discontinued' : 'unsuccessful',
  }
}

function readTenders(
  contract: XmlElement | undefined,
  value: Amount | undefined,
  title: Award['title'],
  language: string | undefined,
): AwardTender[] {
  // Until R2.0.9.S02 the contractors stood in the contract itself.
  const list = child(contract, 'CONTRACTORS') ?? contract
  return toTenders(readContractors(list, language), child(list, 'AWARDED_TO_GROUP') !== undefined, {
    value,
    contractDate: toDate(text(child(contract, 'DATE_CONCLUSION_CONTRACT'))),
    contractTitle: title,
    isSubcontracted: child(contract, 'LIKELY_SUBCONTRACTED') === undefined ? undefined : true,
  })
}

function readContractors(list: XmlElement | undefined, language: string | undefined): Tenderer[] {
  return all(list, 'CONTRACTOR').map((contractor) => ({
    ...organisationOf(child(contractor, 'ADDRESS_CONTRACTOR'), language),
    isLead: false,
    ...stated({ size: readSize(contractor) }),
  }))
}

function readSize(contractor: XmlElement): string | undefined {
  if (child(contractor, 'SME') !== undefined) return 'sme'
  return child(contractor, 'NO_SME') === undefined ? undefined : 'not-sme'
}

function readValue(contract: XmlElement | undefined): Amount | undefined {
  for (const holder of [child(contract, 'VALUES'), child(contract, 'VALUE'), contract]) {
    const value = moneyOf(child(holder, 'VAL_TOTAL'))
    if (value !== undefined) return value
  }
  return undefined
}

/** `1, 2, 3` names three lots, unless a lot is really called so. */
function readLotIds(written: string | undefined, lotIds: ReadonlySet<string>): string[] {
  if (written === undefined) return []
  if (lotIds.has(written)) return [written]
  const parts = written.split(/[,;]/).map((part) => part.trim())
  return parts.every((part) => lotIds.has(part)) ? parts : [written]
}

function readPrizes(results: XmlElement, language: string | undefined): Award {
  const prize = child(results, 'AWARDED_PRIZE')
  const winners = all(prize, 'WINNER').map((winner) => ({
    ...organisationOf(child(winner, 'ADDRESS_WINNER'), language),
    isLead: false,
    ...stated({ size: readSize(winner) }),
  }))
  const value = moneyOf(child(prize, 'VAL_PRIZE'))
  const isAwarded = prize !== undefined
  return {
    id: undefined,
    lotIds: [],
    title: {},
    isAwarded,
    outcome: isAwarded ? 'selec-w' : 'clos-nw',
    notAwardedReason: isAwarded ? undefined : 'unsuccessful',
    tendersReceived: toCount(text(child(prize, 'NB_PARTICIPANTS'))),
    value,
    tenders: toTenders(winners, false, {
      value,
      contractDate: toDate(text(child(prize, 'DATE_DECISION_JURY'))),
      contractTitle: {},
      isSubcontracted: undefined,
    }),
  }
}
