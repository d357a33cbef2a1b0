// Main CPV of a notice from its words alone: trained on one fold of buyers, asked about the other.
// Usage: cpv-prediction.ts [--folds F] [--notices F] [--labels F] [--json]

import type { CpvExample } from '#engines/matching/cpv-votes.ts'
import { buildLabelSpace } from '#engines/matching/label-space.ts'
import { buildCpvPredictor } from '#engines/matching/predict-cpv.ts'
import {
  fileArgument,
  languageOf,
  type NoticeRow,
  needFiles,
  readLabels,
  readLines,
  readText,
  textsOf,
} from './matching-data.ts'

/** Labels and nearest neighbours, measured elsewhere on 3,457 notices in five folds by buyer. */
const ANCHOR = { division1: 0.52, division5: 0.78, group5: 0.57, code10: 0.31 }

const foldsFile = fileArgument('folds', 'bench/cpv-folds.csv')
const noticesFile = fileArgument('notices', 'notices/ted-notices.jsonl.gz')
const labelsFile = fileArgument('labels', 'codelists/cpv-2008.24langs.tsv.gz')
needFiles(foldsFile, noticesFile, labelsFile)

const notices = new Map(readLines<NoticeRow>(noticesFile).map((row) => [row.id, row]))
const labels = readLabels(labelsFile)
const space = buildLabelSpace(labels)
const [head = '', ...lines] = readText(foldsFile).trim().split(/\r?\n/)
const columns = head.split(',')
const rows = lines.flatMap((line) => {
  const cells = line.split(',')
  const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
  const notice = notices.get(cell('notice'))
  return notice ? [{ fold: cell('fold'), cpv: cell('cpvMain'), notice }] : []
})

const hits = { division1: 0, division5: 0, group5: 0, code10: 0 }
let msPerPrediction = 0
let msToLearn = 0
for (const fold of [...new Set(rows.map((row) => row.fold))].sort()) {
  const started = performance.now()
  const examples = rows.filter((row) => row.fold !== fold).map(({ notice, cpv }) => toExample(notice, cpv))
  const predictor = buildCpvPredictor({ labels, examples, space })
  const learnt = performance.now()
  msToLearn += learnt - started
  for (const { notice, cpv } of rows.filter((row) => row.fold === fold)) {
    const { title, description } = plainText(notice)
    const found = predictor.predictDepths({ title, description }, languageOf(notice), 10)
    const divisions = found.divisions.slice(0, 5).map((division) => division.cpv.slice(0, 2))
    if (divisions[0] === cpv.slice(0, 2)) hits.division1 += 1
    if (divisions.includes(cpv.slice(0, 2))) hits.division5 += 1
    if (found.groups.slice(0, 5).some((group) => group.cpv.slice(0, 3) === cpv.slice(0, 3))) hits.group5 += 1
    if (found.codes.some((code) => code.cpv === cpv)) hits.code10 += 1
  }
  msPerPrediction += (performance.now() - learnt) / rows.length
}

const report = {
  notices: rows.length,
  division1: hits.division1 / rows.length,
  division5: hits.division5 / rows.length,
  group5: hits.group5 / rows.length,
  code10: hits.code10 / rows.length,
}
console.log(`${rows.length} notices; in brackets the anchor of a larger set`)
for (const key of ['division1', 'division5', 'group5', 'code10'] as const) {
  console.log(
    `${key.replace(/(\d+)$/, ' @$1').padEnd(14)} ${report[key].toFixed(3)} (${ANCHOR[key].toFixed(2)})`,
  )
}
console.log(
  `${(msToLearn / 1000).toFixed(1)} s to learn all folds, ${msPerPrediction.toFixed(1)} ms a prediction`,
)
if (process.argv.includes('--json')) console.log(JSON.stringify(report))

function plainText(notice: NoticeRow): { title: string; description: string } {
  const [first, ...lots] = textsOf(notice)
  const body = [first?.description ?? '', ...lots.flatMap(({ title, description }) => [title, description])]
  return { title: notice.title, description: [...new Set(body)].join('\n') }
}

function toExample(notice: NoticeRow, cpv: string): CpvExample {
  const also = [...notice.cpv, ...(notice.lots ?? []).flatMap((lot) => lot.cpv ?? [])].filter(
    (code) => code !== cpv,
  )
  return {
    id: notice.id,
    language: languageOf(notice),
    ...plainText(notice),
    cpv,
    alsoCpv: [...new Set(also)],
  }
}
