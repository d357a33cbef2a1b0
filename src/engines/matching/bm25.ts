import { rarity, type WordStatistics } from './word-statistics.ts'

/** Stem → how often, title words weighted. */
export type StemCounts = ReadonlyMap<string, number>

export type TextIndex = {
  statistics: WordStatistics
  /** Per stem: document numbers and their saturated counts, in step. */
  postings: ReadonlyMap<string, { documents: Int32Array; weights: Float64Array }>
  documents: number
}

/** BM25 (Robertson and Zaragoza 2009). k3 saturates repetition in long queries, and a notice is a long query. */
const K1 = 1.2
const B = 0.75
const K3 = 3
/** Length in words at which a text is neither favoured nor held back; fixed, so that one company's texts never move another's score. */
const USUAL_LENGTH = 50

export function buildTextIndex(documents: readonly StemCounts[], statistics: WordStatistics): TextIndex {
  const lists = new Map<string, { documents: number[]; weights: number[] }>()
  documents.forEach((counts, at) => {
    let length = 0
    for (const count of counts.values()) length += count
    for (const [stem, count] of counts) {
      let list = lists.get(stem)
      if (list === undefined) {
        list = { documents: [], weights: [] }
        lists.set(stem, list)
      }
      list.documents.push(at)
      list.weights.push((count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / USUAL_LENGTH)))
    }
  })
  const postings = new Map<string, { documents: Int32Array; weights: Float64Array }>()
  for (const [stem, list] of lists) {
    postings.set(stem, {
      documents: Int32Array.from(list.documents),
      weights: Float64Array.from(list.weights),
    })
  }
  return { statistics, postings, documents: documents.length }
}

/** How much each query word weighs: rarity times saturated count. Sorted by stem, so that sums round alike in any order of input. */
export function weighQuery(query: StemCounts, statistics: WordStatistics): [string, number][] {
  const weighed = [...query].map(([stem, count]): [string, number] => [
    stem,
    (rarity(statistics, stem) * count * (K3 + 1)) / (count + K3),
  ])
  return weighed.sort((a, b) => (a[0] < b[0] ? -1 : 1))
}

/**
 * Score of every document as a part of what the notice itself asks: 0 for no word in common, about 1 for all of them
 * once. The same company gets the same figure whoever else is a member.
 */
export function scoreTexts(index: TextIndex, query: readonly [string, number][]): Float64Array {
  const scores = new Float64Array(index.documents)
  let whole = 0
  for (const [stem, weight] of query) {
    whole += weight
    const list = index.postings.get(stem)
    if (list === undefined) continue
    for (let at = 0; at < list.documents.length; at += 1) {
      const document = list.documents[at] ?? 0
      scores[document] = (scores[document] ?? 0) + weight * (list.weights[at] ?? 0)
    }
  }
  if (whole > 0) for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / whole
  return scores
}
