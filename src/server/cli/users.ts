import { and, eq, isNull } from 'drizzle-orm'
import * as z from 'zod'
import { applyScope, inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { revokeTokensOf } from '#platform/identity/api-tokens.ts'
import { leaveGateFor } from '#platform/identity/gate.ts'
import { secondFactorLetter } from '#platform/identity/letters.ts'
import { changeFacts, lastHatOf } from '#platform/identity/owner-notice.ts'
import { hashPassword } from '#platform/identity/passwords.ts'
import { newToken } from '#platform/identity/secrets.ts'
import { account, accountSecret, hat, passkey, recoveryCode, session } from '#platform/identity/tables.ts'
import { record } from '#platform/journal/journal.ts'
import { sendMail } from '#platform/mail/send.ts'
import { newId } from '#platform/new-id.ts'
import { findOrMakeAccount } from './account.ts'
import { findCluster } from './find-cluster.ts'

const newManager = z.object({
  cluster: z.string().optional(),
  email: z.email('--email must be the manager’s address.').toLowerCase(),
  name: z.string('--name (the manager’s name) is missing.').min(1).max(120),
})

type Listed = { email: string; name: string; active: boolean; secondFactor: boolean; hats: string | null }

/** Prints every account: who may sign in, with what, and as what. */
export async function listUsers(house: House, isJson: boolean): Promise<number> {
  const users = await inTransaction(house.pool, 'gate', async (tx) => {
    const { rows } = await tx.client.query<Listed>(
      `SELECT a.email, a.name, a.deactivated_at IS NULL AS active,
         coalesce(s.second_factor_on_at IS NOT NULL, false)
           OR EXISTS (SELECT FROM passkey p WHERE p.account_id = a.id) AS "secondFactor",
         (SELECT string_agg(h.role || ' of ' || c.slug, ', ' ORDER BY c.slug, h.role)
            FROM hat h JOIN cluster c ON c.id = h.cluster_id WHERE h.account_id = a.id AND h.ended_at IS NULL) AS hats
       FROM account a LEFT JOIN account_secret s ON s.account_id = a.id ORDER BY a.email`,
    )
    return rows
  })
  for (const user of users) {
    if (isJson) console.log(JSON.stringify(user))
    else {
      const remarks = [user.active ? '' : 'deactivated', user.secondFactor ? '' : 'no second factor'].filter(
        Boolean,
      )
      console.log(
        `${user.email}  ${user.name}  ${user.hats ?? 'no access'}${remarks.map((one) => `  [${one}]`).join('')}`,
      )
    }
  }
  return 0
}

/** Makes somebody a manager, for the day the last one is gone; prints the link with which a new account sets its password. */
export async function addManager(house: House, values: Record<string, unknown>): Promise<number> {
  const parsed = newManager.safeParse(values)
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? 'The command is not complete.')

  const { email, name } = parsed.data
  const home = await findCluster(house, parsed.data.cluster)
  const passwordHash = await hashPassword(newToken())
  await inTransaction(house.pool, 'gate', async (tx) => {
    const { accountId, link } = await findOrMakeAccount(tx, house, { email, name }, passwordHash)
    const actor = await leaveGateFor(tx, home.id)
    const id = newId()
    const made = await tx
      .insert(hat)
      .values({ clusterId: home.id, id, accountId, role: 'cluster-manager' })
      .onConflictDoNothing()
      .returning({ id: hat.id })
    if (made.length === 0) throw new Error(`${email} is a manager of ${home.name} already.`)
    await record(tx, actor, house.clock.now(), {
      action: 'identity/access-given',
      objectKind: 'hat',
      objectId: id,
      payload: { title: name },
    })
    console.log(
      link === undefined
        ? `${email} has an account already and is now a manager of ${home.name} too.`
        : `Within 72 hours, ${name} sets a password at\n  ${link}`,
    )
  })
  return 0
}

/** Takes code and passkeys off an account whose owner lost them; at the next sign-in they set up others. Its tokens end. */
export async function resetSecondFactor(house: House, email: string | undefined): Promise<number> {
  await changeAccount(house, email, 'identity/second-factor-reset', async (tx, { id, name }) => {
    const owner = await lastHatOf(tx, id)
    if (owner) {
      await leaveGateFor(tx, owner.clusterId)
      const data = { ...changeFacts(house, 'command line', name), isOn: false }
      const { language } = owner
      await sendMail(tx, owner.clusterId, { to: owner.email, template: secondFactorLetter, language, data })
      await applyScope(tx.client, 'gate')
    }
    await tx
      .update(accountSecret)
      .set({ secondFactorOnAt: null, secondFactorSealed: null })
      .where(eq(accountSecret.accountId, id))
    await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, id))
    await tx.delete(passkey).where(eq(passkey.accountId, id))
    await revokeTokensOf(tx, id, house.clock.now())
  })
  console.log(
    `${email} signs in with the password alone and then sets up a second factor. All devices are signed out.`,
  )
  return 0
}

/** Closes an account, or opens it again. Its hats stay, so that everything it did stays its own. */
export async function setActive(house: House, email: string | undefined, isActive: boolean): Promise<number> {
  const action = isActive ? 'identity/account-reactivated' : 'identity/account-deactivated'
  await changeAccount(house, email, action, async (tx, { id }) => {
    const deactivatedAt = isActive ? null : house.clock.now()
    await tx.update(account).set({ deactivatedAt }).where(eq(account.id, id))
  })
  console.log(
    isActive ? `${email} may sign in again.` : `${email} may no longer sign in. All devices are signed out.`,
  )
  return 0
}

/** One change of an account at the gate, its sessions ended, and an entry in the journal of every cluster it works in. */
async function changeAccount(
  house: House,
  email: string | undefined,
  action: string,
  change: (tx: Tx, found: { id: string; name: string }) => Promise<void>,
): Promise<void> {
  if (!email) throw new Error('--email is missing.')
  await inTransaction(house.pool, 'gate', async (tx) => {
    const [found] = await tx
      .select({ id: account.id, name: account.name })
      .from(account)
      .where(eq(account.email, email.toLowerCase()))
    if (!found) throw new Error(`There is no account ${email}.`)
    await change(tx, found)
    await tx.delete(session).where(eq(session.accountId, found.id))

    const clusters = await tx
      .selectDistinct({ id: hat.clusterId })
      .from(hat)
      .where(and(eq(hat.accountId, found.id), isNull(hat.endedAt)))
    for (const { id } of clusters) {
      const actor = await leaveGateFor(tx, id)
      const about = { objectKind: 'account', objectId: found.id, payload: { title: found.name } }
      await record(tx, actor, house.clock.now(), { action, ...about })
      await applyScope(tx.client, 'gate')
    }
  })
}
