import { foldStems, foldText } from './folding.ts'
import { stopWordsIn } from './stop-words.ts'

/**
 * The language most words of a text belong to, or undefined when none is known: function words and the stems each
 * language's labels use. Ties go to the earlier code.
 */
export function guessLanguage(
  text: string,
  vocabularies: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
): string | undefined {
  const start = text.slice(0, 2_000)
  const stems = new Set(foldStems(start))
  const words = foldText(start).match(/\p{L}+/gu) ?? []
  let best: { language: string; found: number } | undefined
  for (const language of [...vocabularies.keys()].sort()) {
    let found = stopWordsIn(language, words)
    for (const stem of stems) if (vocabularies.get(language)?.has(stem)) found += 1
    if (found > (best?.found ?? 0)) best = { language, found }
  }
  return best?.language
}
