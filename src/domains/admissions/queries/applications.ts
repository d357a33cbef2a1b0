import { and, desc, eq, ne } from 'drizzle-orm'
import { similarCompanies } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { cluster } from '#platform/identity/tables.ts'
import { mayDecide } from '../policy.ts'
import { shownStatuses } from '../schema.ts'
import { admissionSettings, application, consentText } from '../tables.ts'

/** The applications whose senders have confirmed their address, the newest first. */
export async function listApplications(tx: Tx, actor: Actor) {
  if (!mayDecide(actor)) throw forbidden()
  const rows = await tx
    .select()
    .from(application)
    .where(ne(application.status, 'unconfirmed'))
    .orderBy(desc(application.createdAt), desc(application.id))
    .limit(500)
  return { items: rows.map(headingOf) }
}

/** One application, with the companies of the cluster that may be the same one. */
export async function readApplication(tx: Tx, actor: Actor, id: string) {
  if (!mayDecide(actor)) throw forbidden()
  const [found] = await tx
    .select({ row: application, words: consentText.words })
    .from(application)
    .innerJoin(
      consentText,
      and(
        eq(consentText.clusterId, application.clusterId),
        eq(consentText.number, application.consentNumber),
      ),
    )
    .where(and(eq(application.id, id), ne(application.status, 'unconfirmed')))
  if (!found) throw notFound('This application')

  const { row, words } = found
  const similar = await similarCompanies(tx, row)
  return {
    ...row,
    ...headingOf(row),
    consentWords: words[row.language],
    consentedAt: row.consentedAt.toISOString(),
    similar: similar.filter((one) => one.id !== row.companyId),
    abilities: row.status === 'waiting' || row.status === 'asked' ? (['decide'] as const).slice() : [],
  }
}

/** Whether companies may apply, the words they agree to, and where. */
export async function readAdmission(tx: Tx, actor: Actor, house: House) {
  if (!mayDecide(actor)) throw forbidden()
  const { takesApplications, version, consent } = await admissionOf(tx, actor.clusterId)
  const [home] = await tx.select({ slug: cluster.slug }).from(cluster).where(eq(cluster.id, actor.clusterId))
  return {
    takesApplications,
    version,
    consent: consent?.words ?? null,
    consentNumber: consent?.number ?? 0,
    address: `${house.config.publicUrl}/c/${home?.slug ?? ''}/join`,
  }
}

export async function admissionOf(tx: Tx, clusterId: string) {
  const [settings] = await tx
    .select()
    .from(admissionSettings)
    .where(eq(admissionSettings.clusterId, clusterId))
  const [consent] = await tx.select().from(consentText).orderBy(desc(consentText.number)).limit(1)
  return {
    takesApplications: settings?.takesApplications ?? false,
    version: settings?.version ?? 0,
    consent,
  }
}

function headingOf(row: typeof application.$inferSelect) {
  const status = shownStatuses.find((one) => one === row.status) ?? 'waiting'
  return {
    id: row.id,
    legalName: row.legalName,
    country: row.country,
    contactName: row.contactName,
    status,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }
}
