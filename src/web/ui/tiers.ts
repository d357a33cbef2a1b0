import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { get } from './api.ts'
import { isOfCluster, useSession } from './session.ts'
import { useLanguage } from './text.ts'

/** A kind of membership, as `/api/tiers` answers it. */
export type Tier = {
  id: string
  version: number
  name: { en: string; et: string }
  kind: 'full' | 'associate' | 'research' | 'partner'
  hasVote: boolean
  isOffered: boolean
  position: number
}

export const tiersQuery = queryOptions({
  queryKey: ['/api/tiers'],
  queryFn: ({ signal }) => get<{ items: Tier[]; abilities: string[] }>('/api/tiers', { signal }),
  staleTime: 5 * 60_000,
})

/** The kinds of membership, by name in the language of the page. */
export function useTiers() {
  const language = useLanguage()
  const session = useSession()
  // Guests see no membership, so nothing to name.
  const { data } = useQuery({ ...tiersQuery, enabled: isOfCluster(session) })
  return useMemo(() => {
    const tiers = data?.items ?? []
    const names = new Map(tiers.map((tier) => [tier.id, tier.name[language]]))
    return { tiers, nameOf: (id: string | null) => (id === null ? undefined : names.get(id)) }
  }, [data, language])
}
