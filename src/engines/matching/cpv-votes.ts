import { type CodeTree, depthOf } from './code-tree.ts'
import type { PlacedText } from './placed-text.ts'
import { solveRidge } from './ridge.ts'

/** A text whose code is known. `alsoCpv` are its further codes, which teach a little. */
export type CpvExample = {
  id: string
  language: string
  title: string
  description: string
  cpv: string
  alsoCpv?: readonly string[]
}

/** What the examples teach. */
export type Votes = {
  /** Examples × nodes: how much a text like this example speaks for the node. */
  votes: Float64Array
  /** Per node: how common it is. */
  prior: Float64Array
  /** Per code: how usual it is as a main code, by its own count and by the count of its depth in the tree. */
  usual: Float64Array
}

const PENALTY = 1
const ALSO = 0.2
/** Examples it takes before how common a division is among them is half believed. */
const FEW = 50
const BY_COUNT = 0.1
const BY_DEPTH = 0.05

export function learnVotes(
  examples: readonly CpvExample[],
  placed: readonly PlacedText[],
  compare: (text: PlacedText) => Float64Array,
  tree: CodeTree,
): Votes {
  const size = examples.length
  const width = tree.names.length
  const prior = new Float64Array(width)
  const usual = howUsual(examples, tree.codes)
  if (size === 0) return { votes: new Float64Array(0), prior, usual }
  const targets = markTargets(examples, tree)
  for (let at = 0; at < targets.length; at += 1)
    prior[at % width] = (prior[at % width] ?? 0) + (targets[at] ?? 0) / size
  for (let at = 0; at < targets.length; at += 1) targets[at] = (targets[at] ?? 0) - (prior[at % width] ?? 0)
  const common = prior.map((part) => (part * size) / (size + FEW))
  const likeness = new Float64Array(size * size)
  placed.forEach((text, at) => {
    likeness.set(compare(text), at * size)
  })
  return { votes: solveRidge(likeness, targets, size, width, PENALTY), prior: common, usual }
}

/** 1 for the main code's division and group, less for those of the further codes. */
function markTargets(examples: readonly CpvExample[], tree: CodeTree): Float64Array {
  const width = tree.names.length
  const targets = new Float64Array(examples.length * width)
  const mark = (code: string, weight: number, at: number) => {
    for (const digits of [2, 3]) {
      const node = tree.nodeOf.get(code.slice(0, digits))
      if (node === undefined) continue
      targets[at * width + node] = Math.max(weight, targets[at * width + node] ?? 0)
    }
  }
  examples.forEach(({ cpv, alsoCpv = [] }, at) => {
    for (const code of alsoCpv) mark(code, ALSO, at)
    mark(cpv, 1, at)
  })
  return targets
}

/** Buyers reach for wide codes: a group is used far oftener than any one code deep under it. */
function howUsual(examples: readonly CpvExample[], codes: readonly string[]): Float64Array {
  const usual = new Float64Array(codes.length)
  if (examples.length === 0) return usual
  const counts = new Map<string, number>()
  const examplesAt = new Array<number>(9).fill(0)
  const codesAt = new Array<number>(9).fill(0)
  for (const { cpv } of examples) {
    counts.set(cpv, (counts.get(cpv) ?? 0) + 1)
    examplesAt[depthOf(cpv)] = (examplesAt[depthOf(cpv)] ?? 0) + 1
  }
  for (const code of codes) codesAt[depthOf(code)] = (codesAt[depthOf(code)] ?? 0) + 1
  return usual.map((_, at) => {
    const code = codes[at] ?? ''
    const depth = depthOf(code)
    const often = Math.log((examplesAt[depth] ?? 0) / Math.max(1, codesAt[depth] ?? 0) + 1e-4)
    return BY_COUNT * Math.log1p(counts.get(code) ?? 0) + BY_DEPTH * often
  })
}
