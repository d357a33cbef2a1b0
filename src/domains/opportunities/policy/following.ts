import { type Actor, isStaff, worksFor } from '#platform/identity/actor.ts'

/** Whose tags, notes and assignments the caller keeps: the staff's (null), or the own company's. */
export type Side = { companyId: string | null }

/** The side a person works on; undefined for guests and auditors, and for the system, who keep none. */
export function sideOf(actor: Actor): Side | undefined {
  if (actor.companyId !== null && worksFor(actor, actor.companyId)) return { companyId: actor.companyId }
  return isStaff(actor) && actor.role !== 'system' ? { companyId: null } : undefined
}

/** A person and the company for which: what watches, searches and calendars belong to. */
export type Seat = { accountId: string; companyId: string | null }

export function seatOf(actor: Actor): Seat | undefined {
  return actor.accountId === null ? undefined : { accountId: actor.accountId, companyId: actor.companyId }
}

/** With whom a search may be shared from here. */
export function sharingsOf(actor: Actor): ('mine' | 'company' | 'staff')[] {
  const side = sideOf(actor)
  if (!side) return ['mine']
  return ['mine', side.companyId === null ? 'staff' : 'company']
}
