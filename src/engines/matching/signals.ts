import type { CpvMeeting } from './cpv.ts'
import { foldStems } from './folding.ts'
import type { MatchCompany, MatchNotice } from './types.ts'

/** The strongest showing of a company on each signal, and the part of its record that gave it (-1: none). */
export type Signals = {
  words: { strength: number; part: number }
  meaning: { strength: number; part: number }
  cpv: { strength: number; part: number; meeting?: CpvMeeting }
  buyer: { strength: number; part: number; name: string }
  place: { strength: number; nuts: string }
  country: { strength: number; country: string; how: 'seat' | 'export' }
}

export type Signal = keyof Signals

/**
 * What each signal adds at its fullest, beside words in common, which count 1 when a text says all the notice says.
 * From the middle of a wide plateau on real award notices: docs/decisions/0004-matching-method.md.
 */
export const DEFAULT_WEIGHTS: Readonly<Record<Signal, number>> = {
  words: 1,
  cpv: 0.125,
  meaning: 0.075,
  country: 0.06,
  buyer: 0.04,
  place: 0.03,
}

/** In one order always, so that sums round alike. */
export const SIGNALS: readonly Signal[] = ['words', 'cpv', 'meaning', 'country', 'buyer', 'place']

/** Shared by all that show nothing: a signal is replaced, never written into. */
const NOTHING: Readonly<Signals> = {
  words: { strength: 0, part: -1 },
  meaning: { strength: 0, part: -1 },
  cpv: { strength: 0, part: -1 },
  buyer: { strength: 0, part: -1, name: '' },
  place: { strength: 0, nuts: '' },
  country: { strength: 0, country: '', how: 'seat' },
}

export function noSignals(): Signals {
  return { ...NOTHING }
}

/** Being near, or knowing the buyer, is no match by itself. */
export function hasCommonGround(signals: Signals): boolean {
  return signals.words.strength > 0 || signals.cpv.strength > 0 || signals.meaning.strength > 0
}

export function addUp(signals: Signals, weights: Readonly<Record<Signal, number>>): number {
  return SIGNALS.reduce((sum, signal) => sum + weights[signal] * signals[signal].strength, 0)
}

/** At home counts fully, a market the company says it exports to half. */
export function countrySignal(notice: MatchNotice, company: MatchCompany): Signals['country'] {
  if (notice.countries.includes(company.country))
    return { strength: 1, country: company.country, how: 'seat' }
  const market = company.exportCountries.filter((country) => notice.countries.includes(country)).sort()[0]
  return market === undefined ? NOTHING.country : { strength: 0.5, country: market, how: 'export' }
}

/** Of the notice's buyers, how like a name the likest is: words shared, of all their words (Jaccard). */
export function likestName(
  names: readonly ReadonlySet<string>[],
  known: ReadonlySet<string> | undefined,
): number {
  let best = 0
  if (known === undefined || known.size === 0) return best
  for (const name of names) {
    let shared = 0
    for (const word of name) if (known.has(word)) shared += 1
    if (shared > 0) best = Math.max(best, shared / (name.size + known.size - shared))
  }
  return best
}

export function nameWords(name: string): Set<string> {
  return new Set(foldStems(name))
}

/** How near a place lies to the notice's: how far down the NUTS tree they agree. The country alone is no nearness. */
export function rememberPlaces(theirs: readonly string[]): (nuts: string) => Signals['place'] {
  const known = new Map<string, Signals['place']>()
  return (nuts) => {
    const before = known.get(nuts)
    if (before !== undefined) return before
    let same = 0
    for (const other of theirs) same = Math.max(same, commonStart(nuts, other))
    const place = { strength: Math.max(0, Math.min(1, (same - 2) / 3)), nuts: nuts.slice(0, same) }
    known.set(nuts, place)
    return place
  }
}

function commonStart(a: string, b: string): number {
  let same = 0
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1
  return same
}
