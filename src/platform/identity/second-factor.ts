import { eq } from 'drizzle-orm'
import { toString as drawQr } from 'qrcode'
import { inTransaction } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { hashRecoveryCode, newRecoveryCodes, newTotpSecret, spendCode, stepOfCode, totpUri } from './codes.ts'
import { confirmPassword, holdCredentials, holdSession } from './credentials.ts'
import { secondFactorLetter } from './letters.ts'
import { changeFacts, tellOwner } from './owner-notice.ts'
import { refuseWeakSession } from './passkeys.ts'
import { seal, unseal } from './secrets.ts'
import type { Session } from './session-check.ts'
import { endOtherSessions } from './sessions.ts'
import { accountSecret, recoveryCode, session } from './tables.ts'
import { countTry, forgiveTry } from './tries.ts'

type Person = { session: Session; address: string }

/** Begins the set-up: a secret for the authenticator app. Nothing changes until a code proves that it arrived. */
export async function beginSecondFactor(house: House, { session: own }: Person, password: string) {
  await refuseWeakSession(house, own)
  const account = await confirmPassword(house, own.accountId, password)
  if (account.secondFactorOnAt !== null) throw alreadyOn()

  const secret = newTotpSecret()
  await inTransaction(house.pool, 'gate', async (tx) => {
    await holdCredentials(tx, account)
    await holdSession(tx, own.id)
    await tx
      .update(accountSecret)
      .set({ secondFactorSealed: seal(house.config.secret, secret) })
      .where(eq(accountSecret.accountId, account.id))
  })
  const uri = totpUri(secret, account.email)
  return { secret, uri, qrSvg: await drawQr(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }) }
}

/** Ends the set-up: from now on every sign-in needs a code. Answers the recovery codes, which are never shown again. */
export async function switchOnSecondFactor(house: House, { session: own, address }: Person, code: string) {
  await refuseWeakSession(house, own)
  const tried = await countTry(house, [{ key: `code:${own.accountId}`, most: 10 }])
  const { secret } = house.config
  const now = house.clock.now()
  const recoveryCodes = newRecoveryCodes()
  const accountId = own.accountId

  await inTransaction(house.pool, 'gate', async (tx) => {
    const [held] = await tx
      .select()
      .from(accountSecret)
      .where(eq(accountSecret.accountId, accountId))
      .for('update')
    await holdSession(tx, own.id)
    if (held?.secondFactorOnAt) throw alreadyOn()
    if (!held?.secondFactorSealed) {
      throw new Refusal('identity/second-factor-not-begun', 409, 'Please begin the set-up again.')
    }
    const step = stepOfCode(unseal(secret, held.secondFactorSealed), code.replaceAll(/\s/g, ''), now)
    if (step === undefined || step <= held.secondFactorStep) throw wrongCode()

    await tx
      .update(accountSecret)
      .set({ secondFactorOnAt: now, secondFactorStep: step })
      .where(eq(accountSecret.accountId, accountId))
    await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId))
    await tx
      .insert(recoveryCode)
      .values(
        recoveryCodes.map((each) => ({ accountId, codeHash: hashRecoveryCode(secret, accountId, each) })),
      )
    await forgiveTry(tx, tried)
    await tx.update(session).set({ withSecondFactor: true }).where(eq(session.id, own.id))
    await endOtherSessions(tx, own)
    await tellOwner(tx, house, accountId, 'identity/second-factor-on', secondFactorLetter, (name) => ({
      ...changeFacts(house, address, name),
      isOn: true,
    }))
  })
  return { recoveryCodes }
}

/** Switches the second factor off: only with the password and a code. */
export async function switchOffSecondFactor(
  house: House,
  { session: own, address }: Person,
  proof: { password: string; code: string },
): Promise<void> {
  const account = await confirmPassword(house, own.accountId, proof.password)
  if (account.secondFactorOnAt === null) {
    throw new Refusal('identity/second-factor-off', 409, 'The second factor is not switched on.')
  }
  const tried = await countTry(house, [{ key: `code:${own.accountId}`, most: 10 }])
  await inTransaction(house.pool, 'gate', async (tx) => {
    const held = await holdCredentials(tx, account)
    await holdSession(tx, own.id)
    if (!(await spendCode(tx, house.config.secret, held, proof.code, house.clock.now()))) throw wrongCode()

    await tx
      .update(accountSecret)
      .set({ secondFactorOnAt: null, secondFactorSealed: null })
      .where(eq(accountSecret.accountId, account.id))
    await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, account.id))
    await forgiveTry(tx, tried)
    await tx.update(session).set({ withSecondFactor: false }).where(eq(session.id, own.id))
    await endOtherSessions(tx, own)
    await tellOwner(tx, house, account.id, 'identity/second-factor-off', secondFactorLetter, (name) => ({
      ...changeFacts(house, address, name),
      isOn: false,
    }))
  })
}

function alreadyOn(): Refusal {
  return new Refusal(
    'identity/second-factor-on',
    409,
    'The second factor is already switched on. Switch it off first to set up another device.',
  )
}

function wrongCode(): Refusal {
  return new Refusal('identity/wrong-code', 403, 'This code is wrong or was used before.')
}
