import type { Actor, Role } from './actor.ts'

/** What is looked at to decide about a hat, given or to be given. */
export type HatFacts = { role: Role; companyId: string | null }

export function isCompanyRole(role: Role): boolean {
  return role === 'company-admin' || role === 'company-member'
}

/**
 * May give this hat to somebody, or end it: a manager any; staff all but those who run the cluster; a company's admin
 * those of the own company. Into a company staff let its first admin only (company-door.ts).
 */
export function mayGiveHat(actor: Actor, hat: HatFacts): boolean {
  if (isCompanyRole(hat.role) !== (hat.companyId !== null)) return false
  if (actor.role === 'cluster-manager') return true
  if (actor.role === 'cluster-staff') return hat.role !== 'cluster-manager' && hat.role !== 'cluster-staff'
  return actor.role === 'company-admin' && isCompanyRole(hat.role) && hat.companyId === actor.companyId
}

/** May see that somebody wears this hat: staff all; a company's admin those of the own company. */
export function maySeeHat(actor: Actor, hat: HatFacts): boolean {
  if (actor.role === 'cluster-manager' || actor.role === 'cluster-staff') return true
  return actor.role === 'company-admin' && hat.companyId !== null && hat.companyId === actor.companyId
}

/** May see an API token and revoke it: its owner; a company's admin those of the own company; staff all. */
export function mayRevokeToken(
  actor: Actor,
  token: { accountId: string; companyId: string | null },
): boolean {
  if (token.accountId === actor.accountId) return true
  if (actor.role === 'cluster-manager' || actor.role === 'cluster-staff') return true
  return actor.role === 'company-admin' && token.companyId !== null && token.companyId === actor.companyId
}

/** Who may give a hat may also end it. */
export function mayEndHat(actor: Actor, hat: HatFacts): boolean {
  return mayGiveHat(actor, hat)
}
