import { and, eq } from 'drizzle-orm'
import { tierTable as tier } from '#domains/members/public.ts'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { type Actor, systemActor } from '#platform/identity/actor.ts'
import { addressBlock } from '#platform/identity/address-block.ts'
import { hashToken, newToken } from '#platform/identity/secrets.ts'
import { cluster } from '#platform/identity/tables.ts'
import { countTry } from '#platform/identity/tries.ts'
import { record } from '#platform/journal/journal.ts'
import { sendMail } from '#platform/mail/send.ts'
import { newId } from '#platform/new-id.ts'
import { admissionOf } from '../queries/applications.ts'
import type { ApplicationForm } from '../schema.ts'
import { application } from '../tables.ts'
import { confirmLetter } from './letters.ts'

export type JoinHome = {
  clusterId: string
  slug: string
  name: string
  language: 'en' | 'et'
  isOpen: boolean
  consent: { number: number; words: { en: string; et: string } } | undefined
  tiers: { id: string; name: { en: string; et: string } }[]
}
export type KeptApplication = typeof application.$inferSelect

/** The cluster behind a public address; a missing one, and a demo's in a real installation, is refused alike. */
export async function joinHome(house: House, slug: string): Promise<JoinHome> {
  const found = await inTransaction(house.pool, 'gate', async (tx) => {
    const [row] = await tx.select().from(cluster).where(eq(cluster.slug, slug))
    return row
  })
  if (!found || (found.isDemo && house.config.mode !== 'demo')) throw notFound('This cluster')
  return inCluster(house, found.id, async (tx) => {
    const { takesApplications, consent } = await admissionOf(tx, found.id)
    const tiers = await tx
      .select({ id: tier.id, name: tier.name })
      .from(tier)
      .where(eq(tier.isOffered, true))
      .orderBy(tier.position, tier.id)
    const isOpen = takesApplications && consent !== undefined
    const language = found.language === 'et' ? ('et' as const) : ('en' as const)
    return { clusterId: found.id, slug, name: found.name, language, isOpen, consent, tiers }
  })
}

/** Keeps an application until its sender confirms the address; before that nobody sees it. */
export async function apply(
  house: House,
  home: JoinHome,
  address: string,
  language: 'en' | 'et',
  form: ApplicationForm,
): Promise<void> {
  const { consent } = home
  if (!home.isOpen || !consent) throw closed()
  await countTry(house, [
    { key: `apply-from:${addressBlock(address)}`, most: 8 },
    { key: `apply-for:${home.clusterId}:${form.contactEmail}`, most: 3 },
  ])
  const token = newToken()
  const now = house.clock.now()
  await inCluster(house, home.clusterId, async (tx, actor) => {
    const { consent: _agreed, ...facts } = form
    await tx.insert(application).values({
      ...facts,
      tierId: home.tiers.some(({ id }) => id === facts.tierId) ? facts.tierId : null,
      clusterId: actor.clusterId,
      id: newId(now.getTime()),
      status: 'unconfirmed',
      language,
      consentNumber: consent.number,
      consentedAt: now,
      tokenHash: hashToken(token),
      tokenExpiresAt: daysFrom(now, 7),
      createdAt: now,
    })
    await sendMail(tx, actor.clusterId, {
      to: form.contactEmail,
      template: confirmLetter,
      language,
      data: { clusterName: home.name, url: linkTo(house, home.slug, token) },
      hasSecret: true,
    })
  })
}

/** The application a mailed link leads to. */
export async function applicationBehind(
  house: House,
  home: JoinHome,
  token: string,
): Promise<KeptApplication> {
  return inCluster(house, home.clusterId, (tx) => behind(tx, house, token))
}

/** The address is the sender's: from now on staff see the application. */
export async function confirmApplication(
  house: House,
  home: JoinHome,
  token: string,
): Promise<KeptApplication> {
  return inCluster(house, home.clusterId, async (tx, actor) => {
    const found = await behind(tx, house, token)
    if (found.status !== 'unconfirmed') return found
    const now = house.clock.now()
    const [confirmed] = await tx
      .update(application)
      .set({ status: 'waiting', confirmedAt: now, version: found.version + 1 })
      .where(and(eq(application.id, found.id), eq(application.status, 'unconfirmed')))
      .returning()
    if (!confirmed) return found
    await note(tx, actor, now, 'admissions/application-received', confirmed)
    return confirmed
  })
}

/** The applicant's answer to staff's question: the application as it now reads. */
export async function completeApplication(
  house: House,
  home: JoinHome,
  token: string,
  form: ApplicationForm,
): Promise<void> {
  await inCluster(house, home.clusterId, async (tx, actor) => {
    const found = await behind(tx, house, token)
    if (found.status !== 'asked') throw new Refusal('admissions/not-asked', 409, 'There is no open question.')
    const { consent: _agreed, contactEmail: _confirmed, ...facts } = form
    const now = house.clock.now()
    const [changed] = await tx
      .update(application)
      .set({
        ...facts,
        tierId: home.tiers.some(({ id }) => id === facts.tierId) ? facts.tierId : null,
        status: 'waiting',
        version: found.version + 1,
      })
      .where(and(eq(application.id, found.id), eq(application.version, found.version)))
      .returning()
    if (changed) await note(tx, actor, now, 'admissions/application-completed', changed)
  })
}

export function linkTo(house: House, slug: string, token: string): string {
  return `${house.config.publicUrl}/c/${slug}/application/${token}`
}

export function daysFrom(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000)
}

async function behind(tx: Tx, house: House, token: string): Promise<KeptApplication> {
  const [found] = await tx
    .select()
    .from(application)
    .where(eq(application.tokenHash, hashToken(token)))
  if (!found || found.tokenExpiresAt <= house.clock.now()) throw notFound('This application')
  return found
}

async function note(tx: Tx, actor: Actor, now: Date, action: string, about: KeptApplication): Promise<void> {
  const payload = { title: about.legalName }
  await record(tx, actor, now, { action, objectKind: 'application', objectId: about.id, payload })
}

function inCluster<T>(
  house: House,
  clusterId: string,
  work: (tx: Tx, actor: Actor) => Promise<T>,
): Promise<T> {
  const scope = { clusterId, accountId: '', role: 'system', companyId: null }
  return inTransaction(house.pool, scope, (tx) => work(tx, systemActor(clusterId)))
}

function closed(): Refusal {
  return new Refusal('admissions/closed', 409, 'This cluster takes no applications at the moment.')
}
