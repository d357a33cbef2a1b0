import { isDuplicate } from '#platform/db/database-error.ts'
import { applyScope, inTransaction, type Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import type { Role } from './actor.ts'
import { addressBlock } from './address-block.ts'
import { checkCompanyDoor, tellCompany } from './company-door.ts'
import { companyNames } from './company-names.ts'
import { leaveGateFor } from './gate.ts'
import { checkStrength, hashPassword } from './passwords.ts'
import { hashToken } from './secrets.ts'
import { type Caller, openSession, proveCode, provePassword } from './sign-in.ts'
import { account, accountSecret, hat } from './tables.ts'
import { countTry } from './tries.ts'

type Open = {
  clusterId: string
  id: string
  email: string
  role: Role
  companyId: string | null
  language: 'en' | 'et'
  invitedBy: string
  clusterName: string
  hasAccount: boolean
}

/** What the holder of a link is invited to. */
export async function readInvitation(house: House, address: string, token: string) {
  await countTry(house, [{ key: `invitation:${addressBlock(address)}`, most: 60 }])
  return inTransaction(house.pool, 'gate', async (tx) => {
    const { clusterId, email, role, companyId, clusterName, hasAccount } = await findOpen(tx, house, token)
    await leaveGateFor(tx, clusterId)
    const names = await companyNames(tx, [companyId])
    return {
      email,
      clusterName,
      role,
      companyName: companyId === null ? null : (names.get(companyId) ?? null),
      hasAccount,
    }
  })
}

/**
 * Accepts an invitation and signs in; answers the session's id. A new person chooses a password; whoever has an
 * account proves it in full, so a link that went astray opens nobody's account.
 */
export async function acceptInvitation(
  house: House,
  caller: Caller,
  token: string,
  given: { name?: string | undefined; password: string; code?: string | undefined },
): Promise<string> {
  await countTry(house, [{ key: `invitation:${addressBlock(caller.address)}`, most: 60 }])
  const open = await inTransaction(house.pool, 'gate', (tx) => findOpen(tx, house, token))
  if (open.hasAccount) return acceptWithAccount(house, caller, token, { ...given, email: open.email })

  const name = given.name?.trim() ?? ''
  if (name === '') throw new Refusal('identity/name-missing', 422, 'Please say what you are called.')
  checkStrength(given.password, { email: open.email, name })
  const passwordHash = await hashPassword(given.password)
  return inTransaction(house.pool, 'gate', async (tx) => {
    const accountId = newId()
    const taken = await takeUp(tx, house, token, accountId)
    const now = house.clock.now()
    try {
      await tx
        .insert(account)
        .values({ id: accountId, email: taken.email, name, language: taken.language, createdAt: now })
    } catch (error) {
      if (!isDuplicate(error)) throw error
      throw new Refusal(
        'identity/changed-meanwhile',
        409,
        'Your account was made just now. Please try again.',
      )
    }
    await tx.insert(accountSecret).values({ accountId, passwordHash, passwordChangedAt: now })
    return putOn(tx, house, caller, taken, { id: accountId, name }, false)
  })
}

async function acceptWithAccount(
  house: House,
  caller: Caller,
  token: string,
  proof: { email: string; password: string; code?: string | undefined },
): Promise<string> {
  const { account: known, tried } = await provePassword(house, caller, proof)
  return inTransaction(house.pool, 'gate', async (tx) => {
    const held = await proveCode(tx, house, caller, known, tried, proof.code)
    const taken = await takeUp(tx, house, token, held.id)
    return putOn(tx, house, caller, taken, held, held.secondFactorOnAt !== null)
  })
}

async function findOpen(tx: Tx, house: House, token: string): Promise<Open> {
  const { rows } = await tx.client.query<Open>(`${openSql} AND i.token_hash = $2`, [
    house.clock.now(),
    hashToken(token),
  ])
  if (!rows[0]) throw linkGone()
  return rows[0]
}

/** One use: of two that come at the same moment, one finds the invitation accepted. */
async function takeUp(tx: Tx, house: House, token: string, accountId: string): Promise<Open> {
  const open = await findOpen(tx, house, token)
  const { rowCount } = await tx.client.query(
    `UPDATE invitation SET accepted_at = $1
     WHERE cluster_id = $2 AND id = $3 AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > $1`,
    [house.clock.now(), open.clusterId, open.id],
  )
  if (rowCount !== 1) throw linkGone()
  await checkCompanyDoor(tx, open, accountId)
  return open
}

async function putOn(
  tx: Tx,
  house: House,
  caller: Caller,
  { clusterId, id, role, companyId, language, email }: Open,
  person: { id: string; name: string },
  withSecondFactor: boolean,
): Promise<string> {
  const now = house.clock.now()
  await tx
    .insert(hat)
    .values({ clusterId, id: newId(), accountId: person.id, role, companyId, givenAt: now })
    .onConflictDoNothing()
  const { rows } = await tx.client.query<{ id: string }>(
    `SELECT id FROM hat WHERE cluster_id = $1 AND account_id = $2 AND role = $3
     AND company_id IS NOT DISTINCT FROM $4 AND ended_at IS NULL`,
    [clusterId, person.id, role, companyId],
  )
  const worn = { clusterId, id: rows[0]?.id ?? '' }
  const sessionId = await openSession(tx, house, caller, person, withSecondFactor, worn)

  await leaveGateFor(tx, clusterId)
  const actor = { accountId: person.id, name: person.name, language, role, clusterId, companyId }
  await record(tx, actor, now, {
    action: 'identity/invitation-accepted',
    objectKind: 'invitation',
    objectId: id,
    payload: { title: person.name, ...(companyId === null ? {} : { companyId }) },
  })
  if (companyId !== null) {
    const companyName = (await companyNames(tx, [companyId])).get(companyId) ?? ''
    await tellCompany(tx, house, { clusterId, companyId, role, companyName }, { ...person, email })
  }
  await applyScope(tx.client, 'gate')
  return sessionId
}

function linkGone(): Refusal {
  return new Refusal(
    'identity/link-gone',
    410,
    'This invitation was used, withdrawn or has run out. Please ask for a new one.',
  )
}

const openSql = `SELECT i.cluster_id AS "clusterId", i.id, i.email, i.role, i.company_id AS "companyId", i.language,
    i.invited_by AS "invitedBy", c.name AS "clusterName", EXISTS (SELECT FROM account a WHERE a.email = i.email) AS "hasAccount"
  FROM invitation i JOIN cluster c ON c.id = i.cluster_id
  WHERE i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > $1`
