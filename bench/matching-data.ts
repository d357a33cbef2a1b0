import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { CpvLabels, MatchCompany, MatchNotice, NoticeText } from '#engines/matching/types.ts'

/** A published notice as the shared file tells it; only what a tender would already say is read. */
export type NoticeRow = {
  id: string
  lang: string
  country: string
  title: string
  description?: string
  cpvMain: string
  cpv: string[]
  nuts?: string[]
  buyers: { name: string; country?: string }[]
  lots?: { title?: string; description?: string; cpv?: string[]; nuts?: string[] }[]
}

export type CompanyRow = {
  company: string
  name: string
  country: string
  wins: { notice: string; texts: string[]; cpv: string[] }[]
}

export type QueryRow = {
  notice: string
  gold: string[]
  goldOtherBuyer: string[]
  hideWins: Record<string, string[]>
}

/** `--name value` from the command line, else the file of the shared data. */
export function fileArgument(name: string, shared: string): string {
  const at = process.argv.indexOf(`--${name}`)
  const given = at < 0 ? undefined : process.argv[at + 1]
  return given ?? join(import.meta.dirname, '..', '..', 'shared', 'data', shared)
}

/** Ends the run politely where the shared data is not there. */
export function needFiles(...files: string[]): void {
  const missing = files.find((file) => !existsSync(file))
  if (missing === undefined) return
  console.log(`skipped: no shared data (${missing})`)
  process.exit(0)
}

export function readText(file: string): string {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

export function readLines<Row>(file: string): Row[] {
  return readText(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line))
}

export function readLabels(file: string): CpvLabels {
  const [head, ...rows] = readText(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
  const languages = (head ?? []).slice(1)
  return new Map(
    rows.map(([code = '', ...labels]) => [
      code,
      Object.fromEntries(languages.map((language, at) => [language, labels[at] ?? ''])),
    ]),
  )
}

export function languageOf(row: { lang: string }): string {
  return (row.lang.split(' ')[0] ?? '').toLowerCase()
}

export function textsOf(row: NoticeRow): NoticeText[] {
  const language = languageOf(row)
  const lots = row.lots ?? []
  return [
    { language, title: row.title, description: row.description ?? '' },
    ...lots.map((lot) => ({ language, title: lot.title ?? '', description: lot.description ?? '' })),
  ]
}

export function toNotice(row: NoticeRow): MatchNotice {
  const lots = row.lots ?? []
  return {
    id: row.id,
    texts: textsOf(row),
    cpvMain: row.cpvMain,
    cpvAdditional: [...new Set([...row.cpv, ...lots.flatMap((lot) => lot.cpv ?? [])])],
    countries: [row.country],
    nuts: [...new Set([...(row.nuts ?? []), ...lots.flatMap((lot) => lot.nuts ?? [])])],
    buyerNames: row.buyers.map((buyer) => buyer.name),
    deadlines: {},
    kind: 'competition',
  }
}

/** A company known only by what it won; buyer and place of each win come from the notice. */
export function toCompany(row: CompanyRow, notices: ReadonlyMap<string, NoticeRow>): MatchCompany {
  return {
    id: row.company,
    country: row.country,
    capabilities: [],
    products: [],
    references: row.wins.map((win) => {
      const notice = notices.get(win.notice)
      const [title = '', ...texts] = [...win.texts].reverse()
      return {
        id: win.notice,
        title,
        text: texts.join('\n'),
        cpv: win.cpv,
        buyerName: notice?.buyers.map((buyer) => buyer.name).join(' '),
        buyerCountry: notice?.country,
        nuts: notice?.nuts ?? [],
      }
    }),
    exportCountries: [],
  }
}
