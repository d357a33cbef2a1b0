import type { StemCounts } from './bm25.ts'
import { foldStems } from './folding.ts'
import { guessLanguage } from './language.ts'
import { findLatentFactors, type SparseRows } from './latent-factors.ts'
import type { CpvLabels } from './types.ts'
import { countWords, type WordStatistics } from './word-statistics.ts'

/**
 * Where texts of any language meet. The CPV labels are the same list in every language, so words that name the same
 * codes lie close together (cross-language latent semantic indexing, Dumais and others 1997). No model to fetch: the
 * official list alone teaches it. Build it once, share it between matchers and predictors.
 */
export type LabelSpace = {
  dimensions: number
  languages: readonly string[]
  /** A unit vector, or all zeros where no word is known. */
  placeText: (stems: StemCounts, language: string) => Float32Array
  /** Of the heaviest known stems those that pull towards a direction, and how far; most first. */
  pullsOf: (stems: StemCounts, language: string) => (towards: Float32Array) => [string, number][]
  placeCpv: (code: string) => Float32Array | undefined
  guessLanguage: (text: string) => string | undefined
  /** How many labels hold each stem, in whatever language. */
  statistics: WordStatistics
}

export type LabelSpaceOptions = { dimensions?: number; rounds?: number; seed?: number }

/** Only the words that weigh most are worth showing. */
const MOST_PULLS = 30
/** The published Irish labels are the English ones. */
const SAME_AS_ENGLISH = 'ga'

export function buildLabelSpace(labels: CpvLabels, options: LabelSpaceOptions = {}): LabelSpace {
  const { dimensions = 128, rounds = 1, seed = 1 } = options
  const codes = [...labels.keys()].sort()
  const terms = new Map<string, Map<string, number>>()
  const { matrix, rarities } = tabulate(labels, codes, terms)
  const width = Math.max(1, Math.min(dimensions, codes.length))
  const factors = findLatentFactors(matrix, { dimensions: width, rounds, seed })
  const numberOf = new Map(codes.map((code, at) => [code, at]))

  function placeText(stems: StemCounts, language: string): Float32Array {
    const vector = new Float64Array(width)
    const known = terms.get(language)
    for (const [stem, count] of stems) {
      const term = known?.get(stem)
      if (term === undefined) continue
      const weight = Math.log1p(count) * (rarities[term] ?? 0)
      for (let k = 0; k < width; k += 1)
        vector[k] = (vector[k] ?? 0) + weight * (factors.columnVectors[term * width + k] ?? 0)
    }
    return toUnit(vector)
  }

  function pullsOf(stems: StemCounts, language: string): (towards: Float32Array) => [string, number][] {
    const known = terms.get(language)
    const weighed: { stem: string; term: number; weight: number }[] = []
    for (const [stem, count] of stems) {
      const term = known?.get(stem)
      if (term !== undefined) weighed.push({ stem, term, weight: Math.log1p(count) * (rarities[term] ?? 0) })
    }
    weighed.sort((a, b) => b.weight - a.weight || (a.stem < b.stem ? -1 : 1))
    const heaviest = weighed.slice(0, MOST_PULLS)
    return (towards) =>
      heaviest
        .map(({ stem, term, weight }): [string, number] => [
          stem,
          weight * dot(towards, factors.columnVectors, term * width),
        ])
        .filter(([, pull]) => pull > 0)
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  }

  return {
    dimensions: width,
    languages: [...terms.keys()].sort(),
    placeText,
    pullsOf,
    placeCpv: (code) => {
      const row = numberOf.get(code)
      return row === undefined
        ? undefined
        : toUnit(factors.rowVectors.subarray(row * width, (row + 1) * width))
    },
    guessLanguage: (text) => guessLanguage(text, terms),
    statistics: countLabels(labels),
  }
}

/** Sum of directions, as one direction. */
export function blend(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions)
  for (const vector of vectors) {
    for (let k = 0; k < dimensions; k += 1) sum[k] = (sum[k] ?? 0) + (vector[k] ?? 0)
  }
  return toUnit(sum)
}

/** Inner product, from `at` in the second. Four sums at once: one waits for no other, which makes it thrice as fast. */
export function dot(a: Float32Array, b: Float32Array, at = 0): number {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  let k = 0
  for (; k + 3 < a.length; k += 4) {
    first += (a[k] ?? 0) * (b[at + k] ?? 0)
    second += (a[k + 1] ?? 0) * (b[at + k + 1] ?? 0)
    third += (a[k + 2] ?? 0) * (b[at + k + 2] ?? 0)
    fourth += (a[k + 3] ?? 0) * (b[at + k + 3] ?? 0)
  }
  for (; k < a.length; k += 1) first += (a[k] ?? 0) * (b[at + k] ?? 0)
  return first + second + (third + fourth)
}

/** One row a code, one column a stem of a language; log count times rarity, rows of length one. */
function tabulate(labels: CpvLabels, codes: readonly string[], terms: Map<string, Map<string, number>>) {
  const starts = new Int32Array(codes.length + 1)
  const column: number[] = []
  const value: number[] = []
  const rowsWith: number[] = []
  codes.forEach((code, row) => {
    const counts = new Map<number, number>()
    for (const [language, label] of Object.entries(labels.get(code) ?? {})) {
      if (language === SAME_AS_ENGLISH) continue
      const known = terms.get(language) ?? new Map<string, number>()
      terms.set(language, known)
      for (const stem of foldStems(label)) {
        const term = known.get(stem) ?? rowsWith.length
        if (term === rowsWith.length) {
          known.set(stem, term)
          rowsWith.push(0)
        }
        counts.set(term, (counts.get(term) ?? 0) + 1)
      }
    }
    for (const [term, count] of counts) {
      column.push(term)
      value.push(Math.log1p(count))
      rowsWith[term] = (rowsWith[term] ?? 0) + 1
    }
    starts[row + 1] = column.length
  })
  const rarities = Float32Array.from(rowsWith, (rows) => Math.log(codes.length / rows))
  const matrix: SparseRows = {
    rows: codes.length,
    columns: rowsWith.length,
    starts,
    column: Int32Array.from(column),
    value: Float32Array.from(value, (log, at) => log * (rarities[column[at] ?? 0] ?? 0)),
  }
  for (let row = 0; row < matrix.rows; row += 1) {
    const own = matrix.value.subarray(starts[row], starts[row + 1])
    own.set(toUnit(own))
  }
  return { matrix, rarities }
}

function countLabels(labels: CpvLabels): WordStatistics {
  const texts = [...labels.values()].flatMap((byLanguage) =>
    Object.entries(byLanguage).flatMap(([language, label]) => (language === SAME_AS_ENGLISH ? [] : [label])),
  )
  return countWords(texts)
}

function toUnit(vector: Float32Array | Float64Array): Float32Array {
  let squares = 0
  for (const value of vector) squares += value * value
  const length = Math.sqrt(squares)
  return Float32Array.from(vector, (value) => (length > 1e-9 ? value / length : 0))
}
