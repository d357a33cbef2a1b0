// A day of TED against a large cluster: 3,200 notices, 500 companies. Aim: under 10 s, building the index included.
// Usage: matching-day.ts [--notices F] [--companies F] [--labels F] [--json]
import { buildLabelSpace } from '#engines/matching/label-space.ts'
import { buildMatcher } from '#engines/matching/match.ts'
import type { MatchCompany, MatchNotice } from '#engines/matching/types.ts'
import {
  type CompanyRow,
  fileArgument,
  type NoticeRow,
  needFiles,
  readLabels,
  readLines,
  toCompany,
  toNotice,
} from './matching-data.ts'

const NOTICES = 3_200
const COMPANIES = 500
const FLOOR_SECONDS = 10

const noticesFile = fileArgument('notices', 'notices/ted-notices.jsonl.gz')
const companiesFile = fileArgument('companies', 'bench/winner-companies.jsonl.gz')
const labelsFile = fileArgument('labels', 'codelists/cpv-2008.24langs.tsv.gz')
needFiles(noticesFile, companiesFile, labelsFile)

const rows = readLines<NoticeRow>(noticesFile)
const byId = new Map(rows.map((row) => [row.id, row]))
const notices = Array.from({ length: NOTICES }, (_, at): MatchNotice => {
  const row = rows[at % rows.length]
  if (row === undefined) throw new Error('no notices to repeat')
  return { ...toNotice(row), id: `${row.id}/${Math.floor(at / rows.length)}` }
})
const companies = readLines<CompanyRow>(companiesFile)
  .slice(0, COMPANIES)
  .map((row): MatchCompany => toCompany(row, byId))

const startOfSpace = performance.now()
const space = buildLabelSpace(readLabels(labelsFile))
const spaceSeconds = (performance.now() - startOfSpace) / 1000

const seconds: number[] = []
const cpuSeconds: number[] = []
let found = 0
for (let run = 0; run < 3; run += 1) {
  const started = performance.now()
  const before = process.cpuUsage()
  const matches = buildMatcher({ companies, space }).matchDay(notices, { today: '2022-01-01', limit: 20 })
  seconds.push((performance.now() - started) / 1000)
  const { user, system } = process.cpuUsage(before)
  cpuSeconds.push((user + system) / 1e6)
  found = [...matches.values()].reduce((sum, list) => sum + list.length, 0)
}
const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[1] ?? 0
const median = middle(seconds)
const cpu = middle(cpuSeconds)
const memoryMb = process.memoryUsage().rss / 1e6
console.log(
  `${NOTICES} notices × ${companies.length} companies, the best 20 each with reasons: ${found} matches`,
)
console.log(
  `${median.toFixed(1)} s (${cpu.toFixed(1)} s of processor), median of 3; aim: under ${FLOOR_SECONDS} s`,
)
console.log(`${memoryMb.toFixed(0)} MB resident, labels in 24 languages included`)
console.log(`${spaceSeconds.toFixed(1)} s before that to learn the labels, once for an installation`)
if (process.argv.includes('--json'))
  console.log(JSON.stringify({ seconds: median, cpuSeconds: cpu, memoryMb, spaceSeconds }))
