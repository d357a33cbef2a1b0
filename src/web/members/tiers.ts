import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type * as z from 'zod'
import type { tierList } from '#domains/members/schema.ts'
import { get } from '#web/ui/api.ts'
import { isOfCluster, useSession } from '#web/ui/session.ts'
import { useLanguage } from '#web/ui/text.ts'

type TierList = z.output<typeof tierList>

export const tiersQuery = queryOptions({
  queryKey: ['/api/tiers'],
  queryFn: ({ signal }) => get<TierList>('/api/tiers', { signal }),
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
