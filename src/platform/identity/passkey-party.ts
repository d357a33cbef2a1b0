import type { House } from '#platform/house.ts'

/** Whom passkeys are made for (the relying party): the address that people use, and nothing else. */
export function partyOf(house: House): { id: string; origin: string } {
  const { hostname, origin } = new URL(house.config.publicUrl)
  return { id: hostname, origin }
}
