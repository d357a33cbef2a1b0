import { countStems } from './folding.ts'
import { dot, type LabelSpace } from './label-space.ts'
import type { LetterBridge } from './letter-bridge.ts'
import { rarity, type WordStatistics } from './word-statistics.ts'

export type PlainText = { title: string; description: string }

/** A text on every axis by which texts are compared; words, meaning and letters each have length one. */
export type PlacedText = {
  stems: ReadonlyMap<string, number>
  words: ReadonlyMap<string, number>
  meaning: Float32Array
  letters: Float32Array
}

const TITLE_WEIGHT = 2
const NOTHING = new Float32Array(0)

export function placeText(
  text: PlainText,
  language: string,
  known: { statistics: WordStatistics; space: LabelSpace | undefined; bridge: LetterBridge | undefined },
): PlacedText {
  const stems = countStems([
    { text: text.title, weight: TITLE_WEIGHT },
    { text: text.description, weight: 1 },
  ])
  return {
    stems,
    words: weighWords(stems, known.statistics),
    meaning: known.space?.placeText(stems, language) ?? NOTHING,
    letters: known.bridge?.place(`${text.title}\n${text.title}\n${text.description}`, language) ?? NOTHING,
  }
}

/** Likeness of one text to each of many: word overlap, letters and meaning, each 0 to 1, added. */
export function compareToAll(examples: readonly PlacedText[]) {
  const postings = new Map<string, { at: number[]; weight: number[] }>()
  examples.forEach((example, at) => {
    for (const [stem, weight] of example.words) {
      const list = postings.get(stem) ?? { at: [], weight: [] }
      postings.set(stem, list)
      list.at.push(at)
      list.weight.push(weight)
    }
  })

  return (text: PlacedText): Float64Array => {
    const likeness = new Float64Array(examples.length)
    for (const [stem, weight] of text.words) {
      const list = postings.get(stem)
      if (list === undefined) continue
      for (let k = 0; k < list.at.length; k += 1) {
        const at = list.at[k] ?? 0
        likeness[at] = (likeness[at] ?? 0) + weight * (list.weight[k] ?? 0)
      }
    }
    examples.forEach((example, at) => {
      likeness[at] =
        (likeness[at] ?? 0) + dot(text.meaning, example.meaning) + dot(text.letters, example.letters)
    })
    return likeness
  }
}

function weighWords(stems: ReadonlyMap<string, number>, statistics: WordStatistics): Map<string, number> {
  const weighed = [...stems].map(([stem, count]): [string, number] => [
    stem,
    Math.log1p(count) * rarity(statistics, stem),
  ])
  const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0))
  return new Map(
    weighed
      .sort((a, b) => (a[0] < b[0] ? -1 : 1))
      .map(([stem, weight]) => [stem, length > 0 ? weight / length : 0]),
  )
}
