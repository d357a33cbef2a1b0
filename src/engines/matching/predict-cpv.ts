import { arrangeCodes } from './code-tree.ts'
import { type CpvExample, learnVotes } from './cpv-votes.ts'
import { foldWords } from './folding.ts'
import { buildLabelSpace, dot, type LabelSpace } from './label-space.ts'
import { buildLabelWords } from './label-words.ts'
import { buildLetterBridge } from './letter-bridge.ts'
import { compareToAll, type PlacedText, type PlainText, placeText } from './placed-text.ts'
import type { CpvLabels } from './types.ts'
import { countWords } from './word-statistics.ts'

export type CpvPredictorInput = {
  labels: CpvLabels
  /** A few thousand at most: learning takes the cube of their number. */
  examples: readonly CpvExample[]
  /** When already built from the same labels. */
  space?: LabelSpace
}

export type CpvPrediction = {
  cpv: string
  /** 0 to 1: its part of all belief at its depth. An order of preference, not a measured probability. */
  score: number
  why: {
    /** Words of the text that point to the code's label, weightiest first. */
    words: readonly string[]
    /** The likest texts known to bear a code of the same group (of the same division, where a division is asked for). */
    examples: readonly { id: string; cpv: string; likeness: number }[]
  }
}

export type CpvPredictor = {
  /** The likeliest codes, best first; none for a text without words. */
  predict: (text: string | PlainText, language: string, limit?: number) => CpvPrediction[]
  /** The same beside the likeliest divisions and groups: surer than the codes, so the better thing to ask staff about. */
  predictDepths: (
    text: string | PlainText,
    language: string,
    limit?: number,
  ) => { divisions: CpvPrediction[]; groups: CpvPrediction[]; codes: CpvPrediction[] }
}

// Cross-validated by buyer, from the middle of plateaus: docs/decisions/0004-matching-method.md.
const NEAREST_LABEL = 0.2
const MIDDLE_LABEL = 0.2
const LETTERS_OF_LABELS = 0.25
const DIVISION_IN_GROUP = 0.5
const LABEL_MEANING_IN_CODE = 0.25
const LABEL_WORDS_IN_CODE = 0.25
const NEIGHBOURS_IN_CODE = 0.7
const NEIGHBOURS = 20
const SHARPNESS = 8

/** Learns from labels and examples; either may be empty. */
export function buildCpvPredictor(input: CpvPredictorInput): CpvPredictor {
  const hasLabels = input.labels.size > 0
  const examples = [...input.examples].sort((a, b) => (a.id < b.id ? -1 : 1))
  const statistics = countWords(examples.map(({ title, description }) => `${title}\n${description}`))
  const space = hasLabels ? (input.space ?? buildLabelSpace(input.labels)) : undefined
  const bridge = hasLabels ? buildLetterBridge(input.labels) : undefined
  const place = (text: PlainText, language: string) =>
    placeText(text, language, { statistics, space, bridge })

  const codes = [...new Set([...input.labels.keys(), ...examples.map(({ cpv }) => cpv)])].sort()
  const tree = arrangeCodes(codes, space)
  const labelWords = buildLabelWords(input.labels, codes)
  const placed = examples.map((example) => place(example, example.language))
  const compare = compareToAll(placed)
  const { votes, prior, usual } = learnVotes(examples, placed, compare, tree)

  function predictDepths(text: string | PlainText, language: string, limit = 10) {
    const plain = typeof text === 'string' ? { title: text, description: '' } : text
    const here = place(plain, language)
    if (here.stems.size === 0) return { divisions: [], groups: [], codes: [] }
    const likeness = compare(here)
    const neighbours = nearest(likeness)
    const near = tree.places.map((label) => (label ? dot(here.meaning, label) : 0))
    const nodes = believeNodes(here, likeness, near)
    const leaves = believeCodes(here, language, nodes, near, neighbours)
    const ofLength = (digits: number) =>
      tree.names.flatMap((name, at) =>
        name.length === digits ? [{ cpv: name.padEnd(8, '0'), belief: nodes[at] ?? 0 }] : [],
      )
    const explain = makeExplainer(plain, here, language, likeness, neighbours)
    return {
      divisions: choose(ofLength(2), limit, (cpv) => explain(cpv, 2)),
      groups: choose(ofLength(3), limit, (cpv) => explain(cpv, 3)),
      codes: choose(leaves, limit, (cpv) => explain(cpv, 3)),
    }
  }

  /** Examples vote; then labels, so that a group no example bears can still win. */
  function believeNodes(here: PlacedText, likeness: Float64Array, near: readonly number[]): Float64Array {
    const nodes = Float64Array.from(prior)
    const width = nodes.length
    likeness.forEach((weight, example) => {
      for (let node = 0; node < width; node += 1)
        nodes[node] = (nodes[node] ?? 0) + weight * (votes[example * width + node] ?? 0)
    })
    const best = new Float64Array(width)
    const letters = new Float64Array(width)
    near.forEach((likeness, at) => {
      const { division = 0, group = 0 } = tree.nodesOf[at] ?? {}
      best[division] = Math.max(best[division] ?? 0, likeness)
      best[group] = Math.max(best[group] ?? 0, likeness)
    })
    bridge?.groups.forEach((group, at) => {
      const strength = here.letters[at] ?? 0
      for (const node of [tree.nodeOf.get(group), tree.nodeOf.get(group.slice(0, 2))])
        if (node !== undefined) letters[node] = Math.max(letters[node] ?? 0, strength)
    })
    tree.middles.forEach((middle, node) => {
      const labels =
        NEAREST_LABEL * (best[node] ?? 0) +
        MIDDLE_LABEL * (middle ? dot(here.meaning, middle) : 0) +
        LETTERS_OF_LABELS * (letters[node] ?? 0)
      nodes[node] = (nodes[node] ?? 0) + labels
    })
    tree.parentOf.forEach((parent, node) => {
      if (parent !== undefined) nodes[node] = (nodes[node] ?? 0) + DIVISION_IN_GROUP * (nodes[parent] ?? 0)
    })
    return nodes
  }

  /** Its group's belief, its own label, the nearest examples that bear it, and how usual it is. */
  function believeCodes(
    here: PlacedText,
    language: string,
    nodes: Float64Array,
    near: readonly number[],
    neighbours: readonly Neighbour[],
  ): Candidate[] {
    const met = labelWords.meet(here.stems, language)
    const whole = neighbours.reduce((sum, { weight }) => sum + weight, 0)
    const borne = new Map<string, number>()
    for (const { at, weight } of neighbours) {
      const cpv = examples[at]?.cpv ?? ''
      borne.set(cpv, (borne.get(cpv) ?? 0) + weight / whole)
    }
    return codes.map((cpv, at) => ({
      cpv,
      belief:
        (nodes[tree.nodesOf[at]?.group ?? 0] ?? 0) +
        LABEL_MEANING_IN_CODE * (near[at] ?? 0) +
        LABEL_WORDS_IN_CODE * (met[at] ?? 0) +
        NEIGHBOURS_IN_CODE * (borne.get(cpv) ?? 0) +
        (usual[at] ?? 0),
    }))
  }

  function makeExplainer(
    text: PlainText,
    here: PlacedText,
    language: string,
    likeness: Float64Array,
    neighbours: readonly Neighbour[],
  ) {
    const whole = `${text.title}\n${text.description}`
    const surfaces = new Map(
      foldWords(whole)
        .reverse()
        .map(({ surface, stem }) => [stem, surface]),
    )
    const pullsTo = space?.pullsOf(here.stems, language)
    return (cpv: string, digits: number): CpvPrediction['why'] => {
      const towards = space?.placeCpv(cpv)
      const pulls = towards && pullsTo ? pullsTo(towards) : []
      const alike = neighbours.flatMap(({ at }) => {
        const example = examples[at]
        if (example?.cpv.slice(0, digits) !== cpv.slice(0, digits)) return []
        return [{ id: example.id, cpv: example.cpv, likeness: (likeness[at] ?? 0) / 3 }]
      })
      return {
        words: pulls.slice(0, 6).map(([stem]) => surfaces.get(stem) ?? stem),
        examples: alike.slice(0, 3),
      }
    }
  }

  return {
    predict: (text, language, limit) => predictDepths(text, language, limit).codes,
    predictDepths,
  }
}

type Candidate = { cpv: string; belief: number }
type Neighbour = { at: number; weight: number }

function choose(
  candidates: readonly Candidate[],
  limit: number,
  explain: (cpv: string) => CpvPrediction['why'],
): CpvPrediction[] {
  const sorted = [...candidates].sort((a, b) => b.belief - a.belief || (a.cpv < b.cpv ? -1 : 1))
  const top = sorted[0]?.belief ?? 0
  const whole = sorted.reduce((sum, { belief }) => sum + Math.exp(SHARPNESS * (belief - top)), 0)
  return sorted.slice(0, limit).map(({ cpv, belief }) => ({
    cpv,
    score: Math.exp(SHARPNESS * (belief - top)) / whole,
    why: explain(cpv),
  }))
}

/** Steeply weighted: a near twin outvotes many cousins. */
function nearest(likeness: Float64Array): Neighbour[] {
  return Array.from(likeness, (value, at) => ({ at, weight: Math.max(value, 0) ** 4 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .slice(0, NEIGHBOURS)
}
