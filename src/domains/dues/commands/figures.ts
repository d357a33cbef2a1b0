import { and, eq, sql } from 'drizzle-orm'
import { membershipTable as membership } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, Refusal, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { mayDeclare } from '../policy.ts'
import { feeFor } from '../queries/own-membership.ts'
import type { FigureInput } from '../schema.ts'
import { bandDeclaration, companyFigures } from '../tables.ts'

/** Writes down the company's own figures of a year; `version` 0 for the first time. The journal learns no figure. */
export async function setFigures(
  tx: Tx,
  actor: Actor,
  now: Date,
  year: number,
  version: number,
  input: FigureInput,
) {
  const companyId = ownCompany(actor)
  const stored = await tx
    .insert(companyFigures)
    .values({ ...input, clusterId: actor.clusterId, companyId, year })
    .onConflictDoUpdate({
      target: [companyFigures.clusterId, companyFigures.companyId, companyFigures.year],
      set: { ...input, version: sql`${companyFigures.version} + 1` },
      setWhere: eq(companyFigures.version, version),
    })
    .returning({ version: companyFigures.version })
  if (stored[0]?.version !== version + 1) throw stale(version + 1)
  await record(tx, actor, now, { action: 'dues/figures-changed', objectKind: 'company', objectId: companyId })
}

/** Removes a year's figures. */
export async function removeFigures(tx: Tx, actor: Actor, now: Date, year: number): Promise<void> {
  const companyId = ownCompany(actor)
  await tx
    .delete(companyFigures)
    .where(and(eq(companyFigures.companyId, companyId), eq(companyFigures.year, year)))
  await record(tx, actor, now, { action: 'dues/figures-removed', objectKind: 'company', objectId: companyId })
}

/** Says which fee band the company falls into in a year: all that staff learn. */
export async function declareBand(
  tx: Tx,
  actor: Actor,
  now: Date,
  year: number,
  from: number,
): Promise<void> {
  const companyId = ownCompany(actor)
  const [held] = await tx.select().from(membership).where(eq(membership.companyId, companyId))
  const charged = await feeFor(tx, actor, held, year)
  if (!charged?.bands.some((band) => band.from === from)) {
    throw new Refusal('dues/no-such-band', 409, 'The fee of that year has no such band.')
  }
  const values = { feeId: charged.id, bandFrom: from, declaredBy: actor.accountId, declaredAt: now }
  await tx
    .insert(bandDeclaration)
    .values({ ...values, clusterId: actor.clusterId, companyId, year })
    .onConflictDoUpdate({
      target: [bandDeclaration.clusterId, bandDeclaration.companyId, bandDeclaration.year],
      set: { ...values, version: sql`${bandDeclaration.version} + 1` },
    })
  await record(tx, actor, now, {
    action: 'dues/band-declared',
    objectKind: 'company',
    objectId: companyId,
    payload: { year },
  })
}

function ownCompany(actor: Actor): string {
  if (actor.companyId === null || !mayDeclare(actor, actor.companyId)) {
    throw forbidden('Only the company’s own admins may do this.')
  }
  return actor.companyId
}
