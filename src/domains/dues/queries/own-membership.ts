import { and, desc, eq } from 'drizzle-orm'
import { membershipTable as membership } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { mayDeclare, maySeeFigures } from '../policy.ts'
import { bandFor, feeOn, periodIn, sizeClassOf } from '../rules.ts'
import { bandDeclaration, companyFigures, fee } from '../tables.ts'
import { clusterToday, settingsOf } from './settings.ts'

/** What the caller's own company is, pays and has declared for a year, with the figures only it sees. */
export async function readOwnMembership(tx: Tx, actor: Actor, now: Date, year: number | undefined) {
  const companyId = actor.companyId
  if (companyId === null || !maySeeFigures(actor, companyId)) throw notFound('This membership')

  const { today } = await clusterToday(tx, actor, now)
  const ofYear = year ?? Number(today.slice(0, 4))
  const [held] = await tx.select().from(membership).where(eq(membership.companyId, companyId))
  const charged = (await feeFor(tx, actor, held, ofYear)) ?? null
  const [declared] = await tx
    .select()
    .from(bandDeclaration)
    .where(and(eq(bandDeclaration.companyId, companyId), eq(bandDeclaration.year, ofYear)))
  const figures = await tx
    .select()
    .from(companyFigures)
    .where(eq(companyFigures.companyId, companyId))
    .orderBy(desc(companyFigures.year))
  // A year's fee follows from the last year that is closed.
  const closed = figures.find((one) => one.year < ofYear)
  const figure = charged?.basis === 'headcount' ? closed?.headcount : closed?.turnoverCents
  const isBanded = charged?.basis === 'headcount' || charged?.basis === 'turnover'
  const { rows } = await tx.client.query<{ pays: boolean }>('SELECT pays_dues_of($1) AS pays', [companyId])
  return {
    companyId,
    tierId: held?.tierId ?? null,
    status: held?.status ?? null,
    startsOn: held?.startsOn ?? null,
    endsOn: held?.endsOn ?? null,
    graceUntil: held?.graceUntil ?? null,
    year: ofYear,
    fee: charged,
    declared: declared
      ? { from: declared.bandFrom, at: declared.declaredAt.toISOString(), version: declared.version }
      : null,
    proposedBand:
      isBanded && figure !== undefined && figure !== null
        ? (bandFor(charged.bands, figure)?.from ?? null)
        : null,
    proposedSize:
      closed?.headcount !== undefined && closed.headcount !== null && closed.turnoverCents !== null
        ? sizeClassOf(closed.headcount, closed.turnoverCents)
        : null,
    figures,
    abilities: [
      ...(mayDeclare(actor, companyId) ? (['declare', 'edit-figures'] as const) : []),
      ...(rows[0]?.pays ? (['read-invoices'] as const) : []),
    ],
  }
}

type Held = { tierId: string | null; startsOn: string | null } | undefined

/** The fee of a membership for the period that begins in a year, as renewal will charge it. */
export async function feeFor(tx: Tx, actor: Actor, held: Held, year: number) {
  if (!held?.tierId) return undefined
  const { renewalRule } = await settingsOf(tx, actor)
  const day = periodIn(renewalRule, held.startsOn, year)?.from ?? `${year}-01-01`
  return feeOn(await tx.select().from(fee), held.tierId, day)
}
