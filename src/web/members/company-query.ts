import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod'
import type { Company, historyAnswer } from '#domains/members/schema.ts'
import { get } from '#web/ui/api.ts'
import { isStaff, type Session } from '#web/ui/session.ts'

export type History = z.output<typeof historyAnswer>

/** One company with all its parts. */
export function companyQuery(id: string) {
  return queryOptions({
    queryKey: ['companies', id],
    queryFn: ({ signal }) => get<Company>(`/api/companies/${id}`, { signal }),
  })
}

/** Who changed what in a company. */
export function historyQuery(id: string) {
  return queryOptions({
    queryKey: ['companies', id, 'history'],
    queryFn: ({ signal }) => get<History>(`/api/companies/${id}/history`, { signal }),
  })
}

/** Whether this person works for the company, in either company role. */
export function worksHere(session: Session, companyId: string): boolean {
  return session.hat.companyId === companyId
}

/** Whom the history is offered to; the server decides again. */
export function mayReadHistory(session: Session, companyId: string): boolean {
  const { role } = session.hat
  return isStaff(role) || role === 'auditor' || worksHere(session, companyId)
}
