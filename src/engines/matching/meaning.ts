import type { Evidence } from './evidence.ts'
import { blend, dot, type LabelSpace } from './label-space.ts'
import type { ReadNotice } from './read-notice.ts'

/** Unrelated texts lie about this close by chance. */
const CHANCE = 0.2

/** Where a part of a company's record lies: by its words, or by its codes when no word is known. */
export function placeEvidence(space: LabelSpace, part: Evidence): Float32Array {
  const language = part.language ?? space.guessLanguage(`${part.title}\n${part.text}`)
  const text = language === undefined ? undefined : space.placeText(part.stems, language)
  return text && isSomewhere(text) ? text : placeCodes(space, part.cpv)
}

/** The language versions say the same, so they count alike. */
export function placeNotice(space: LabelSpace, { byLanguage, codes }: ReadNotice): Float32Array {
  const texts = byLanguage.map(({ language, stems }) => space.placeText(stems, language))
  const place = blend(texts, space.dimensions)
  if (isSomewhere(place)) return place
  return placeCodes(
    space,
    codes.map(({ code }) => code),
  )
}

/** 0 at chance, 1 for the same meaning. */
export function likenessOfMeaning(a: Float32Array, b: Float32Array): number {
  return Math.max(0, (dot(a, b) - CHANCE) / (1 - CHANCE))
}

/** For a part's place: the notice's words that point there, weightiest first. */
export function findWordsTowards(space: LabelSpace, read: ReadNotice): (towards: Float32Array) => string[] {
  const pulls = read.byLanguage.map(({ language, stems }) => space.pullsOf(stems, language))
  return (towards) =>
    pulls
      .flatMap((pullsTo) => pullsTo(towards))
      .sort((a, b) => b[1] - a[1])
      .map(([stem]) => stem)
}

function placeCodes(space: LabelSpace, codes: readonly string[]): Float32Array {
  return blend(
    codes.flatMap((code) => space.placeCpv(code) ?? []),
    space.dimensions,
  )
}

function isSomewhere(place: Float32Array): boolean {
  return place.some((value) => value !== 0)
}
