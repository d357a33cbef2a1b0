import { and, eq, gt, lt, sql } from 'drizzle-orm'
import { addCompany, addPart, setMembership } from '#domains/members/public.ts'
import { dateIn } from '#platform/clock.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { invite } from '#platform/identity/invitations.ts'
import { hashToken, newToken } from '#platform/identity/secrets.ts'
import { cluster } from '#platform/identity/tables.ts'
import { record } from '#platform/journal/journal.ts'
import { sendMail } from '#platform/mail/send.ts'
import { mayDecide } from '../policy.ts'
import { admissionOf } from '../queries/applications.ts'
import type { AdmissionInput, ApprovalInput } from '../schema.ts'
import { admissionSettings, application, consentText } from '../tables.ts'
import { daysFrom, linkTo } from './apply.ts'
import { declineLetter, questionLetter } from './letters.ts'

type Kept = typeof application.$inferSelect

/** Makes the applicant a member: the company, its membership, its contact as a person and as the invited first admin. */
export async function approve(
  tx: Tx,
  actor: Actor,
  house: House,
  id: string,
  version: number,
  input: ApprovalInput,
): Promise<void> {
  const kept = await undecided(tx, actor, id, version)
  const now = house.clock.now()
  const companyId = await addCompany(tx, actor, now, {
    legalName: kept.legalName,
    registerCode: kept.registerCode,
    vatNumber: kept.vatNumber,
    country: kept.country,
    address: kept.address,
    nuts: null,
    sizeClass: null,
    foundedYear: null,
    website: kept.website,
    ncage: null,
    summary: { [kept.language]: kept.summary },
    exportCountries: [],
    clearance: 'unknown',
    visibility: 'cluster',
  })
  const home = await homeOf(tx, actor)
  const dates = {
    tierId: input.tierId,
    appliedOn: dateIn(home.timeZone, kept.createdAt),
    startsOn: input.startsOn,
    endsOn: null,
    graceUntil: null,
  }
  await setMembership(tx, actor, now, companyId, 0, { ...dates, status: 'applied', approvedOn: null })
  const approvedOn = dateIn(home.timeZone, now)
  await setMembership(tx, actor, now, companyId, 1, { ...dates, status: 'approved', approvedOn })
  await addPart(tx, actor, now, companyId, 'people', {
    name: kept.contactName,
    jobTitle: kept.contactTitle,
    email: kept.contactEmail,
    phone: kept.contactPhone,
    language: kept.language,
    roles: ['main-contact', 'dues'],
  })
  const { contactEmail: email, language } = kept
  await invite(tx, actor, house, { email, role: 'company-admin', companyId, language })
  await settle(tx, actor, now, kept, { status: 'approved', companyId }, 'admissions/application-approved')
}

/** Asks the applicant something; a new link leads to the application, which waits meanwhile. */
export async function askBack(
  tx: Tx,
  actor: Actor,
  house: House,
  id: string,
  version: number,
  question: string,
): Promise<void> {
  const kept = await undecided(tx, actor, id, version)
  const now = house.clock.now()
  const token = newToken()
  await tx
    .update(application)
    .set({
      status: 'asked',
      question,
      tokenHash: hashToken(token),
      tokenExpiresAt: daysFrom(now, 30),
      version: version + 1,
    })
    .where(eq(application.id, id))
  const { name: clusterName, slug } = await homeOf(tx, actor)
  await sendMail(tx, actor.clusterId, {
    to: kept.contactEmail,
    template: questionLetter,
    language: kept.language,
    data: { name: kept.contactName, clusterName, question, url: linkTo(house, slug, token) },
    hasSecret: true,
  })
  await note(tx, actor, now, 'admissions/question-asked', kept)
}

/** Declines with a reason, which the applicant reads too. */
export async function decline(
  tx: Tx,
  actor: Actor,
  house: House,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const kept = await undecided(tx, actor, id, version)
  const now = house.clock.now()
  const { name: clusterName } = await homeOf(tx, actor)
  await sendMail(tx, actor.clusterId, {
    to: kept.contactEmail,
    template: declineLetter,
    language: kept.language,
    data: { name: kept.contactName, clusterName, reason },
  })
  await settle(tx, actor, now, kept, { status: 'declined', reason }, 'admissions/application-declined')
}

/** Opens or shuts the public form. Other words of consent are a new version; those agreed to before stay kept. */
export async function changeAdmission(
  tx: Tx,
  actor: Actor,
  now: Date,
  version: number,
  input: AdmissionInput,
): Promise<void> {
  if (!mayDecide(actor)) throw forbidden()
  const { clusterId } = actor
  const { takesApplications } = input
  const [stored] = await tx
    .insert(admissionSettings)
    .values({ clusterId, takesApplications })
    .onConflictDoUpdate({
      target: admissionSettings.clusterId,
      set: { takesApplications, version: sql`${admissionSettings.version} + 1` },
      setWhere: eq(admissionSettings.version, version),
    })
    .returning({ version: admissionSettings.version })
  if (stored?.version !== version + 1) throw stale(version + 1)

  const { consent } = await admissionOf(tx, clusterId)
  if (consent?.words.en !== input.consent.en || consent.words.et !== input.consent.et) {
    const number = (consent?.number ?? 0) + 1
    await tx.insert(consentText).values({ clusterId, number, words: input.consent, writtenAt: now })
  }
  await record(tx, actor, now, {
    action: 'admissions/settings-changed',
    objectKind: 'cluster',
    objectId: clusterId,
  })
}

/** What nobody confirmed goes after two weeks, what was declined after two years: with it the people's details. */
export async function forgetOld(tx: Tx, now: Date): Promise<void> {
  const unconfirmed = and(
    eq(application.status, 'unconfirmed'),
    lt(application.createdAt, daysFrom(now, -14)),
  )
  const declined = and(eq(application.status, 'declined'), lt(application.decidedAt, daysFrom(now, -730)))
  await tx.delete(application).where(unconfirmed)
  await tx.delete(application).where(declined)
}

/** Ends every mailed link of the cluster's applications; whoever still applies asks for a new one. */
export async function closeLinks(tx: Tx, now: Date): Promise<void> {
  await tx.update(application).set({ tokenExpiresAt: now }).where(gt(application.tokenExpiresAt, now))
}

async function undecided(tx: Tx, actor: Actor, id: string, version: number): Promise<Kept> {
  if (!mayDecide(actor)) throw forbidden()
  const [found] = await tx.select().from(application).where(eq(application.id, id)).for('update')
  if (!found || found.status === 'unconfirmed') throw notFound('This application')
  if (found.version !== version) throw stale(found.version)
  if (found.status !== 'waiting' && found.status !== 'asked') {
    throw new Refusal('admissions/decided', 409, 'This application has been decided already.')
  }
  return found
}

async function settle(
  tx: Tx,
  actor: Actor,
  now: Date,
  kept: Kept,
  change: Partial<Kept>,
  action: string,
): Promise<void> {
  await tx
    .update(application)
    .set({ ...change, decidedAt: now, decidedBy: actor.accountId, version: kept.version + 1 })
    .where(eq(application.id, kept.id))
  await note(tx, actor, now, action, kept)
}

async function homeOf(tx: Tx, actor: Actor) {
  const [home] = await tx.select().from(cluster).where(eq(cluster.id, actor.clusterId))
  return { name: home?.name ?? '', slug: home?.slug ?? '', timeZone: home?.timeZone ?? 'UTC' }
}

async function note(tx: Tx, actor: Actor, now: Date, action: string, kept: Kept): Promise<void> {
  const payload = { title: kept.legalName }
  await record(tx, actor, now, { action, objectKind: 'application', objectId: kept.id, payload })
}
