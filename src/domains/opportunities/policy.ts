import { type Actor, isStaff, worksFor } from '#platform/identity/actor.ts'

/** May bring in notices, and look at how imports went. */
export function mayImport(actor: Actor): boolean {
  return isStaff(actor)
}

/** May say whether a notice is for a company: its own people, and staff on its behalf. */
export function mayAnswerFor(actor: Actor, companyId: string): boolean {
  return isStaff(actor) || worksFor(actor, companyId)
}

/** May settle which codes a notice without any falls under. */
export function mayConfirmCpv(actor: Actor): boolean {
  return isStaff(actor)
}

/** May write down who may apply together to an EU call. */
export function maySetConsortium(actor: Actor): boolean {
  return isStaff(actor)
}

/** Sees how well every member fits and what it answered; company people see that of their own company only. */
export function maySeeEveryMatch(actor: Actor): boolean {
  return isStaff(actor) || actor.role === 'auditor'
}

/** The company through whose eyes the caller looks; staff may choose one. */
export function viewedCompany(actor: Actor, chosen: string | undefined): string | undefined {
  if (actor.companyId !== null && worksFor(actor, actor.companyId)) return actor.companyId
  return maySeeEveryMatch(actor) ? chosen : undefined
}
