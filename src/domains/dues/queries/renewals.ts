import { and, eq, inArray, sql } from 'drizzle-orm'
import {
  companyTable as company,
  contactsFor,
  membershipTable as membership,
} from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { mayManageDues } from '../policy.ts'
import { feeOn, periodIn, totalsOf } from '../rules.ts'
import type { RenewalRow } from '../schema.ts'
import { bandDeclaration, fee } from '../tables.ts'
import { settingsOf } from './settings.ts'

/** Who comes up for renewal in a year, what each would be charged, and why some would not be. */
export async function readRenewals(tx: Tx, actor: Actor, year: number) {
  const planned = await planRenewals(tx, actor, year)
  const items: RenewalRow[] = []
  for (const { plan, ...row } of planned) {
    const contacts = await contactsFor(tx, row.companyId, 'dues')
    items.push({ ...row, ...sumsOf(plan), contacts: contacts.map(({ name }) => name) })
  }
  const invoiced = items.filter((row) => row.action === 'invoice')
  return {
    year,
    items,
    invoices: invoiced.length,
    renewals: items.filter((row) => row.action === 'renew').length,
    netCents: invoiced.reduce((sum, row) => sum + row.netCents, 0),
    totalCents: invoiced.reduce((sum, row) => sum + row.totalCents, 0),
    currency: planned.find(({ plan }) => plan !== undefined)?.plan?.fee.currency ?? 'EUR',
  }
}

type Fee = typeof fee.$inferSelect
type Plan = { fee: Fee; cents: number; bandFrom: number }
export type PlannedRenewal = Omit<RenewalRow, 'netCents' | 'totalCents' | 'contacts'> & {
  plan: Plan | undefined
}

/** The same with the fee each invoice would rest on; what `renew` works from too, so that it does what was shown. */
export async function planRenewals(tx: Tx, actor: Actor, year: number): Promise<PlannedRenewal[]> {
  if (!mayManageDues(actor)) throw forbidden()
  const { renewalRule } = await settingsOf(tx, actor)
  const fees = await tx.select().from(fee)
  const declared = await tx.select().from(bandDeclaration).where(eq(bandDeclaration.year, year))
  const rows = await tx
    .select({
      companyId: company.id,
      companyName: company.legalName,
      tierId: membership.tierId,
      status: membership.status,
      startsOn: membership.startsOn,
      endsOn: membership.endsOn,
      graceUntil: membership.graceUntil,
      remindedOn: sql<
        string | null
      >`(SELECT max(r.sent_at)::date::text FROM renewal_reminder r WHERE r.cluster_id = company.cluster_id
        AND r.company_id = company.id AND r.ends_on = ${membership.endsOn})`,
      invoicedPeriods: sql<
        { from: string; to: string }[]
      >`(SELECT coalesce(jsonb_agg(jsonb_build_object('from', i.period_from, 'to', i.period_to)), '[]')
        FROM invoice i WHERE i.cluster_id = company.cluster_id AND i.company_id = company.id AND i.kind = 'invoice'
          AND i.period_from IS NOT NULL AND NOT EXISTS (SELECT FROM invoice c WHERE c.cluster_id = i.cluster_id AND c.credits_id = i.id))`,
    })
    .from(company)
    .innerJoin(
      membership,
      and(eq(membership.clusterId, company.clusterId), eq(membership.companyId, company.id)),
    )
    .where(inArray(membership.status, ['approved', 'active', 'grace']))
    .orderBy(sql`${membership.endsOn} NULLS FIRST`, sql`lower(${company.legalName})`)

  return rows.map(({ startsOn, invoicedPeriods, ...row }) => {
    const period = periodIn(renewalRule, startsOn, year)
    const known = { ...row, periodFrom: period?.from ?? null, periodTo: period?.to ?? null, plan: undefined }
    const none = (reason: RenewalRow['reason']): PlannedRenewal => ({ ...known, action: 'none', reason })
    if (period === undefined) return none(startsOn === null ? 'no-start' : 'nothing-to-renew')
    if (row.endsOn !== null && row.endsOn >= period.to) return none('nothing-to-renew')
    if (row.tierId === null) return none('no-tier')
    if (invoicedPeriods.some(({ from, to }) => from <= period.to && to >= period.from))
      return none('already-invoiced')

    const found = feeOn(fees, row.tierId, period.from)
    if (!found) return none('no-fee')
    if (found.basis === 'free') return { ...known, action: 'renew', reason: null }
    const from =
      found.basis === 'flat' ? 0 : declared.find((one) => one.companyId === row.companyId)?.bandFrom
    const band = found.bands.find((one) => one.from === from)
    if (!band) return none('no-band')
    const plan = { fee: found, cents: band.cents, bandFrom: band.from }
    return { ...known, action: 'invoice', reason: null, plan }
  })
}

function sumsOf(plan: Plan | undefined): { netCents: number; totalCents: number } {
  if (!plan) return { netCents: 0, totalCents: 0 }
  return totalsOf([{ quantity: 1, unitCents: plan.cents, vatRate: plan.fee.vatRate }])
}
