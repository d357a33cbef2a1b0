/** How alike two folded names are, 0–1: whole names in any order of words, forgiving typing mistakes. */
export function nameSimilarity(a: string, b: string): number {
  if (a === b) return 1
  if (a === '' || b === '') return 0
  const joined = editSimilarity(a.replaceAll(' ', ''), b.replaceAll(' ', ''))
  return Math.max(joined, wordSimilarity(a.split(' '), b.split(' ')))
}

/** Each word meets its likest of the other name; words left over count as far as they are long. */
function wordSimilarity(a: readonly string[], b: readonly string[]): number {
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a]
  const left = [...more]
  let met = 0
  for (const word of fewer) {
    let best = { at: -1, score: 0 }
    for (const [at, other] of left.entries()) {
      const score = editSimilarity(word, other)
      if (score > best.score) best = { at, score }
    }
    // Below this two words are two words, not one with mistakes.
    if (best.at < 0 || best.score < 0.7) continue
    const other = left.splice(best.at, 1)[0] ?? ''
    met += ((word.length + other.length) / 2) * best.score
  }
  const letters = (words: readonly string[]) => words.reduce((sum, word) => sum + word.length, 0)
  return met / ((letters(a) + letters(b)) / 2)
}

/** 1 minus the share of letters to change, add, leave out or swap (Damerau–Levenshtein, optimal string alignment). */
function editSimilarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  if (Math.abs(a.length - b.length) > longest * 0.4) return 0
  return 1 - editDistance(a, b) / longest
}

function editDistance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      }
      next.push(cost)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
