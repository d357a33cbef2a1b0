import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Tx } from '#platform/db/transaction.ts'
import { hashCode, unseal } from './secrets.ts'

const period = 30

/** A new secret for an authenticator app, 160 bits as RFC 4226 asks, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What the QR code holds. SHA-1, six digits and 30 seconds are what every authenticator app can do. */
export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString()
}

/** Ten codes for the day the phone is lost; 50 bits each, without letters that look alike. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => `${randomLetters(5)}-${randomLetters(5)}`)
}

export function hashRecoveryCode(secret: string, accountId: string, code: string): string {
  return hashCode(secret, `${accountId}:${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`)
}

/** The 30-second step a TOTP code belongs to, one step early or late allowed; undefined when it is wrong. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime()
  const delta = totpOf(secret, '').validate({ token: code, timestamp, window: 1 })
  return delta === null ? undefined : TOTP.counter({ period, timestamp }) + delta
}

/**
 * Uses up a code of an account whose second factor is on, and says which kind it was. Undefined when it is wrong or
 * was used before. The database decides which of two simultaneous uses was first. The transaction is at the gate.
 */
export async function spendCode(
  tx: Tx,
  secret: string,
  account: { id: string; secondFactorSealed: string | null },
  code: string,
  now: Date,
): Promise<'app' | 'recovery' | undefined> {
  const digits = code.replaceAll(/\s/g, '')
  if (/^\d{6}$/.test(digits)) {
    if (account.secondFactorSealed === null) return undefined
    const step = stepOfCode(unseal(secret, account.secondFactorSealed), digits, now)
    return step !== undefined && (await spendStep(tx, account.id, step)) ? 'app' : undefined
  }
  const { rowCount } = await tx.client.query(
    'UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL',
    [account.id, hashRecoveryCode(secret, account.id, code), now],
  )
  return rowCount === 1 ? 'recovery' : undefined
}

async function spendStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'UPDATE account_secret SET second_factor_step = $2 WHERE account_id = $1 AND second_factor_step < $2',
    [accountId, step],
  )
  return rowCount === 1
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Talgud', label, algorithm: 'SHA1', digits: 6, period, secret })
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

function randomLetters(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}
