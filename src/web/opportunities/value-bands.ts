/**
 * The steps by which people narrow notices by value, in euro cents. The first is near the EU threshold for goods and
 * services of central authorities (Directive 2014/24/EU, article 4), below which few notices are published.
 */
export const valueBands = {
  'under-140k': { to: 14_000_000 },
  '140k-1m': { from: 14_000_000, to: 100_000_000 },
  '1m-5m': { from: 100_000_000, to: 500_000_000 },
  'over-5m': { from: 500_000_000 },
} as const satisfies Record<string, { from?: number; to?: number }>

export type ValueBand = keyof typeof valueBands

/** The band of this name, for names that come out of an address. */
export function readBand(name: string | undefined): { from?: number; to?: number } | undefined {
  return name !== undefined && Object.hasOwn(valueBands, name) ? valueBands[name as ValueBand] : undefined
}
