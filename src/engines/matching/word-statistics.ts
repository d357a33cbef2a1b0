import { foldStems } from './folding.ts'

/** How many known texts hold each stem: what makes a word rare. */
export type WordStatistics = { texts: number; textsWith: ReadonlyMap<string, number> }

export function countWords(texts: Iterable<string>): WordStatistics {
  const textsWith = new Map<string, number>()
  let count = 0
  for (const text of texts) {
    count += 1
    for (const stem of new Set(foldStems(text))) textsWith.set(stem, (textsWith.get(stem) ?? 0) + 1)
  }
  return { texts: count, textsWith }
}

/** Inverse document frequency as in BM25+ (never negative); a word nobody has written yet is the rarest. */
export function rarity(statistics: WordStatistics, stem: string): number {
  const holding = statistics.textsWith.get(stem) ?? 0
  return Math.log(1 + (statistics.texts - holding + 0.5) / (holding + 0.5))
}
