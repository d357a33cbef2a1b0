import type { Evidence } from './evidence.ts'
import { foldWords } from './folding.ts'
import type { LabelSpace } from './label-space.ts'
import { findWordsTowards } from './meaning.ts'
import type { ReadNotice } from './read-notice.ts'
import { addUp, type Signal, type Signals } from './signals.ts'
import type { EvidenceSource, Reason } from './types.ts'

const WORDS_SHOWN = 8

type Known = {
  evidence: readonly Evidence[]
  weights: Readonly<Record<Signal, number>>
  space: LabelSpace | undefined
  places: readonly Float32Array[] | undefined
}

/** Puts a company's signals into reasons, weightiest first; their shares add up to 1. */
export function makeExplainer({ evidence, weights, space, places }: Known) {
  const surfaces = new Map<number, ReadonlyMap<string, string>>()

  function surfacesOf(part: number): ReadonlyMap<string, string> {
    const known = surfaces.get(part)
    if (known) return known
    const { title, text } = evidence[part] ?? { title: '', text: '' }
    const found = firstSurfaces([title, text])
    surfaces.set(part, found)
    return found
  }

  return (read: ReadNotice) => {
    const heaviest = [...read.query].sort((a, b) => b[1] - a[1])
    let spoken: ReadonlyMap<string, string> | undefined
    let wordsTowards: ((towards: Float32Array) => string[]) | undefined
    const spokenAs = (stem: string) => {
      spoken ??= firstSurfaces(read.notice.texts.flatMap(({ title, description }) => [title, description]))
      return spoken.get(stem) ?? stem
    }

    return (signals: Signals): Reason[] => {
      const whole = addUp(signals, weights)
      const share = (signal: Signal) => (weights[signal] * signals[signal].strength) / whole
      const reasons = [
        wordsReason(signals.words.part, share('words')),
        cpvReason(signals.cpv, share('cpv')),
        meaningReason(signals.meaning.part, share('meaning')),
        buyerReason(signals.buyer, share('buyer')),
        countryReason(signals.country, share('country')),
        placeReason(signals.place, share('place')),
      ]
      return reasons.flatMap((reason) => reason ?? []).sort((a, b) => b.share - a.share)
    }

    function wordsReason(part: number, share: number): Reason | undefined {
      const source = sourceOf(part)
      if (share <= 0 || source === undefined) return undefined
      const own = surfacesOf(part)
      const stems = evidence[part]?.stems
      const shared = firstFew(heaviest, ([stem]) => stems?.has(stem) ?? false)
      return {
        kind: 'words',
        share,
        words: shared.map(([stem]) => spokenAs(stem)),
        ownWords: shared.map(([stem]) => own.get(stem) ?? stem),
        source,
      }
    }

    function meaningReason(part: number, share: number): Reason | undefined {
      const source = sourceOf(part)
      const towards = places?.[part]
      if (share <= 0 || !source || !space || !towards) return undefined
      wordsTowards ??= findWordsTowards(space, read)
      const words = wordsTowards(towards).slice(0, WORDS_SHOWN)
      return { kind: 'meaning', share, noticeWords: words.map(spokenAs), source }
    }
  }

  function sourceOf(part: number): EvidenceSource | undefined {
    return evidence[part]?.source
  }

  function cpvReason({ part, meeting }: Signals['cpv'], share: number): Reason | undefined {
    const source = sourceOf(part)
    if (share <= 0 || !source || !meeting) return undefined
    const { code, noticeCpv, companyCpv } = meeting
    return { kind: 'cpv', share, code, noticeCpv, companyCpv, source }
  }

  function buyerReason({ part, name }: Signals['buyer'], share: number): Reason | undefined {
    const source = sourceOf(part)
    return share > 0 && source ? { kind: 'buyer', share, buyer: name, source } : undefined
  }
}

function countryReason({ country, how }: Signals['country'], share: number): Reason | undefined {
  return share > 0 ? { kind: 'country', share, country, how } : undefined
}

function placeReason({ nuts }: Signals['place'], share: number): Reason | undefined {
  return share > 0 ? { kind: 'place', share, nuts } : undefined
}

/** Stem → the word as first written. */
function firstSurfaces(texts: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const text of texts) {
    for (const { surface, stem } of foldWords(text)) if (!found.has(stem)) found.set(stem, surface)
  }
  return found
}

function firstFew<Item>(items: readonly Item[], fits: (item: Item) => boolean): Item[] {
  const found: Item[] = []
  for (const item of items) {
    if (fits(item)) found.push(item)
    if (found.length === WORDS_SHOWN) break
  }
  return found
}
