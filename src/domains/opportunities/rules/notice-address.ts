import type { NoticeAddress } from '../schema/saved-search.ts'

/**
 * Bands of contract value in euro cents, as the list's filter offers them. The lowest bound is about where EU rules
 * begin for central buyers' goods and services.
 */
export const valueBands = {
  'under-140k': { to: 14_000_000 },
  '140k-1m': { from: 14_000_000, to: 100_000_000 },
  '1m-5m': { from: 100_000_000, to: 500_000_000 },
  'over-5m': { from: 500_000_000 },
} as const satisfies Record<string, { from?: number; to?: number }>

/** The list's address as a question to the server: bands as sums, marks as flags, one choice instead of several. */
export function questionOf(address: NoticeAddress): Record<string, string | undefined> {
  const band = bandOf(address.value?.[0])
  const marks = address.mark ?? []
  const flag = (mark: string) => (marks.includes(mark) ? 'true' : undefined)
  return {
    q: address.q,
    sort: address.sort,
    state: address.state?.[0],
    minScore: address.minScore?.[0],
    assigned: address.assigned?.[0],
    kind: joined(address.kind),
    cpv: joined(address.cpv),
    country: joined(address.country),
    answer: joined(address.answer),
    tag: joined(address.tag),
    valueFrom: band?.from?.toString(),
    // The upper end counts as within; the next band begins there.
    valueTo: band?.to === undefined ? undefined : String(band.to - 1),
    defence: flag('defence'),
    euFunded: flag('eu-funded'),
    clearance: flag('clearance'),
    watched: flag('watched'),
  }
}

function bandOf(name: string | undefined): { from?: number; to?: number } | undefined {
  const found = Object.entries(valueBands).find(([band]) => band === name)
  return found?.[1]
}

function joined(values: readonly string[] | undefined): string | undefined {
  return values === undefined || values.length === 0 ? undefined : values.join(',')
}
