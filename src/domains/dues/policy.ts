import { type Actor, isStaff } from '#platform/identity/actor.ts'

/** May set fees and terms, make and send invoices, note down payments and renew memberships: staff. */
export function mayManageDues(actor: Actor): boolean {
  return isStaff(actor)
}

/** May write down the company's own figures and say which fee band it falls into: its admins. */
export function mayDeclare(actor: Actor, companyId: string): boolean {
  return actor.role === 'company-admin' && actor.companyId === companyId
}

/** Sees the company's figures at all: its own people, and nobody else. */
export function maySeeFigures(actor: Actor, companyId: string): boolean {
  return (actor.role === 'company-admin' || actor.role === 'company-member') && actor.companyId === companyId
}
