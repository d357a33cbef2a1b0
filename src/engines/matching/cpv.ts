import { sharedCpvNode } from '#values/cpv.ts'

/** A notice's code and how much it counts: the main one fully, the others less. */
export type WeightedCpv = { code: string; weight: number }

export type CpvMeeting = { likeness: number; code: string; noticeCpv: string; companyCpv: string }

const ADDITIONAL_WEIGHT = 0.7

/**
 * How much two codes have in common by the digits they share. Beside measures of information content over the code
 * list or over published notices, these plain steps ranked the real winners best, and nothing can shift them.
 */
const BY_SHARED_DIGITS: readonly number[] = [0, 0, 0.35, 0.6, 0.8, 0.9, 0.95, 1, 1]

/** 0 for different divisions, 1 for the same code. */
export function cpvLikeness(a: string, b: string): number {
  return BY_SHARED_DIGITS[sharedDigits(a, b)] ?? 0
}

/** The notice's codes, each once, the main one first. */
export function weightCpv(main: string | undefined, additional: readonly string[]): WeightedCpv[] {
  const others = [...new Set(additional)].filter((code) => code !== main).sort()
  const rest = others.map((code) => ({ code, weight: ADDITIONAL_WEIGHT }))
  return main === undefined ? rest : [{ code: main, weight: 1 }, ...rest]
}

/** For any company code, its best meeting with the notice's codes; undefined when no two share a division. */
export function rememberMeetings(
  codes: readonly WeightedCpv[],
): (companyCpv: string) => CpvMeeting | undefined {
  const known = new Map<string, CpvMeeting | undefined>()
  return (companyCpv) => {
    if (!known.has(companyCpv)) known.set(companyCpv, bestMeeting(codes, companyCpv))
    return known.get(companyCpv)
  }
}

function bestMeeting(codes: readonly WeightedCpv[], companyCpv: string): CpvMeeting | undefined {
  let best: CpvMeeting | undefined
  for (const { code: noticeCpv, weight } of codes) {
    const likeness = weight * cpvLikeness(noticeCpv, companyCpv)
    if (likeness <= (best?.likeness ?? 0)) continue
    const code = sharedCpvNode(noticeCpv, companyCpv)
    if (code !== undefined) best = { likeness, code, noticeCpv, companyCpv }
  }
  return best
}

function sharedDigits(a: string, b: string): number {
  let same = 0
  while (same < 8 && same < a.length && a[same] === b[same]) same += 1
  return same
}
