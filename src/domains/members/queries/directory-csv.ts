import { labelsOfCodes } from '#domains/vocabulary/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { answerCsv, type CsvColumn } from '#platform/http/csv.ts'
import type { Actor } from '#platform/identity/actor.ts'
import type { Label } from '#values/country.ts'
import { countryName } from '#values/vocabulary/country-name.ts'
import { cpvDivisions } from '#values/vocabulary/cpv-divisions.ts'
import { type DirectoryQuery, directoryColumns } from '../schema.ts'
import { listCompanies } from './directory.ts'

type Row = Awaited<ReturnType<typeof listCompanies>>['items'][number]
type ColumnId = (typeof directoryColumns)[number]

/** The directory as a table in the reader's words: the columns that are shown, every row of the filtered list. */
export async function downloadDirectory(tx: Tx, actor: Actor, query: DirectoryQuery): Promise<Response> {
  const { language } = actor
  const { items } = await listCompanies(tx, actor, { ...query, page: 1, pageSize: 10_000 })
  const regions = await labelsOfCodes(
    tx,
    'nuts',
    items.flatMap((row) => row.nuts ?? []),
    language,
  )
  const divisions = new Map(cpvDivisions.map(({ code, label }) => [code, label[language]]))
  const cells: Record<
    ColumnId,
    (row: Row) => CsvColumn<Row>['cell'] extends (row: Row) => infer C ? C : never
  > = {
    name: (row) => row.legalName,
    country: (row) => countryName(row.country, language),
    region: (row) => row.nuts && (regions.get(row.nuts) ?? row.nuts),
    fields: (row) =>
      [...new Set(row.cpv.map((code) => `${code.slice(0, 2)}000000`))].map(
        (code) => divisions.get(code) ?? code,
      ),
    codes: (row) => row.cpv,
    size: (row) => row.sizeClass && directoryWords.size[row.sizeClass][language],
    status: (row) => row.status && directoryWords.status[row.status][language],
    completeness: (row) => row.completeness,
    products: (row) => row.products,
    tier: (row) => row.tier?.[language],
    exports: (row) => row.exportCountries.map((code) => countryName(code, language)),
    website: (row) => row.website,
    updated: (row) => row.updatedAt.slice(0, 10),
  }
  const shown = directoryColumns.filter((id) => query.columns === undefined || query.columns.includes(id))
  return answerCsv(
    language,
    'companies.csv',
    shown.map((id) => ({ header: directoryWords.header[id][language], cell: cells[id] })),
    items,
  )
}

/** As the pages say it; a test holds the two together. */
export const directoryWords = {
  header: {
    name: { en: 'Company', et: 'Ettevõte' },
    country: { en: 'Country', et: 'Riik' },
    region: { en: 'Region', et: 'Piirkond' },
    fields: { en: 'Fields', et: 'Valdkonnad' },
    codes: { en: 'CPV codes', et: 'CPV-koodid' },
    size: { en: 'Size', et: 'Suurus' },
    status: { en: 'Membership', et: 'Liikmesus' },
    completeness: { en: 'Profile', et: 'Profiil' },
    products: { en: 'Products', et: 'Tooteid' },
    tier: { en: 'Member class', et: 'Liikmeklass' },
    exports: { en: 'Exports to', et: 'Eksporditurud' },
    website: { en: 'Website', et: 'Veebileht' },
    updated: { en: 'Updated', et: 'Muudetud' },
  },
  size: {
    micro: { en: 'Micro', et: 'Mikroettevõte' },
    small: { en: 'Small', et: 'Väike' },
    medium: { en: 'Medium-sized', et: 'Keskmine' },
    large: { en: 'Large', et: 'Suur' },
  },
  status: {
    applied: { en: 'Applied', et: 'Esitanud avalduse' },
    approved: { en: 'Approved', et: 'Vastu võetud' },
    active: { en: 'Member', et: 'Liige' },
    grace: { en: 'In grace period', et: 'Ajapikendusega' },
    ended: { en: 'Ended', et: 'Lõppenud' },
  },
} satisfies {
  header: Record<ColumnId, Label>
  size: Record<NonNullable<Row['sizeClass']>, Label>
  status: Record<NonNullable<Row['status']>, Label>
}
