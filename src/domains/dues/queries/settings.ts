import { asc, eq, sql } from 'drizzle-orm'
import { dateIn } from '#platform/clock.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { cluster } from '#platform/identity/tables.ts'
import { mayManageDues } from '../policy.ts'
import { duesSettings, fee } from '../tables.ts'

const standard = {
  renewalRule: 'calendar-year' as const,
  reminderDays: [60, 30, 7],
  graceDays: 30,
  paymentDays: 14,
  seller: null,
  version: 0,
}

/** How the cluster collects its dues; before anybody has set it, the usual terms (version 0). */
export async function readSettings(tx: Tx, actor: Actor) {
  if (!mayManageDues(actor)) throw forbidden()
  return settingsOf(tx, actor)
}

/** The same for those who work by the terms without seeing them. */
export async function settingsOf(tx: Tx, actor: Actor) {
  const [found] = await tx.select().from(duesSettings).where(eq(duesSettings.clusterId, actor.clusterId))
  return found ?? standard
}

/** Every fee of every tier, the newest first. One that an invoice or a declaration rests on does not change. */
export async function listFees(tx: Tx) {
  const items = await tx
    .select({
      id: fee.id,
      version: fee.version,
      tierId: fee.tierId,
      validFrom: fee.validFrom,
      basis: fee.basis,
      currency: fee.currency,
      vatRate: fee.vatRate,
      vatNote: fee.vatNote,
      bands: fee.bands,
      isUsed: sql<boolean>`${isUsed}`,
    })
    .from(fee)
    .orderBy(sql`${fee.validFrom} DESC`, asc(fee.id))
  return { items }
}

export const isUsed = sql`(EXISTS (SELECT FROM invoice i WHERE i.cluster_id = fee.cluster_id
    AND i.lines @> jsonb_build_array(jsonb_build_object('feeId', fee.id)))
  OR EXISTS (SELECT FROM band_declaration d WHERE d.cluster_id = fee.cluster_id AND d.fee_id = fee.id))`

/** The cluster's name, and today's date where the cluster is. */
export async function clusterToday(tx: Tx, actor: Actor, now: Date) {
  const [found] = await tx
    .select({ name: cluster.name, slug: cluster.slug, timeZone: cluster.timeZone })
    .from(cluster)
    .where(eq(cluster.id, actor.clusterId))
  return { name: found?.name ?? '', slug: found?.slug ?? '', today: dateIn(found?.timeZone ?? 'UTC', now) }
}
