import type { ParsedNotice } from '#engines/notice-formats/notice.ts'
import { inTransaction } from '#platform/db/transaction.ts'
import { sha256Of } from '#platform/files/store.ts'
import type { House } from '#platform/house.ts'
import { systemActor } from '#platform/identity/actor.ts'
import { startImport, storeBatch } from './commands/import-notices.ts'

/** A call for night-vision goggles of a Finnish buyer, open until January 2027; `change` says what is different. */
export function aNotice(change: Partial<ParsedNotice> = {}): ParsedNotice {
  return {
    format: 'eforms',
    schemaVersion: 'eforms-sdk-1.12',
    key: '00700001-2026',
    noticeId: undefined,
    version: undefined,
    procedureId: undefined,
    publicationId: '00700001-2026',
    publicationDate: '2026-11-02',
    dispatched: { date: '2026-10-30', time: '12:00:00', offset: '+02:00' },
    root: 'ContractNotice',
    noticeType: 'cn-standard',
    subtype: '18',
    form: 'competition',
    kind: 'competition',
    legalBasis: '32009L0081',
    isDefence: true,
    languages: ['fi', 'en'],
    title: { fi: 'Pimeänäkölaitteet', en: 'Night vision goggles' },
    description: { fi: 'Kypäräkiinnitys', en: 'Helmet mounted night vision goggles for the cold' },
    cpvMain: '38632000',
    cpvAdditional: ['35810000'],
    nature: 'supplies',
    buyers: [{ name: { fi: 'Puolustusvoimat' }, country: 'FI', nuts: 'FI1B1', activity: 'defence' }],
    places: [{ country: 'FI', nuts: 'FI1B1' }],
    estimatedValue: { cents: 120_000_000, currency: 'EUR' },
    frameworkMaximum: undefined,
    totalAwarded: undefined,
    procedureType: 'open',
    tenderDeadline: { date: '2027-01-15' },
    requestDeadline: undefined,
    lots: [],
    lotGroups: [],
    lotLimits: { maximumSubmitted: undefined, maximumAwarded: undefined },
    isFramework: false,
    isDynamicPurchasing: false,
    previousNotices: [],
    changedNotice: undefined,
    change: undefined,
    documentsUrl: 'https://tenders.example/1',
    submissionUrl: undefined,
    awards: [],
    ...change,
  }
}

/** The same, numbered: a notice of its own. */
export function numberedNotice(number: number, change: Partial<ParsedNotice> = {}): ParsedNotice {
  const key = `${String(number).padStart(8, '0')}-2026`
  return aNotice({ key, publicationId: key, ...change })
}

/** Imports read notices as the background does, without files; answers what became of each. */
export async function storeNotices(house: House, clusterId: string, notices: readonly ParsedNotice[]) {
  const actor = systemActor(clusterId)
  const scope = { clusterId, accountId: '', role: 'system', companyId: null }
  return inTransaction(house.pool, scope, async (tx) => {
    const now = house.clock.now()
    const importId = await startImport(tx, actor, now, { name: 'test', source: 'file', fileId: null })
    const files = notices.map((notice) => ({
      name: notice.key,
      sha256: sha256Of(new TextEncoder().encode(JSON.stringify(notice))),
      notice,
    }))
    const done = await storeBatch(tx, actor, now, importId, 0, files)
    return (done ?? []).map((file) => file.outcome)
  })
}

/** A small eForms file with a number of its own. */
export function noticeXml(number: number): string {
  const id = `0c0ffee0-0000-4000-8000-${String(number).padStart(12, '0')}`
  return `<?xml version="1.0" encoding="UTF-8"?>
<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>eforms-sdk-1.12</cbc:CustomizationID>
  <cbc:ID schemeName="notice-id">${id}</cbc:ID>
  <cbc:VersionID>01</cbc:VersionID>
  <cbc:NoticeTypeCode listName="competition">cn-standard</cbc:NoticeTypeCode>
  <cbc:NoticeLanguageCode>ENG</cbc:NoticeLanguageCode>
  <cac:ProcurementProject>
    <cbc:Name languageID="ENG">Field kitchens, part ${number}</cbc:Name>
  </cac:ProcurementProject>
</ContractNotice>`
}
