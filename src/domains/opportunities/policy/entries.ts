import { type Actor, isStaff, worksFor } from '#platform/identity/actor.ts'
import type { EntryInput } from '../schema/entry.ts'

/** May enter such an opportunity: staff any; companies' people and partners' staff what they look for themselves. */
export function mayEnter(actor: Actor, kind: EntryInput['kind']): boolean {
  if (isStaff(actor)) return true
  return kind === 'request' && (asksForCompany(actor) || actor.role === 'peer-cluster-staff')
}

/** May change or end it, and add files: staff, and whoever it belongs to. */
export function mayChangeEntry(
  actor: Actor,
  entry: { ownerCompanyId: string | null; ownerAccountId: string | null },
): boolean {
  if (isStaff(actor)) return true
  if (entry.ownerCompanyId !== null) return worksFor(actor, entry.ownerCompanyId)
  return actor.role === 'peer-cluster-staff' && entry.ownerAccountId === actor.accountId
}

/** The company a request is made for: that of whoever asks. */
export function askingCompany(actor: Actor): string | null {
  return asksForCompany(actor) ? actor.companyId : null
}

function asksForCompany(actor: Actor): boolean {
  return actor.companyId !== null && worksFor(actor, actor.companyId)
}
