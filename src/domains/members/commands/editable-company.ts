import { eq } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { mayEditCompany } from '../policy.ts'
import { company } from '../tables.ts'

/** The company, locked for a change; throws unless the actor sees it and may change it. */
export async function editableCompany(tx: Tx, actor: Actor, id: string) {
  const [found] = await tx.select().from(company).where(eq(company.id, id)).for('update')
  if (!found) throw notFound('This company')
  if (!mayEditCompany(actor, found))
    throw forbidden('Only the company’s own admins and the cluster’s staff may change this.')
  return found
}
