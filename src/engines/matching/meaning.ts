import type { Evidence } from './evidence.ts'
import { countStems } from './folding.ts'
import { blend, dot, type LabelSpace } from './label-space.ts'
import type { MatchNotice, NoticeText } from './types.ts'

/** Unrelated texts lie about this close by chance. */
const CHANCE = 0.2
const TITLE_WEIGHT = 3

export function placeEvidence(space: LabelSpace, part: Evidence): Float32Array {
  const language = part.language ?? space.guessLanguage(`${part.title}\n${part.text}`)
  const text = language === undefined ? undefined : space.placeText(part.stems, language)
  if (text?.some((value) => value !== 0)) return text
  return placeCodes(space, part.cpv)
}

/** The language versions say the same, so they count alike. */
export function placeNotice(space: LabelSpace, notice: MatchNotice): Float32Array {
  const languages = [...new Set(notice.texts.map(({ language }) => language))].sort()
  const texts = languages.map((language) => space.placeText(stemsIn(notice, language), language))
  const place = blend(texts, space.dimensions)
  if (place.some((value) => value !== 0)) return place
  return placeCodes(space, [
    ...(notice.cpvMain === undefined ? [] : [notice.cpvMain]),
    ...notice.cpvAdditional,
  ])
}

/** 0 at chance, 1 for the same meaning. */
export function likenessOfMeaning(a: Float32Array, b: Float32Array): number {
  return Math.max(0, (dot(a, b) - CHANCE) / (1 - CHANCE))
}

/** The notice's words that point where the company's part lies, weightiest first. */
export function wordsTowards(
  space: LabelSpace,
  notice: MatchNotice,
  towards: Float32Array,
): { language: string; stem: string; pull: number }[] {
  const languages = [...new Set(notice.texts.map(({ language }) => language))].sort()
  return languages
    .flatMap((language) =>
      space
        .pulls(stemsIn(notice, language), language, towards)
        .map(([stem, pull]) => ({ language, stem, pull })),
    )
    .filter(({ pull }) => pull > 0)
    .sort((a, b) => b.pull - a.pull)
}

/** Title words count three times; a sentence repeated for every lot counts once. */
export function noticeStems(texts: readonly NoticeText[]): Map<string, number> {
  const titles = new Set(texts.slice(0, 1).map(({ title }) => title))
  const bodies = new Set(texts.flatMap(({ title, description }) => [title, description]))
  const parts = [...bodies].map((text) => ({ text, weight: titles.has(text) ? TITLE_WEIGHT : 1 }))
  return countStems(parts)
}

function stemsIn(notice: MatchNotice, language: string): Map<string, number> {
  return noticeStems(notice.texts.filter((text) => text.language === language))
}

function placeCodes(space: LabelSpace, codes: readonly string[]): Float32Array {
  return blend(
    codes.flatMap((code) => space.placeCpv(code) ?? []),
    space.dimensions,
  )
}
