/** What completeness looks at; any subset of a company's page will do. */
export type ProfileFacts = {
  summary: { en?: string; et?: string }
  website: string | null
  registerCode: string | null
  nuts: string | null
  sizeClass: string | null
  clearance: string
  exportCountries: readonly string[]
  people: readonly { roles: readonly string[]; email: string | null }[]
  capabilities: readonly { cpv: readonly string[]; level: string }[]
  products: readonly {
    description: { en?: string; et?: string }
    cpv: readonly string[]
    controlStatus: string
  }[]
  references: readonly unknown[]
  certificates: readonly unknown[]
}

// Points follow what the tender matching feeds on: products and references first. They add up to 100.
const parts: { part: string; points: number; isThere(profile: ProfileFacts): boolean }[] = [
  { part: 'summary', points: 10, isThere: (p) => wordsIn(p.summary) >= 12 },
  { part: 'both-languages', points: 4, isThere: (p) => Boolean(p.summary.en && p.summary.et) },
  { part: 'website', points: 4, isThere: (p) => p.website !== null },
  { part: 'register-code', points: 4, isThere: (p) => p.registerCode !== null },
  { part: 'place-and-size', points: 4, isThere: (p) => p.nuts !== null && p.sizeClass !== null },
  { part: 'clearance', points: 4, isThere: (p) => p.clearance !== 'unknown' },
  {
    part: 'main-contact',
    points: 10,
    isThere: (p) => p.people.some((one) => one.roles.includes('main-contact') && one.email !== null),
  },
  {
    part: 'capabilities',
    points: 12,
    isThere: (p) => p.capabilities.filter((one) => one.cpv.length > 0).length >= 2,
  },
  {
    part: 'proven-capability',
    points: 6,
    isThere: (p) => p.capabilities.some((one) => one.level !== 'claimed'),
  },
  { part: 'products', points: 12, isThere: (p) => p.products.some((one) => wordsIn(one.description) >= 12) },
  {
    part: 'product-codes',
    points: 6,
    isThere: (p) => p.products.length > 0 && p.products.every((one) => one.cpv.length > 0),
  },
  {
    part: 'export-control',
    points: 6,
    isThere: (p) => p.products.length > 0 && p.products.every((one) => one.controlStatus !== 'unknown'),
  },
  { part: 'references', points: 10, isThere: (p) => p.references.length >= 2 },
  { part: 'certificates', points: 4, isThere: (p) => p.certificates.length > 0 },
  { part: 'export-countries', points: 4, isThere: (p) => p.exportCountries.length > 0 },
]

/** Below this a profile counts as thin: matching has too little to go by. */
export const thinBelow = 80

/** How complete a profile is, 0–100, and what is missing, weightiest first. */
export function completenessOf(profile: ProfileFacts): {
  score: number
  missing: { part: string; points: number }[]
} {
  const missing = parts.filter((one) => !one.isThere(profile)).map(({ part, points }) => ({ part, points }))
  const lost = missing.reduce((sum, one) => sum + one.points, 0)
  return { score: 100 - lost, missing: missing.sort((a, b) => b.points - a.points) }
}

/** The states a membership may move to from where it is. */
export const nextStatuses: Record<string, readonly string[]> = {
  applied: ['applied', 'approved', 'ended'],
  approved: ['approved', 'active', 'ended'],
  active: ['active', 'grace', 'ended'],
  grace: ['grace', 'active', 'ended'],
  ended: ['ended', 'applied', 'active'],
}

/** True when a certificate lapses within `days` of `today` (or already has). Dates are `YYYY-MM-DD`. */
export function lapsesWithin(expiresOn: string | null, today: string, days: number): boolean {
  if (expiresOn === null) return false
  const left = (Date.parse(expiresOn) - Date.parse(today)) / 86_400_000
  return left <= days
}

function wordsIn(text: { en?: string; et?: string }): number {
  const longest = [text.en ?? '', text.et ?? ''].map((one) => one.split(/\s+/).filter(Boolean).length)
  return Math.max(...longest)
}
