import { isStopWord } from './stop-words.ts'

/** A word as the text writes it, and the stem under which words are compared. */
export type FoldedWord = { surface: string; stem: string }

/**
 * Five to nine letters rank the real winners alike; six keeps `radio` and `radar` apart and still joins the endings of
 * Estonian, Polish and Greek. Words with a digit stay whole: in `5g` or `c4isr` the end is what matters.
 */
const STEM_LETTERS = 6
const WORD = /[\p{L}\p{N}]+/gu
const DIGIT = /\p{N}/u
const PLAIN_ASCII = /^[\x20-\x7e\s]*$/
const MARKS = /\p{M}+/gu
const SPECIAL = /[łøßđæœðþħıς]/gu
/** Letters that Unicode does not take apart into a base and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
}

/** Lower case, accents off in every script, each letter one Latin, Greek or Cyrillic base letter. */
export function foldText(text: string): string {
  const lower = text.toLowerCase()
  if (PLAIN_ASCII.test(lower)) return lower
  return lower
    .replace(SPECIAL, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFKD')
    .replace(MARKS, '')
}

/** The words that carry meaning, in order: no single letters, stop words, small numbers or years. */
export function foldWords(text: string): FoldedWord[] {
  const surfaces: readonly string[] = text.normalize('NFC').match(WORD) ?? []
  const together = foldText(surfaces.join(' ')).split(' ')
  // A few ligatures fold to several words; then each is folded by itself.
  const folded = together.length === surfaces.length ? together : surfaces.map(foldText)
  return surfaces.flatMap((surface, at) =>
    (folded[at]?.match(WORD) ?? []).flatMap((word) => {
      const stem = cut(word)
      return stem === undefined ? [] : [{ surface, stem }]
    }),
  )
}

/** As `foldWords`, stems only: folds the whole text at once. */
export function foldStems(text: string): string[] {
  const stems: string[] = []
  for (const word of foldText(text).match(WORD) ?? []) {
    const stem = cut(word)
    if (stem !== undefined) stems.push(stem)
  }
  return stems
}

/** How often each stem occurs, each text weighted. */
export function countStems(parts: readonly { text: string; weight: number }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { text, weight } of parts) {
    for (const stem of foldStems(text)) counts.set(stem, (counts.get(stem) ?? 0) + weight)
  }
  return counts
}

/** Runs of letters inside words: they join compounds (`Stromlieferung`, `Lieferung`) that stems keep apart. */
export function letterRuns(text: string, length: number): string[] {
  const runs: string[] = []
  for (const word of foldText(text).match(WORD) ?? []) {
    if (cut(word) === undefined) continue
    const padded = ` ${word} `
    if (padded.length <= length) runs.push(padded)
    for (let at = 0; at + length <= padded.length; at += 1) runs.push(padded.slice(at, at + length))
  }
  return runs
}

function cut(word: string): string | undefined {
  if (word.length < 2 || isStopWord(word)) return undefined
  if (!DIGIT.test(word)) return word.slice(0, STEM_LETTERS)
  if (/^\d+$/.test(word) && (word.length < 3 || /^(19|20)\d\d$/.test(word))) return undefined
  return word
}
