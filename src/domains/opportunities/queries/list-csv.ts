import { labelsOfCodes } from '#domains/vocabulary/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { answerCsv, type CsvColumn } from '#platform/http/csv.ts'
import type { Actor } from '#platform/identity/actor.ts'
import type { Label } from '#values/country.ts'
import { countryName } from '#values/vocabulary/country-name.ts'
import { maySeeEveryMatch, viewedCompany } from '../policy.ts'
import { type NoticeQuery, noticeColumns } from '../schema.ts'
import { listNotices } from './list.ts'

type Row = Awaited<ReturnType<typeof listNotices>>['items'][number]
type Words = typeof noticeWords
type ColumnId = (typeof noticeColumns)[number]

/** The list of notices as a table in the reader's words: the columns that are shown, every row of the filtered list. */
export async function downloadNotices(
  tx: Tx,
  actor: Actor,
  now: Date,
  query: NoticeQuery,
): Promise<Response> {
  const { items } = await listNotices(tx, actor, now, { ...query, page: 1, pageSize: 10_000 })
  const codes = items.flatMap((row) => mainCode(row) ?? [])
  const fields = await labelsOfCodes(tx, 'cpv', codes, actor.language)
  const columns = columnsFor(actor, fields, viewedCompany(actor, query.forCompany) !== undefined)
  const shown = noticeColumns.filter((id) => query.columns === undefined || query.columns.includes(id))
  return answerCsv(
    actor.language,
    'notices.csv',
    shown.flatMap((id) => columns[id]),
    items,
  )
}

/** What stands in one cell on the page takes a column for each fact here. */
function columnsFor(
  actor: Actor,
  fields: ReadonlyMap<string, string>,
  isOneCompany: boolean,
): Record<ColumnId, CsvColumn<Row>[]> {
  const { language } = actor
  const column = (header: keyof Words['header'], cell: CsvColumn<Row>['cell']) => ({
    header: noticeWords.header[header][language],
    cell,
  })
  const fits = [
    column('fits', ({ best }) => best.map((fit) => `${fit.companyName} ${Math.round(fit.score)}`)),
    column('interested', (row) => row.answerCounts?.interested),
    column('notForUs', (row) => row.answerCounts?.notForUs),
  ]
  const ownFit = column('ownFit', ({ best: [fit] }) => fit && Math.round(fit.score))
  const answer = column('answer', (row) => row.answer && noticeWords.answer[row.answer.answer][language])
  return {
    title: [
      column('title', (row) => row.title),
      column('kind', (row) => noticeWords.kind[row.kind][language]),
      column('marks', (row) => [
        ...(row.isDefence ? [noticeWords.mark.defence[language]] : []),
        ...(row.isEuFunded ? [noticeWords.mark['eu-funded'][language]] : []),
        ...(row.needsClearance ? [noticeWords.mark.clearance[language]] : []),
      ]),
    ],
    deadline: [column('deadline', (row) => row.deadline?.replace(/\.\d+Z$/, 'Z'))],
    score: isOneCompany ? [ownFit] : maySeeEveryMatch(actor) ? fits : [],
    answer: isOneCompany ? [answer] : [],
    value: [
      column('value', (row) => (row.valueCents === null ? null : row.valueCents / 100)),
      column('currency', (row) => (row.valueCents === null ? null : row.currency)),
    ],
    buyer: [
      column('buyer', (row) => row.buyer),
      column('buyerCountry', (row) => row.buyerCountry && countryName(row.buyerCountry, language)),
    ],
    cpv: [column('code', mainCode), column('cpv', (row) => fields.get(mainCode(row) ?? ''))],
    place: [column('place', (row) => row.countries.map((code) => countryName(code, language)))],
    published: [column('published', (row) => row.publishedOn)],
    number: [column('number', (row) => row.key)],
  }
}

function mainCode(row: Row): string | undefined {
  return row.cpvMain ?? row.cpv[0]
}

/** As the pages say it; a test holds the two together. */
export const noticeWords = {
  header: {
    title: { en: 'Notice', et: 'Hanketeade' },
    kind: { en: 'Kind', et: 'Liik' },
    marks: { en: 'Features', et: 'Tunnused' },
    deadline: { en: 'Deadline', et: 'Tähtaeg' },
    fits: { en: 'Fits best', et: 'Kellele sobib' },
    interested: { en: 'Interested', et: 'Huvitatuid' },
    notForUs: { en: 'Declined', et: 'Loobunuid' },
    ownFit: { en: 'How it fits you', et: 'Kuidas teile sobib' },
    answer: { en: 'Your answer', et: 'Teie vastus' },
    value: { en: 'Value', et: 'Maksumus' },
    currency: { en: 'Currency', et: 'Valuuta' },
    buyer: { en: 'Buyer', et: 'Hankija' },
    buyerCountry: { en: 'Country of the buyer', et: 'Hankija riik' },
    code: { en: 'CPV', et: 'CPV' },
    cpv: { en: 'Main field', et: 'Põhivaldkond' },
    place: { en: 'Where', et: 'Koht' },
    published: { en: 'Published', et: 'Avaldatud' },
    number: { en: 'Number', et: 'Viitenumber' },
  },
  kind: {
    planning: { en: 'Early notice', et: 'Eelteade' },
    competition: { en: 'Call for tenders', et: 'Hanketeade' },
    result: { en: 'Award', et: 'Lepingu sõlmimise teade' },
    modification: { en: 'Contract change', et: 'Lepingu muutmise teade' },
    registration: { en: 'Registration', et: 'Registreerimisteade' },
    other: { en: 'Other notice', et: 'Muu teade' },
    'eu-call': { en: 'EU call', et: 'EL-i taotlusvoor' },
    request: { en: 'Request', et: 'Päring' },
  },
  mark: {
    defence: { en: 'Defence', et: 'Kaitsevaldkond' },
    'eu-funded': { en: 'EU funds', et: 'EL-i raha' },
    clearance: { en: 'Clearance needed', et: 'Vaja töötlemisluba' },
  },
  answer: {
    interested: { en: 'Interested', et: 'Huvitatud' },
    'not-for-us': { en: 'Not for us', et: 'Ei sobi' },
  },
} satisfies Record<string, Record<string, Label>>
