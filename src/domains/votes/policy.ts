import { type Actor, isStaff } from '#platform/identity/actor.ts'

/** May open a vote and end it early: staff. */
export function mayOpenVote(actor: Actor): boolean {
  return isStaff(actor)
}

/** Casts a company's one vote: its admins. */
export function mayCastFor(actor: Actor, companyId: string | null): companyId is string {
  return companyId !== null && actor.role === 'company-admin' && actor.companyId === companyId
}
