import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { get } from './api.ts'
import type { Language } from './text.ts'

export type Role =
  | 'cluster-manager'
  | 'cluster-staff'
  | 'company-admin'
  | 'company-member'
  | 'outside-contact'
  | 'programme-officer'
  | 'auditor'
  | 'peer-cluster-staff'

export type Hat = {
  id: string
  role: Role
  clusterId: string
  clusterName: string
  companyId: string | null
  companyName: string | null
}

export type Session = {
  account: { id: string; email: string; name: string; language: Language; hasSecondFactor: boolean }
  hats: Hat[]
  hat: Hat
  mode: 'demo' | 'staging' | 'production'
  abilities: string[]
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/api/session', { signal }),
  staleTime: 5 * 60_000,
})

/** Who is signed in, under which hat. Only inside the signed-in frame. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

/** Whether the server granted this ability to the present hat; the page never derives it from the role. */
export function useMay(ability: string): boolean {
  return useSession().abilities.includes(ability)
}

/** Takes a new session or hat into use: whatever was read under the old one is forgotten. */
export function takeSession(client: QueryClient, session: Session): void {
  client.clear()
  client.setQueryData(sessionQuery.queryKey, session)
}

/** Whether the hat belongs to the people who run the cluster. */
export function isStaff(role: Role): boolean {
  return role === 'cluster-manager' || role === 'cluster-staff'
}

/** Whether the hat belongs to a member company. */
export function isCompanyPerson(role: Role): boolean {
  return role === 'company-admin' || role === 'company-member'
}
