import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noticesFolder, readArchive, readRows } from '../../../bench/notice-archives.ts'
import { toCountry } from './countries.ts'
import { toLanguage } from './languages.ts'
import type { Amount, Moment, Organisation, ParsedNotice, Texts } from './notice.ts'
import { parseNotice } from './parse-notice.ts'

const folder = noticesFolder() ?? ''
if (folder === '') console.log('skipped: no shared data')

describe.skipIf(folder === '')('published notices', () => {
  test('the 42 published eForms notices read as an independent reader read them, field by field', async () => {
    const files = await readArchive(folder, 'eforms-xml-published-2022-2024.tar.gz')
    const rows = readRows<EformsRow>(folder, 'eforms-notices.expected.jsonl.gz')

    const notices = new Map(files.map((file) => [accept(file.bytes).publicationId, accept(file.bytes)]))

    expect(rows).toHaveLength(42)
    for (const row of rows) {
      const notice = notices.get(row.publicationId)
      expect(squeeze(notice && asEformsRow(notice)), row.publicationId).toEqual(squeeze(inHouseCodes(row)))
    }
  })

  test('the TED notices read as an independent reader read them', async () => {
    const rows = new Map(readRows<TedRow>(folder, 'ted-notices.jsonl.gz').map((row) => [row.id, row]))
    const archives = ['ted-xml-defence-2009-81', 'ted-xml-group-awards', 'ted-xml-estonia']
    const files = (await Promise.all(archives.map((name) => readArchive(folder, `${name}.tar.gz`)))).flat()

    let compared = 0
    for (const file of files) {
      const row = rows.get(file.path.replace(/^.*\/|\.xml$/g, ''))
      if (row === undefined) continue
      const notice = accept(file.bytes)
      expect(squeeze(asTedRow(notice, row)), row.id).toEqual(squeeze(tedInHouseCodes(row)))
      compared += 1
    }

    expect(compared).toBe(197)
  })

  test('the same notice in TED XML and in eForms says the same', async () => {
    const files = await readArchive(folder, 'ted-xml-to-eforms-pairs.tar.gz')
    const named = (part: string) =>
      new Map(
        files.flatMap((file) => (file.path.includes(part) ? [[file.path.replace(/^.*\//, ''), file]] : [])),
      )
    const [ted, eforms] = [named('ted-xml/'), named('eforms-xml/')]

    const pairs = [...ted].flatMap(([name, file]) => {
      const twin = eforms.get(name)
      return twin === undefined ? [] : [{ name, ted: accept(file.bytes), eforms: accept(twin.bytes) }]
    })

    // Two of the archive's 35 TED notices come without a twin.
    expect(pairs).toHaveLength(33)
    for (const { name, ted, eforms } of pairs) {
      expect(squeeze(facts(ted)), name).toEqual(squeeze(facts(eforms)))
    }
  })

  test('every SDK example reads or is refused for carrying no identifier', async () => {
    const files = await readArchive(folder, 'eforms-sdk-1.16-examples.tar.gz')

    const refused = files.flatMap((file) => {
      const parsing = parseNotice(file.bytes)
      return parsing.ok ? [] : [`${file.path.replace(/^.*\//, '').replace(/_.*/, '')} ${parsing.code}`]
    })

    expect(files).toHaveLength(91)
    expect(refused).toEqual(Array(10).fill('INVALID notice/missing-identifier'))
  })

  test('published notices cut off or changed at random are read or refused', async () => {
    const archives = ['eforms-xml-published-2022-2024', 'ted-xml-estonia', 'ted-xml-defence-2009-81']
    const files = (await Promise.all(archives.map((name) => readArchive(folder, `${name}.tar.gz`)))).flat()
    const bytes = fc.constantFrom(...files.map((file) => file.bytes))
    const spots = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 })

    fc.assert(
      fc.property(bytes, fc.nat(), (whole, cut) => {
        expect(parseNotice(whole.subarray(0, cut % (whole.length - 20))).ok).toBe(false)
      }),
      { numRuns: 200 },
    )
    fc.assert(
      fc.property(bytes, spots, (whole, changes) => {
        const changed = whole.slice()
        for (const [spot, byte] of changes) changed[spot % changed.length] = byte
        expect(() => parseNotice(changed)).not.toThrow()
      }),
      { numRuns: 300 },
    )
  }, 30_000)

  test('all kinds of SDK examples are told apart', async () => {
    const files = await readArchive(folder, 'eforms-sdk-1.16-examples.tar.gz')
    const kinds: Record<string, number> = {}
    for (const file of files) {
      const parsing = parseNotice(file.bytes)
      if (parsing.ok && !file.path.includes('INVALID'))
        kinds[parsing.notice.kind] = (kinds[parsing.notice.kind] ?? 0) + 1
    }

    expect(kinds).toEqual({
      planning: 18,
      competition: 28,
      result: 25,
      modification: 5,
      registration: 2,
      other: 1,
    })
  })

  test('the marked lead and the members of a group come out of the SDK example that has one', async () => {
    const files = await readArchive(folder, 'eforms-sdk-1.16-examples.tar.gz')
    const notice = accept(
      files.find((file) => file.path.includes('can_24_maximal'))?.bytes ?? new Uint8Array(),
    )

    const group = notice.awards.flatMap((award) => award.tenders).find((tender) => tender.isGroup)

    expect(group?.tenderers.map((tenderer) => tenderer.isLead)).toEqual([true, false])
    expect(group?.subcontractors.length).toBeGreaterThan(0)
  })
})

/** Deadlines of these differ: the coded data of one were corrected later, the others carry a date but no call. */
const OTHER_DEADLINE = new Set(['336701-2022', '161167-2021', '306193-2022'])
/** For these the other reader took the contract's initial estimate for its value. */
const ESTIMATE_AS_VALUE = new Set(['142619-2021', '472251-2021', '639209-2021'])
/** The other reader left out a previous notice named in the form only. */
const MORE_REFERENCES = new Set(['215894-2020'])

interface OrganisationRow {
  name: string
  country?: string
  nationalId?: string
  nuts?: string
  town?: string
  sme?: boolean
}

interface AmountRow {
  amount: number
  currency: string
}

interface EformsRow {
  root: string
  noticeId: string
  procedureId: string
  sdk: string
  subtype: string
  noticeType: string
  legalBasis: string
  issueDate: string
  language: string
  publicationId: string
  publicationDate: string
  buyers: OrganisationRow[]
  title: Texts
  description: Texts
  cpvMain: string
  cpvAdditional?: string[]
  nature: string
  nuts?: string[]
  procedure?: string
  estimated?: AmountRow
  totalAwarded?: AmountRow
  lots: {
    id: string
    title: Texts
    description: Texts
    cpvMain?: string
    cpvAdditional?: string[]
    estimated?: AmountRow
    deadlineTender?: string
    deadlineRequest?: string
    euFunded?: string
    securityClearance?: string
    legalFormForGroup?: string
  }[]
  results?: {
    lot: string
    result: string
    tendersReceived?: string
    tenders?: {
      id: string
      winner: boolean
      value?: AmountRow
      rank?: string
      party: { tenderers: OrganisationRow[]; subcontractors: OrganisationRow[] }
    }[]
  }[]
}

interface TedRow {
  id: string
  published: string
  lang: string
  form: string
  directive?: string
  legalBasis?: string
  nature: string
  schema: string
  title: string
  description?: string
  cpvMain: string
  buyers: OrganisationRow[]
  total?: AmountRow
  estimated?: AmountRow
  deadline?: string
  refNotices?: string[]
  lots?: {
    no?: string
    title?: string
    description?: string
    cpv?: string[]
    nuts?: string[]
    estimated?: AmountRow
    euFunded?: boolean
  }[]
  awards?: {
    lot?: string
    title?: string
    awarded: boolean
    date?: string
    tenders?: string
    group?: boolean
    contractors?: OrganisationRow[]
    value?: AmountRow
  }[]
}

function accept(bytes: Uint8Array): ParsedNotice {
  const parsing = parseNotice(bytes)
  if (!parsing.ok) throw new Error(parsing.code)
  return parsing.notice
}

function asEformsRow(notice: ParsedNotice): object {
  return {
    root: notice.root,
    noticeId: notice.noticeId,
    procedureId: notice.procedureId,
    sdk: notice.schemaVersion,
    subtype: notice.subtype,
    noticeType: notice.noticeType,
    legalBasis: notice.legalBasis,
    issueDate: written(notice.dispatched),
    language: notice.languages[0],
    publicationId: notice.publicationId,
    publicationDate: notice.publicationDate,
    buyers: notice.buyers.map(inBrief),
    title: notice.title,
    description: notice.description,
    cpvMain: notice.cpvMain,
    cpvAdditional: notice.cpvAdditional,
    nature: notice.nature,
    nuts: notice.places.flatMap((place) => place.nuts ?? []),
    procedure: notice.procedureType,
    estimated: notice.estimatedValue,
    totalAwarded: notice.totalAwarded,
    lots: [
      ...notice.lots.map((lot) => ({
        id: lot.id,
        title: lot.title,
        description: lot.description,
        cpvMain: lot.cpvMain,
        cpvAdditional: lot.cpvAdditional,
        estimated: lot.estimatedValue,
        deadlineTender: written(lot.tenderDeadline),
        deadlineRequest: written(lot.requestDeadline),
        euFunded: lot.isEuFunded,
        securityClearance: lot.securityClearance?.code,
        legalFormForGroup: lot.groupLegalForm?.isRequired,
      })),
      ...notice.lotGroups.map(({ id, title, description }) => ({
        id,
        title,
        description,
        cpvAdditional: [],
      })),
    ],
    results: notice.awards.map((award) => ({
      lot: award.lotIds[0],
      result: award.outcome,
      tendersReceived: award.tendersReceived,
      tenders: award.tenders.map((tender) => ({
        id: tender.id,
        winner: tender.isWinner,
        value: tender.value,
        rank: tender.rank,
        party: {
          tenderers: tender.tenderers.map(inBrief),
          subcontractors: tender.subcontractors.map(inBrief),
        },
      })),
    })),
  }
}

function inHouseCodes(row: EformsRow): object {
  const money = (amount: AmountRow | undefined) => toCents(amount)
  return {
    ...row,
    issueDate: row.issueDate.replace(/Z$/, '+00:00'),
    publicationDate: row.publicationDate.slice(0, 10),
    language: toLanguage(row.language),
    buyers: row.buyers.map(brief),
    title: inHouseLanguages(row.title),
    description: inHouseLanguages(row.description),
    cpvAdditional: row.cpvAdditional ?? [],
    nuts: row.nuts ?? [],
    estimated: money(row.estimated),
    totalAwarded: money(row.totalAwarded),
    lots: row.lots.map((lot) => ({
      ...lot,
      title: inHouseLanguages(lot.title),
      description: inHouseLanguages(lot.description),
      cpvAdditional: lot.cpvAdditional ?? [],
      estimated: money(lot.estimated),
      euFunded: lot.euFunded && lot.euFunded === 'eu-funds',
      legalFormForGroup: lot.legalFormForGroup && lot.legalFormForGroup === 'true',
    })),
    results: (row.results ?? []).map((result) => ({
      ...result,
      tendersReceived: result.tendersReceived && Number(result.tendersReceived),
      tenders: (result.tenders ?? []).map((tender) => ({
        ...tender,
        value: money(tender.value),
        rank: tender.rank && Number(tender.rank),
        party: {
          tenderers: tender.party.tenderers.map(brief),
          subcontractors: tender.party.subcontractors.map(brief),
        },
      })),
    })),
  }
}

function asTedRow(notice: ParsedNotice, row: TedRow): object {
  const language = notice.languages[0] ?? ''
  const isDefenceForm = row.schema === 'R2.0.8'
  const references = [...(notice.changedNotice ? [notice.changedNotice] : []), ...notice.previousNotices]
  return {
    id: notice.publicationId,
    published: notice.publicationDate,
    language,
    form: notice.form,
    legalBasis: notice.legalBasis,
    nature: notice.nature,
    title: notice.title[language],
    description: notice.description[language],
    cpvMain: notice.cpvMain,
    buyers: notice.buyers.map((buyer) => ({ ...inBrief(buyer), town: buyer.town })),
    // The other reader knows no values, places, EU funds and undivided lots of the defence forms.
    total: isDefenceForm ? undefined : notice.totalAwarded,
    estimated: isDefenceForm ? undefined : notice.estimatedValue,
    deadline: OTHER_DEADLINE.has(row.id)
      ? undefined
      : (notice.tenderDeadline ?? notice.requestDeadline)?.date,
    references: MORE_REFERENCES.has(row.id) ? [] : references.map((reference) => reference.publicationId),
    lots: (isDefenceForm && row.lots === undefined ? [] : notice.lots).map((lot) => ({
      no: lot.id,
      title: lot.title[language],
      description: lot.description[language],
      cpv: [lot.cpvMain, ...lot.cpvAdditional].filter((code) => code !== undefined),
      nuts: isDefenceForm ? [] : lot.places.map((place) => place.nuts),
      estimated: isDefenceForm ? undefined : lot.estimatedValue,
      euFunded: (!isDefenceForm && lot.isEuFunded) || undefined,
    })),
    awards: notice.awards.map((award) => ({
      lot: award.lotIds.join(', ') || undefined,
      title: award.title[language],
      awarded: award.isAwarded,
      date: award.tenders[0]?.contractDate,
      tenders: award.tendersReceived,
      group: award.tenders.some((tender) => tender.isGroup),
      contractors: award.tenders
        .flatMap((tender) => tender.tenderers)
        .map((tenderer) => ({
          ...inBrief(tenderer),
          town: tenderer.town,
          sme: tenderer.size && tenderer.size === 'sme',
        })),
      value: ESTIMATE_AS_VALUE.has(row.id) ? undefined : award.value,
    })),
  }
}

function tedInHouseCodes(row: TedRow): object {
  const directive = row.directive && `3${row.directive.slice(0, 4)}L00${row.directive.slice(5, 7)}`
  return {
    id: row.id.padStart(13, '0'),
    published: row.published,
    language: row.lang.slice(0, 2).toLowerCase(),
    form: row.form,
    legalBasis: row.legalBasis ?? directive,
    nature: { '1': 'works', '2': 'supplies', '4': 'services' }[row.nature.slice(0, 1)],
    title: row.title,
    description: row.description,
    cpvMain: row.cpvMain,
    buyers: row.buyers.map((buyer) => ({ ...brief(buyer), town: buyer.town })),
    total: toCents(row.total),
    estimated: toCents(row.estimated),
    deadline: OTHER_DEADLINE.has(row.id)
      ? undefined
      : row.deadline?.replace(/^(\d{4})(\d{2})(\d{2}).*/, '$1-$2-$3'),
    references: (row.refNotices ?? []).map((number) =>
      number.replace(
        /^(\d{4})\/S \d+-(\d+)$/,
        (_, year: string, id: string) => `${id.padStart(8, '0')}-${year}`,
      ),
    ),
    lots: (row.lots ?? []).map((lot, index) => ({
      ...lot,
      no: lot.no ?? String(index + 1),
      cpv: lot.cpv ?? [],
      nuts: (lot.nuts ?? []).filter((code) => code !== '00'),
      estimated: toCents(lot.estimated),
    })),
    awards: (row.awards ?? []).map((award) => ({
      lot: award.lot,
      title: award.title,
      awarded: award.awarded,
      date: award.date,
      tenders: award.tenders && Number(award.tenders),
      group: award.group ?? false,
      contractors: (award.contractors ?? []).map((contractor) => ({
        ...brief(contractor),
        town: contractor.town,
        sme: contractor.sme,
      })),
      value: ESTIMATE_AS_VALUE.has(row.id) ? undefined : toCents(award.value),
    })),
  }
}

/** What both forms of one notice must agree on. The converter leaves out or shifts other fields. */
function facts(notice: ParsedNotice): object {
  const winners = notice.awards.flatMap((award) => award.tenders.filter((tender) => tender.isWinner))
  return {
    kind: notice.kind,
    legalBasis: notice.legalBasis,
    title: notice.title[notice.languages[0] ?? ''],
    buyer: Object.values(notice.buyers[0]?.name ?? {})[0],
    cpvMain: notice.cpvMain,
    lots: notice.lots.length,
    estimated: notice.estimatedValue,
    isFramework: notice.isFramework,
    documentsUrl: notice.documentsUrl,
    deadline: (notice.tenderDeadline ?? notice.requestDeadline)?.date,
    groups: winners.filter((tender) => tender.isGroup).length,
    winners: [
      ...new Set(winners.flatMap(({ tenderers }) => tenderers.flatMap(({ name }) => Object.values(name)))),
    ].sort(),
  }
}

function inBrief(organisation: Organisation): OrganisationRow {
  const { country, nationalId, nuts } = organisation
  return { name: Object.values(organisation.name)[0] ?? '', country, nationalId, nuts }
}

function brief({ name, country, nationalId, nuts }: OrganisationRow): OrganisationRow {
  return { name, country: toCountry(country), nationalId, nuts }
}

function inHouseLanguages(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([language, text]) => [toLanguage(language), text]))
}

function toCents(amount: AmountRow | undefined): Amount | undefined {
  return amount && { cents: Math.round(amount.amount * 100), currency: amount.currency }
}

function written(moment: Moment | undefined): string | undefined {
  return moment && `${moment.date}${moment.offset ?? ''}`
}

/** Members that are undefined left out, and runs of white space as one space: the other readers joined lines. */
function squeeze(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null)
      .replaceAll(/(\\[nrt]|\s)+/g, ' ')
      .replaceAll(/ "|" /g, '"'),
  )
}
