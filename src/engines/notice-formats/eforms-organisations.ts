import { distinct, stated } from './codes.ts'
import { placeOf, shown, textsOf } from './eforms-fields.ts'
import type { Buyer, Organisation } from './notice.ts'
import { all, at, attribute, child, text, type XmlElement } from './xml.ts'

/** An organisation of a notice with what only some of its roles need. */
export interface ListedOrganisation {
  readonly organisation: Organisation
  /** BT-165 */
  readonly size: string | undefined
  /** Some senders mark the lead of a group on the organisation, not on the tenderer (OPT-170). */
  readonly isMarkedLead: boolean
}

export type Organisations = ReadonlyMap<string, ListedOrganisation>

/** Every organisation of the notice by the id the rest of the notice refers to it with (OPT-200). */
export function readOrganisations(
  extension: XmlElement | undefined,
  language: string | undefined,
): Organisations {
  const found = new Map<string, ListedOrganisation>()
  for (const entry of all(extension, 'efac:Organizations', 'efac:Organization')) {
    const company = child(entry, 'efac:Company')
    const id = text(at(company, 'cac:PartyIdentification', 'cbc:ID'))
    if (id === undefined || found.has(id)) continue
    found.set(id, {
      organisation: readCompany(company, language),
      size: shown(child(company, 'efbc:CompanySizeCode')), // BT-165
      isMarkedLead: text(child(entry, 'efbc:GroupLeadIndicator')) === 'true',
    })
  }
  return found
}

/** OPT-300: the buyers, each with its activity and legal type. */
export function readBuyers(root: XmlElement, organisations: Organisations): Buyer[] {
  const buyers: Buyer[] = []
  for (const party of all(root, 'cac:ContractingParty')) {
    const id = text(at(party, 'cac:Party', 'cac:PartyIdentification', 'cbc:ID'))
    const listed = id === undefined ? undefined : organisations.get(id)
    if (listed === undefined) continue
    const types = all(party, 'cac:ContractingPartyType', 'cbc:PartyTypeCode')
    buyers.push({
      ...listed.organisation,
      ...stated({
        activity: shown(at(party, 'cac:ContractingActivity', 'cbc:ActivityTypeCode')), // BT-10, BT-610
        legalType: shown(types.find((type) => attribute(type, 'listName') === 'buyer-legal-type')), // BT-11
      }),
    })
  }
  return buyers
}

function readCompany(company: XmlElement | undefined, language: string | undefined): Organisation {
  const numbers = all(company, 'cac:PartyLegalEntity', 'cbc:CompanyID')
  return {
    name: mergeNames(company, language), // BT-500
    ...placeOf(child(company, 'cac:PostalAddress')), // BT-507, BT-513, BT-514
    ...stated({
      nationalId: distinct(numbers.map(shown))[0], // BT-501
      website: shown(child(company, 'cbc:WebsiteURI')), // BT-505
      email: shown(at(company, 'cac:Contact', 'cbc:ElectronicMail')), // BT-506
    }),
  }
}

/** A name in several languages is one PartyName with several names, or several PartyNames. */
function mergeNames(company: XmlElement | undefined, language: string | undefined): Organisation['name'] {
  return Object.assign(
    {},
    ...all(company, 'cac:PartyName').map((name) => textsOf(name, 'cbc:Name', language)),
  )
}
