import { and, eq, inArray } from 'drizzle-orm'
import {
  companyTable as company,
  contactsFor,
  membershipTable as membership,
  moveMembership,
  tierTable as tier,
} from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { cluster } from '#platform/identity/tables.ts'
import { record } from '#platform/journal/journal.ts'
import { sendMail } from '#platform/mail/send.ts'
import { mayManageDues } from '../policy.ts'
import { type PlannedRenewal, planRenewals } from '../queries/renewals.ts'
import { clusterToday, settingsOf } from '../queries/settings.ts'
import { remindersDue, statusDue } from '../rules.ts'
import { renewalReminder } from '../tables.ts'
import { draftInvoice } from './invoices.ts'
import { dayIn, renewalLetter } from './letters.ts'

/** Makes the drafts of a year and moves free memberships on, for the companies that were shown. */
export async function renew(
  tx: Tx,
  actor: Actor,
  now: Date,
  year: number,
  companyIds: readonly string[],
): Promise<{ invoices: number; renewals: number }> {
  if (!mayManageDues(actor)) throw forbidden()
  // The first of two that press the button makes the drafts; the second then finds nothing to do.
  await tx.select().from(cluster).where(eq(cluster.id, actor.clusterId)).for('update')
  const wanted = new Set(companyIds)
  const planned = (await planRenewals(tx, actor, year)).filter((one) => wanted.has(one.companyId))
  const done = { invoices: 0, renewals: 0 }
  for (const one of planned) {
    if (one.action === 'invoice') {
      await draftFor(tx, actor, now, one)
      done.invoices += 1
    }
    if (one.action === 'renew' && one.periodTo !== null) {
      await moveMembership(tx, actor, now, one.companyId, {
        endsOn: one.periodTo,
        status: 'active',
        graceUntil: null,
      })
      done.renewals += 1
    }
  }
  return done
}

async function draftFor(tx: Tx, actor: Actor, now: Date, planned: PlannedRenewal): Promise<void> {
  const { plan, companyId, periodFrom, periodTo, tierId } = planned
  if (!plan || tierId === null) return
  const [contact] = await contactsFor(tx, companyId, 'dues')
  const [of] = await tx.select({ name: tier.name }).from(tier).where(eq(tier.id, tierId))
  const language = contact?.language ?? 'et'
  const text = language === 'et' ? `Liikmemaks: ${of?.name.et ?? ''}` : `Membership fee: ${of?.name.en ?? ''}`
  await draftInvoice(tx, actor, now, {
    companyId,
    language,
    currency: plan.fee.currency,
    periodFrom,
    periodTo,
    note: null,
    lines: [
      {
        text,
        quantity: 1,
        unitCents: plan.cents,
        vatRate: plan.fee.vatRate,
        vatNote: plan.fee.vatNote[language] || null,
        feeId: plan.fee.id,
      },
    ],
  })
}

/** Every day: moves memberships to where their dates have brought them, and reminds of those that end soon. */
export async function passDay(tx: Tx, actor: Actor, house: House): Promise<void> {
  const now = house.clock.now()
  const { today, name: clusterName } = await clusterToday(tx, actor, now)
  const settings = await settingsOf(tx, actor)
  const rows = await tx
    .select({ held: membership, companyName: company.legalName })
    .from(membership)
    .innerJoin(
      company,
      and(eq(company.clusterId, membership.clusterId), eq(company.id, membership.companyId)),
    )
    .where(inArray(membership.status, ['approved', 'active', 'grace']))
  for (const { held, companyName } of rows) {
    const due = statusDue(held, settings.graceDays, today)
    if (due) await moveMembership(tx, actor, now, held.companyId, due)
    const isMember = held.status === 'active' && due === undefined
    if (isMember && held.endsOn !== null) {
      await remind(
        tx,
        actor,
        house,
        { ...held, endsOn: held.endsOn, companyName, clusterName },
        settings.reminderDays,
        today,
      )
    }
  }
}

type Ending = { companyId: string; endsOn: string; companyName: string; clusterName: string }

async function remind(
  tx: Tx,
  actor: Actor,
  house: House,
  ending: Ending,
  steps: readonly number[],
  today: string,
): Promise<void> {
  const { companyId, endsOn, companyName, clusterName } = ending
  const sent = await tx
    .select({ daysBefore: renewalReminder.daysBefore })
    .from(renewalReminder)
    .where(and(eq(renewalReminder.companyId, companyId), eq(renewalReminder.endsOn, endsOn)))
  const due = remindersDue(
    endsOn,
    steps,
    sent.map(({ daysBefore }) => daysBefore),
    today,
  )
  if (due.length === 0) return
  // Without anybody to write to nothing is noted, so that the letter goes once somebody is named.
  const contacts = await contactsFor(tx, companyId, 'dues')
  if (contacts.length === 0) return

  const now = house.clock.now()
  const noted = await tx
    .insert(renewalReminder)
    .values(
      due.map((daysBefore) => ({ clusterId: actor.clusterId, companyId, endsOn, daysBefore, sentAt: now })),
    )
    .onConflictDoNothing()
    .returning({ daysBefore: renewalReminder.daysBefore })
  if (noted.length === 0) return
  for (const { name, email, language } of contacts) {
    await sendMail(tx, actor.clusterId, {
      to: email,
      template: renewalLetter,
      language,
      data: {
        name,
        clusterName,
        companyName,
        ends: dayIn(endsOn),
        url: `${house.config.publicUrl}/membership`,
      },
    })
  }
  await record(tx, actor, now, {
    action: 'dues/reminder-sent',
    objectKind: 'company',
    objectId: companyId,
    payload: { title: companyName },
  })
}
