import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { record } from '#platform/journal/journal.ts'
import { sendMail } from '#platform/mail/send.ts'
import { newId } from '#platform/new-id.ts'
import { type Actor, isStaff, type Role } from './actor.ts'
import { companyDecides, hadAdmin } from './company-door.ts'
import { companyNames } from './company-names.ts'
import { invitationLetter } from './letters.ts'
import { links } from './links.ts'
import { mayGiveHat, maySeeHat } from './policy.ts'
import { hashToken, newToken } from './secrets.ts'
import { account, cluster, invitation } from './tables.ts'

const invitationHours = 72

export type InvitationInput = {
  email: string
  role: Role
  companyId?: string | null | undefined
  language: 'en' | 'et'
}

/** The cluster's invitations as far as the actor may see them, newest first. */
export async function listInvitations(tx: Tx, actor: Actor, now: Date) {
  const rows = await tx
    .select({ invitation, invitedByName: account.name })
    .from(invitation)
    .leftJoin(account, eq(account.id, invitation.invitedBy))
    .where(
      and(
        eq(invitation.clusterId, actor.clusterId),
        actor.role === 'company-admin' ? eq(invitation.companyId, actor.companyId ?? newId()) : undefined,
      ),
    )
    .orderBy(desc(invitation.createdAt), desc(invitation.id))
    .limit(500)
  const visible = rows.filter((row) => maySeeHat(actor, row.invitation))
  const names = await companyNames(
    tx,
    visible.map((row) => row.invitation.companyId),
  )
  return {
    items: visible.map(({ invitation: each, invitedByName }) => ({
      id: each.id,
      email: each.email,
      role: each.role,
      companyId: each.companyId,
      companyName: each.companyId === null ? null : (names.get(each.companyId) ?? null),
      language: each.language,
      invitedByName,
      createdAt: each.createdAt.toISOString(),
      expiresAt: each.expiresAt.toISOString(),
      status: statusOf(each, now),
    })),
  }
}

/** Invites somebody to a hat. An open invitation to the same hat is withdrawn: only the newest link works. */
export async function invite(
  tx: Tx,
  actor: Actor,
  house: House,
  input: InvitationInput,
): Promise<{ id: string }> {
  const { email, role, language } = input
  const companyId = input.companyId ?? null
  if (!mayGiveHat(actor, { role, companyId })) throw forbidden('Your role does not allow this invitation.')
  const [self] = await tx
    .select({ email: account.email })
    .from(account)
    .where(eq(account.id, actor.accountId ?? ''))
  // Whoever could give themselves a company's hat would read what companies keep even from staff.
  if (self?.email === email) throw new Refusal('identity/own-invitation', 422, 'You cannot invite yourself.')
  const names = await companyNames(tx, [companyId])
  if (companyId !== null) {
    if (!names.has(companyId)) throw notFound('That company')
    const isOpen = role === 'company-admin' && !(await hadAdmin(tx, actor.clusterId, companyId))
    if (isStaff(actor) && !isOpen) throw companyDecides()
  }

  const now = house.clock.now()
  await tx
    .update(invitation)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(invitation.clusterId, actor.clusterId),
        eq(invitation.email, email),
        eq(invitation.role, role),
        companyId === null ? isNull(invitation.companyId) : eq(invitation.companyId, companyId),
        isNull(invitation.acceptedAt),
        isNull(invitation.withdrawnAt),
      ),
    )
  const id = newId()
  const token = newToken()
  const row = {
    clusterId: actor.clusterId,
    id,
    email,
    role,
    companyId,
    language,
    tokenHash: hashToken(token),
    invitedBy: actor.accountId ?? '',
    createdAt: now,
    expiresAt: new Date(now.getTime() + invitationHours * 3_600_000),
  }
  const made = await tx.insert(invitation).values(row).onConflictDoNothing().returning({ id: invitation.id })
  if (made.length === 0) {
    throw new Refusal('identity/changed-meanwhile', 409, 'Somebody else sent the same invitation just now.')
  }
  const companyName = companyId === null ? null : (names.get(companyId) ?? null)
  await tellInvited(tx, actor, house, { id, email, language, companyId, companyName, token })
  return { id }
}

/** Takes an invitation back before it was accepted. */
export async function withdrawInvitation(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  const [found] = await tx
    .select()
    .from(invitation)
    .where(and(eq(invitation.clusterId, actor.clusterId), eq(invitation.id, id)))
    .for('update')
  if (!found || !maySeeHat(actor, found)) throw notFound('That invitation')
  if (!mayGiveHat(actor, found)) throw forbidden('Your role does not allow this.')
  if (found.acceptedAt !== null || found.withdrawnAt !== null) return

  await tx
    .update(invitation)
    .set({ withdrawnAt: now })
    .where(and(eq(invitation.clusterId, actor.clusterId), eq(invitation.id, id)))
  await record(tx, actor, now, {
    action: 'identity/invitation-withdrawn',
    objectKind: 'invitation',
    objectId: id,
    payload: found.companyId === null ? {} : { companyId: found.companyId },
  })
}

async function tellInvited(
  tx: Tx,
  actor: Actor,
  house: House,
  invited: {
    id: string
    email: string
    language: 'en' | 'et'
    companyId: string | null
    companyName: string | null
    token: string
  },
): Promise<void> {
  const [home] = await tx.select({ name: cluster.name }).from(cluster).where(eq(cluster.id, actor.clusterId))
  await record(tx, actor, house.clock.now(), {
    action: 'identity/invitation-sent',
    objectKind: 'invitation',
    objectId: invited.id,
    payload: invited.companyName === null ? {} : { title: invited.companyName, companyId: invited.companyId },
  })
  await sendMail(tx, actor.clusterId, {
    to: invited.email,
    template: invitationLetter,
    language: invited.language,
    data: {
      clusterName: home?.name ?? '',
      companyName: invited.companyName,
      invitedBy: actor.name,
      url: links.invitation(house, invited.token),
    },
    hasSecret: true,
  })
}

function statusOf(
  each: { acceptedAt: Date | null; withdrawnAt: Date | null; expiresAt: Date },
  now: Date,
): 'accepted' | 'withdrawn' | 'expired' | 'open' {
  if (each.acceptedAt !== null) return 'accepted'
  if (each.withdrawnAt !== null) return 'withdrawn'
  return each.expiresAt <= now ? 'expired' : 'open'
}
