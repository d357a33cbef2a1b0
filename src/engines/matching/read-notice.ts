import { type StemCounts, weighQuery } from './bm25.ts'
import { type WeightedCpv, weightCpv } from './cpv.ts'
import { countStems } from './folding.ts'
import { nameWords } from './signals.ts'
import type { MatchNotice, NoticeText } from './types.ts'
import type { WordStatistics } from './word-statistics.ts'

/** A notice folded once, for all the companies it is held against. */
export type ReadNotice = {
  notice: MatchNotice
  /** Stems and how much each weighs, in the order of stems. */
  query: readonly [string, number][]
  codes: readonly WeightedCpv[]
  buyers: readonly ReadonlySet<string>[]
  byLanguage: readonly { language: string; stems: StemCounts }[]
}

const TITLE_WEIGHT = 3

export function readNotice(notice: MatchNotice, statistics: WordStatistics): ReadNotice {
  const languages = [...new Set(notice.texts.map(({ language }) => language))].sort()
  const byLanguage = languages.map((language) => ({
    language,
    stems: stemsOf(notice.texts.filter((text) => text.language === language)),
  }))
  return {
    notice,
    query: weighQuery(addUpStems(byLanguage.map(({ stems }) => stems)), statistics),
    codes: weightCpv(notice.cpvMain, notice.cpvAdditional),
    buyers: notice.buyerNames.map(nameWords),
    byLanguage,
  }
}

/** The title's words count three times; a sentence repeated for every lot counts once. */
function stemsOf(texts: readonly NoticeText[]): StemCounts {
  const title = texts[0]?.title
  const different = new Set(texts.flatMap((text) => [text.title, text.description]))
  return countStems([...different].map((text) => ({ text, weight: text === title ? TITLE_WEIGHT : 1 })))
}

function addUpStems(all: readonly StemCounts[]): StemCounts {
  const [first, ...rest] = all
  if (first !== undefined && rest.length === 0) return first
  const sum = new Map<string, number>()
  for (const stems of all) for (const [stem, count] of stems) sum.set(stem, (sum.get(stem) ?? 0) + count)
  return sum
}
