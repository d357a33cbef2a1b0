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

/**
 * 1 minus the share of letters to change, add, leave out or swap (Damerau–Levenshtein, optimal string alignment); 0 as
 * soon as it is clear that two fifths of them would not be enough.
 */
function editSimilarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  const most = longest * 0.4
  if (Math.abs(a.length - b.length) > most || longest >= width) return 0
  const distance = editDistance(a, b, most)
  return distance > most ? 0 : 1 - distance / longest
}

// Names are short, and this is asked millions of times: three rows are kept for good.
const width = 512
const rows = [new Uint16Array(width), new Uint16Array(width), new Uint16Array(width)] as const

function editDistance(a: string, b: string, most: number): number {
  let [before, row, next]: Uint16Array[] = [...rows] as [Uint16Array, Uint16Array, Uint16Array]
  if (!before || !row || !next) return 0
  for (let j = 0; j <= b.length; j++) row[j] = j
  for (let i = 1; i <= a.length; i++) {
    next[0] = i
    let least = i
    const letter = a.charCodeAt(i - 1)
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1)
      let cost = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (letter === other ? 0 : 1),
      )
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      }
      next[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return least
    ;[before, row, next] = [row, next, before]
  }
  return row[b.length] ?? 0
}
