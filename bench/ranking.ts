// Who really won: each query is an award notice, each company is known only by its other wins.
// Usage: ranking.ts [--queries F] [--companies F] [--notices F] [--labels F] [--json]
import { buildLabelSpace } from '#engines/matching/label-space.ts'
import { buildMatcher } from '#engines/matching/match.ts'
import {
  type CompanyRow,
  fileArgument,
  type NoticeRow,
  needFiles,
  type QueryRow,
  readLabels,
  readLines,
  readText,
  toCompany,
  toNotice,
} from './matching-data.ts'

/** Codes by tree, BM25 and country, measured elsewhere on 135 queries over 2,927 firms of the same shape. */
const ANCHOR = {
  all: { hit1: 0.39, hit5: 0.62, hit10: 0.7, mrr: 0.5 },
  otherBuyer: { hit1: 0.37, hit5: 0.53, hit10: 0.63, mrr: 0.46 },
}

const queriesFile = fileArgument('queries', 'bench/winner-queries.json')
const companiesFile = fileArgument('companies', 'bench/winner-companies.jsonl.gz')
const noticesFile = fileArgument('notices', 'notices/ted-notices.jsonl.gz')
const labelsFile = fileArgument('labels', 'codelists/cpv-2008.24langs.tsv.gz')
needFiles(queriesFile, companiesFile, noticesFile, labelsFile)

const { queries }: { queries: QueryRow[] } = JSON.parse(readText(queriesFile))
const notices = new Map(readLines<NoticeRow>(noticesFile).map((row) => [row.id, row]))
const rows = readLines<CompanyRow>(companiesFile)
const matcher = buildMatcher({
  companies: rows.map((row) => toCompany(row, notices)),
  space: buildLabelSpace(readLabels(labelsFile)),
})

const ranks: number[] = []
const ranksOtherBuyer: number[] = []
for (const query of queries) {
  const row = notices.get(query.notice)
  if (row === undefined) continue
  const hidden = Object.entries(query.hideWins)
  const without = new Set(hidden.flatMap(([company, wins]) => wins.map((win) => `${company}/${win}`)))
  const found = matcher
    .match(toNotice(row), { today: '2022-01-01', without })
    .map(({ companyId }) => companyId)
  ranks.push(rankOf(query.gold, found))
  if (query.goldOtherBuyer.length > 0) ranksOtherBuyer.push(rankOf(query.goldOtherBuyer, found))
}

const report = {
  queries: ranks.length,
  companies: rows.length,
  all: summarise(ranks),
  otherBuyer: summarise(ranksOtherBuyer),
}
console.log(
  `${report.queries} award notices, ${report.companies} companies; in brackets the anchor of a larger set`,
)
print('all', report.all, ANCHOR.all)
print('another buyer too', report.otherBuyer, ANCHOR.otherBuyer)
if (process.argv.includes('--json')) console.log(JSON.stringify(report))

/** Of the best placed winner; Infinity when none is found. */
function rankOf(gold: readonly string[], found: readonly string[]): number {
  const at = found.findIndex((company) => gold.includes(company))
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1
}

type Summary = { queries: number; hit1: number; hit5: number; hit10: number; mrr: number }

function summarise(all: readonly number[]): Summary {
  const part = (holds: (rank: number) => number) =>
    all.length === 0 ? 0 : all.reduce((sum, rank) => sum + holds(rank), 0) / all.length
  const within = (k: number) => part((rank) => (rank <= k ? 1 : 0))
  return {
    queries: all.length,
    hit1: within(1),
    hit5: within(5),
    hit10: within(10),
    mrr: part((rank) => 1 / rank),
  }
}

function print(name: string, found: Summary, anchor: Omit<Summary, 'queries'>): void {
  const figures = (['hit1', 'hit5', 'hit10', 'mrr'] as const).map(
    (key) => `${key} ${found[key].toFixed(2)} (${anchor[key].toFixed(2)})`,
  )
  console.log(`${name.padEnd(18)} ${String(found.queries).padStart(4)}  ${figures.join('  ')}`)
}
