import { chosenIn } from '#web/ui/list-search.ts'
import { readBand } from './value-bands.ts'

/** The list's address as the server asks for it: bands as sums, features as flags, one choice instead of several. */
export function askNotices(search: Record<string, unknown>): Record<string, unknown> {
  const { value: _value, mark: _mark, ...asked } = search
  const band = readBand(chosenIn(search, 'value')[0])
  const marks = chosenIn(search, 'mark')
  return {
    ...asked,
    state: chosenIn(search, 'state')[0],
    minScore: chosenIn(search, 'minScore')[0],
    kind: joined(search, 'kind'),
    cpv: joined(search, 'cpv'),
    country: joined(search, 'country'),
    answer: joined(search, 'answer'),
    valueFrom: band?.from,
    // The server's upper end counts as within; the next band begins there.
    valueTo: band?.to === undefined ? undefined : band.to - 1,
    defence: marks.includes('defence') || undefined,
    euFunded: marks.includes('eu-funded') || undefined,
    clearance: marks.includes('clearance') || undefined,
  }
}

function joined(search: Record<string, unknown>, facet: string): string | undefined {
  return chosenIn(search, facet).join(',') || undefined
}
