import type { StemCounts } from './bm25.ts'
import { weighQuery } from './bm25.ts'
import type { Evidence } from './evidence.ts'
import { foldWords } from './folding.ts'
import type { LabelSpace } from './label-space.ts'
import { noticeStems, wordsTowards } from './meaning.ts'
import { addUp, type Signal, type Signals } from './signals.ts'
import type { EvidenceSource, MatchNotice, Reason } from './types.ts'
import type { WordStatistics } from './word-statistics.ts'

const WORDS_SHOWN = 8

type Known = {
  evidence: readonly Evidence[]
  statistics: WordStatistics
  weights: Readonly<Record<Signal, number>>
  space: LabelSpace | undefined
  places: readonly Float32Array[] | undefined
}

/** Puts a company's signals into reasons, weightiest first; their shares add up to 1. */
export function makeExplainer({ evidence, statistics, weights, space, places }: Known) {
  const surfaces = new Map<number, ReadonlyMap<string, string>>()

  function surfacesOf(part: number): ReadonlyMap<string, string> {
    const known = surfaces.get(part)
    if (known) return known
    const { title, text } = evidence[part] ?? { title: '', text: '' }
    const found = firstSurfaces([title, text])
    surfaces.set(part, found)
    return found
  }

  return (notice: MatchNotice) => {
    let read: { spoken: ReadonlyMap<string, string>; query: [string, number][] } | undefined
    const readNotice = () => {
      read ??= {
        spoken: firstSurfaces(notice.texts.flatMap(({ title, description }) => [title, description])),
        query: weighQuery(noticeStems(notice.texts), statistics).sort((a, b) => b[1] - a[1]),
      }
      return read
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
      const { spoken, query } = readNotice()
      const own = surfacesOf(part)
      const stems: StemCounts = evidence[part]?.stems ?? new Map()
      const shared = query.filter(([stem]) => stems.has(stem)).slice(0, WORDS_SHOWN)
      return {
        kind: 'words',
        share,
        words: shared.map(([stem]) => spoken.get(stem) ?? stem),
        ownWords: shared.map(([stem]) => own.get(stem) ?? stem),
        source,
      }
    }

    function meaningReason(part: number, share: number): Reason | undefined {
      const source = sourceOf(part)
      const towards = places?.[part]
      if (share <= 0 || !source || !space || !towards) return undefined
      const { spoken } = readNotice()
      const words = wordsTowards(space, notice, towards).slice(0, WORDS_SHOWN)
      return {
        kind: 'meaning',
        share,
        noticeWords: words.map(({ stem }) => spoken.get(stem) ?? stem),
        source,
      }
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
