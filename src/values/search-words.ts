/** Words made alike for finding: what was stored and what is sought pass through here. */

// Cutting stands in for a stemmer: notices come in 24 languages, and PostgreSQL stems about half of them.
const wordLength = 6

/** Lower case, without marks above and below letters, single spaces. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

/**
 * The words of a text, folded and cut to six letters. Numbers stay whole and lose leading zeros, as a publication
 * number is written with and without them.
 */
export function searchWords(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 || /\d/.test(word))
    .map((word) =>
      /^\d+$/.test(word)
        ? word.replace(/^0+(?=\d)/, '').slice(0, 20)
        : [...word].slice(0, wordLength).join(''),
    )
}

/** What a person typed, as a PostgreSQL tsquery: every word, and from three letters on also what begins with it. */
export function allWordsQuery(words: string): string {
  return searchWords(words)
    .slice(0, 12)
    .map((word) => (word.length > 2 ? `'${word}':*` : `'${word}'`))
    .join(' & ')
}

/** Any of a text's longer words, as a PostgreSQL tsquery: finds what is alike. */
export function anyWordQuery(text: string): string {
  return [...new Set(searchWords(text))]
    .filter((word) => word.length > 3)
    .slice(0, 40)
    .map((word) => `'${word}'`)
    .join(' | ')
}
