import { foldStems } from './folding.ts'
import type { CpvLabels } from './types.ts'

/** Per code, in the order given: how well its own label's words are met by a text, 1 for the best met. */
export type LabelWords = { meet: (stems: ReadonlyMap<string, number>, language: string) => Float64Array }

type Postings = { codesWith: ReadonlyMap<string, number[]>; lengths: Float64Array }

/** Languages are read when first asked for. */
export function buildLabelWords(labels: CpvLabels, codes: readonly string[]): LabelWords {
  const byLanguage = new Map<string, Postings>()

  function postingsOf(language: string): Postings {
    const known = byLanguage.get(language)
    if (known) return known
    const read = readPostings(labels, codes, language)
    byLanguage.set(language, read)
    return read
  }

  function meet(stems: ReadonlyMap<string, number>, language: string): Float64Array {
    const { codesWith, lengths } = postingsOf(language)
    const met = new Float64Array(codes.length)
    for (const stem of [...stems.keys()].sort()) {
      const found = codesWith.get(stem)
      if (found === undefined) continue
      const weight = Math.log(codes.length / found.length) * Math.log1p(stems.get(stem) ?? 0)
      for (const code of found) met[code] = (met[code] ?? 0) + weight
    }
    let best = 0
    for (let at = 0; at < met.length; at += 1) {
      // Two words of grace, so that a label of one word does not win by being short.
      met[at] = (met[at] ?? 0) / Math.sqrt((lengths[at] ?? 0) + 2)
      best = Math.max(best, met[at] ?? 0)
    }
    return best > 0 ? met.map((value) => value / best) : met
  }

  return { meet }
}

function readPostings(labels: CpvLabels, codes: readonly string[], language: string): Postings {
  const codesWith = new Map<string, number[]>()
  const lengths = new Float64Array(codes.length)
  codes.forEach((code, at) => {
    const stems = new Set(foldStems(labels.get(code)?.[language] ?? ''))
    lengths[at] = stems.size
    for (const stem of stems) {
      const found = codesWith.get(stem) ?? []
      codesWith.set(stem, found)
      found.push(at)
    }
  })
  return { codesWith, lengths }
}
