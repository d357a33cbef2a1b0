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

/** Somebody signed in, perhaps without any role yet. */
export type Signed = {
  account: { id: string; email: string; name: string; language: Language; hasSecondFactor: boolean }
  hats: Hat[]
  hat: Hat | null
  mode: 'demo' | 'staging' | 'production'
  abilities: string[]
  /** The hat opens nothing before a second factor is set up. */
  needsSecondFactor: boolean
}

/** Somebody signed in under a hat: what all pages but one's own account may count on. */
export type Session = Signed & { hat: Hat }

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Signed>('/api/session', { signal }),
  staleTime: 5 * 60_000,
})

/** Who is signed in, under which hat. Only inside the signed-in frame, which shows no page without a hat. */
export function useSession(): Session {
  const signed = useSigned()
  if (!hasHat(signed)) throw new Error(`Account ${signed.account.id} wears no hat, yet a page asks for it`)
  return signed
}

/** Who is signed in, with or without a hat. */
export function useSigned(): Signed {
  return useSuspenseQuery(sessionQuery).data
}

export function hasHat(signed: Signed): signed is Session {
  return signed.hat !== null
}

/** Whether the server granted this ability to the present hat; the page never derives it from the role. */
export function useMay(ability: string): boolean {
  return useSigned().abilities.includes(ability)
}

/** Takes a new session or hat into use: whatever was read under the old one is forgotten. */
export function takeSession(client: QueryClient, session: Signed): void {
  client.clear()
  client.setQueryData(sessionQuery.queryKey, session)
}

/** As `useMay`, for what is decided outside a component. */
export function may(ability: string) {
  return (session: Signed) => session.abilities.includes(ability)
}

/** Whether somebody works for a member company. */
export function hasCompany({ hat }: Session): boolean {
  return isCompanyPerson(hat.role) && hat.companyId !== null
}

/** Whether the hat is of this cluster; other clusters' staff and outside contacts see only what is shared with them. */
export function isOfCluster({ hat }: Session): boolean {
  return hat.role !== 'outside-contact' && hat.role !== 'peer-cluster-staff'
}

/** Whether the hat looks after where tender notices come from: it runs the cluster, or audits it. */
export function seesTenderFeed({ hat }: Session): boolean {
  return isStaff(hat.role) || hat.role === 'auditor'
}

/** Whether the hat reads invoices: all of them, or those of the own company. */
export function readsInvoices({ abilities }: Session): boolean {
  return ['dues:manage', 'membership:own', 'invoices:read'].some((one) => abilities.includes(one))
}

/** Whether the hat sees opportunities: partners' staff those that are open to them. */
export function seesOpportunities(session: Session): boolean {
  return isOfCluster(session) || session.hat.role === 'peer-cluster-staff'
}

/** Whether the hat may enter what it looks for. */
export function mayAsk({ hat }: Session): boolean {
  return isStaff(hat.role) || isCompanyPerson(hat.role) || hat.role === 'peer-cluster-staff'
}

/** Whether the hat belongs to the people who run the cluster. */
export function isStaff(role: Role): boolean {
  return role === 'cluster-manager' || role === 'cluster-staff'
}

/** Whether the hat belongs to a member company. */
export function isCompanyPerson(role: Role): boolean {
  return role === 'company-admin' || role === 'company-member'
}
