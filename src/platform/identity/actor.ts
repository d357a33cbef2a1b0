/** The roles a hat can have. A company role is worn for one company; all others for the whole cluster. */
export const roles = [
  'cluster-manager',
  'cluster-staff',
  'company-admin',
  'company-member',
  'outside-contact',
  'programme-officer',
  'auditor',
  'peer-cluster-staff',
] as const

export type Role = (typeof roles)[number]

/** Who is acting, under which hat. Made only from a session (people) or a job (`system`). */
export type Actor = {
  accountId: string | null
  name: string
  language: 'en' | 'et'
  role: Role | 'system'
  clusterId: string
  companyId: string | null
  /** Acts by this API token; the journal keeps it. */
  tokenId?: string
}

/** Runs the cluster: manager or staff. */
export function isStaff(actor: Actor): boolean {
  return actor.role === 'cluster-manager' || actor.role === 'cluster-staff' || actor.role === 'system'
}

/** Works for this company, in either company role. */
export function worksFor(actor: Actor, companyId: string): boolean {
  return actor.companyId === companyId && (actor.role === 'company-admin' || actor.role === 'company-member')
}

/** The actor of a background job in one cluster. */
export function systemActor(clusterId: string): Actor {
  return { accountId: null, name: 'Talgud', language: 'en', role: 'system', clusterId, companyId: null }
}
