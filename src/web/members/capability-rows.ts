import { shortName } from '#web/ui/short-name.ts'
import type { CapabilityMap } from './capability-map-query.ts'
import type { mapViews } from './pages.ts'

export type View = (typeof mapViews)[number]
/** How proven a capability is, from weak to strong. */
export const strengths = ['claimed', 'delivered', 'certified'] as const
export type Strength = (typeof strengths)[number]
export type Holder = { id: string; name: string; strength: Strength; names: string[] }

export type CapabilityRow = {
  code: string
  /** The most proven first. */
  holders: Holder[]
  /** Notices that ask for it; 0 also where nobody counts. */
  notices: number
  view: View
}

/** The rows of the map: what is held, and what notices ask for though nobody holds it. */
export function capabilityRows(
  map: CapabilityMap,
  demand: { items: { code: string; notices: number }[] } | null,
): CapabilityRow[] {
  const names = new Map(map.companies.map((one) => [one.id, one.name]))
  const notices = new Map(demand?.items.map((one) => [one.code, one.notices]))
  const held = map.rows.map(({ code, cells }) => {
    const holders = cells
      .map((cell) => ({
        id: cell.companyId,
        name: shortName(names.get(cell.companyId) ?? ''),
        strength: strengthOf(cell.strength),
        names: cell.names,
      }))
      .sort((a, b) => strengths.indexOf(b.strength) - strengths.indexOf(a.strength))
    return { code, holders, notices: notices.get(code) ?? 0, view: viewOf(holders.length) }
  })
  const known = new Set(held.map((row) => row.code))
  const gaps = [...notices]
    .filter(([code]) => !known.has(code))
    .map(([code, count]) => ({ code, holders: [], notices: count, view: 'nobody' as const }))
  return [...held, ...gaps].sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** How many rows each view has. */
export function countViews(rows: CapabilityRow[]): Record<View, number> {
  const count = (view: View) => rows.filter((row) => row.view === view).length
  return { nobody: count('nobody'), single: count('single'), several: count('several') }
}

function viewOf(holders: number): View {
  if (holders === 0) return 'nobody'
  return holders === 1 ? 'single' : 'several'
}

/** The server says 1, 2 or 3. */
function strengthOf(strength: number): Strength {
  return strengths[strength - 1] ?? 'claimed'
}
