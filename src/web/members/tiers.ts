import { useMemo } from 'react'
import { useText } from './text.ts'

export type TierNames = { nameOf: (tier: string) => string; tierOf: (name: string) => string }

/** Member classes: the one every cluster has is known by its word, any other is its own name. */
export function useTierNames(): TierNames {
  const t = useText()
  const full = t('tier.full')
  return useMemo(
    () => ({
      nameOf: (tier) => (tier === 'full' ? full : tier),
      tierOf: (name) => (name.trim().toLowerCase() === full.toLowerCase() ? 'full' : name),
    }),
    [full],
  )
}
