// How fast notices are parsed, beside the bare libxml2-wasm parse of the same bytes. The goal is to stay
// within twice the bare parse: reading every field may cost no more than parsing does.
// Run: node bench/notice-parsing.ts
import { XmlDocument } from 'libxml2-wasm'
import { parseNotice } from '../src/engines/notice-formats/parse-notice.ts'
import { xmlMemory } from '../src/engines/notice-formats/xml.ts'
import { noticesFolder, readArchive } from './notice-archives.ts'

const ARCHIVES = [
  ['eForms, published', 'eforms-xml-published-2022-2024.tar.gz'],
  ['eForms, SDK examples', 'eforms-sdk-1.16-examples.tar.gz'],
  ['TED, defence', 'ted-xml-defence-2009-81.tar.gz'],
  ['TED, group awards', 'ted-xml-group-awards.tar.gz'],
  ['TED, Estonia', 'ted-xml-estonia.tar.gz'],
  ['TED and eForms pairs', 'ted-xml-to-eforms-pairs.tar.gz'],
] as const
const ROUNDS = 15
const WARM_UP = 3
const GOAL = 2

const folder = noticesFolder()
if (folder === undefined) {
  console.log('skipped: no shared data')
} else {
  const all: Uint8Array[] = []
  console.log(
    'notices parsed                   notices     MB   notices/s   MB/s   bare MB/s   ratio (all rounds)',
  )
  for (const [label, archive] of ARCHIVES) {
    const files = (await readArchive(folder, archive)).map((file) => file.bytes)
    all.push(...files)
    report(label, files)
  }
  const ratio = report('all', all)
  console.log(
    `\nratio of medians ${ratio.toFixed(2)}, goal at most ${GOAL}: ${ratio <= GOAL ? 'met' : 'missed'}`,
  )
  console.log(`wasm memory held after the run: ${(xmlMemory() / 1e6).toFixed(0)} MB`)
}

/** Both take turns on every single file, so that a busy moment of the machine hits both alike. */
function report(label: string, files: readonly Uint8Array[]): number {
  const bytes = files.reduce((sum, file) => sum + file.length, 0)
  const ours: number[] = []
  const bare: number[] = []
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    let [ourTime, bareTime] = [0, 0]
    for (const file of files) {
      bareTime += time(() => XmlDocument.fromBuffer(file).dispose())
      ourTime += time(() => parseNotice(file))
    }
    if (round < 0) continue
    bare.push(bareTime)
    ours.push(ourTime)
  }
  const ratio = quantile(ours, 0.5) / quantile(bare, 0.5)
  const ratios = ours.map((time, round) => time / (bare[round] ?? time))
  const perSecond = (times: readonly number[], amount: number) => (amount / quantile(times, 0.5)) * 1000
  console.log(
    [
      label.padEnd(31),
      String(files.length).padStart(8),
      (bytes / 1e6).toFixed(1).padStart(7),
      perSecond(ours, files.length).toFixed(0).padStart(12),
      perSecond(ours, bytes / 1e6)
        .toFixed(1)
        .padStart(7),
      perSecond(bare, bytes / 1e6)
        .toFixed(1)
        .padStart(12),
      `${ratio.toFixed(2)} (${quantile(ratios, 0).toFixed(2)}-${quantile(ratios, 0.99).toFixed(2)})`.padStart(
        20,
      ),
    ].join(''),
  )
  return ratio
}

function time(parse: () => unknown): number {
  const start = performance.now()
  parse()
  return performance.now() - start
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}
