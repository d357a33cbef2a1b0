import { type Actor, isStaff } from '#platform/identity/actor.ts'

/** May open a new member's record. */
export function mayAddCompany(actor: Actor): boolean {
  return isStaff(actor)
}

/** May change a company's profile and parts: its own admins, and staff. */
export function mayEditCompany(actor: Actor, company: { id: string }): boolean {
  return isStaff(actor) || (actor.role === 'company-admin' && actor.companyId === company.id)
}

/** May say which kinds of membership the cluster offers: staff only. */
export function mayEditTiers(actor: Actor): boolean {
  return isStaff(actor)
}

/** May change tier, status and dates of a membership: staff only. */
export function mayEditMembership(actor: Actor): boolean {
  return isStaff(actor)
}

/** May read who changed what in a company: the company's people, staff, and the auditor. */
export function mayReadHistory(actor: Actor, company: { id: string }): boolean {
  return isStaff(actor) || actor.role === 'auditor' || actor.companyId === company.id
}
