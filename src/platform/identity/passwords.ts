import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refusal } from '#platform/errors.ts'
import { isCommonPassword } from './common-passwords.ts'

// OWASP password storage: argon2id, 19 MiB, 2 passes, 1 lane.
const memory = 19_456
const passes = 2
const parallelism = 1
const tagLength = 32

/** Shortest password taken, in characters. */
export const passwordMinLength = 12
const passwordMaxBytes = 1_024

/** Refuses a password that is short, known from leaks, or made of the person's own name or address. */
export function checkStrength(password: string, own: { email: string; name: string }): void {
  if ([...password].length < passwordMinLength) {
    throw new Refusal(
      'identity/password-short',
      422,
      `Please choose at least ${passwordMinLength} characters.`,
    )
  }
  if (Buffer.byteLength(password) > passwordMaxBytes) {
    throw new Refusal('identity/password-long', 422, 'This password is too long.')
  }
  if (isCommonPassword(password)) {
    throw new Refusal(
      'identity/password-leaked',
      422,
      'This password is on lists of leaked passwords. Please choose another.',
    )
  }
  const folded = password.toLowerCase()
  const ownWords = [...own.email.split(/[@.]/), ...own.name.split(/\s+/)].filter((word) => word.length > 3)
  const rest = ownWords.reduce((left, word) => left.replaceAll(word.toLowerCase(), ''), folded)
  if ([...rest].length < passwordMinLength / 2 || new Set(folded).size < 5) {
    throw new Refusal(
      'identity/password-guessable',
      422,
      'This password is too easy to guess. Please choose another.',
    )
  }
}

/** Hashes for storing: `argon2id$m=…,t=…,p=…$salt$hash`. The password is taken exactly as typed, to the last byte. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, memory, passes)
  return `argon2id$m=${memory},t=${passes},p=${parallelism}$${salt.toString('base64')}$${hash.toString('base64')}`
}

/** Compares in constant time. A missing account is checked against a decoy, so both take equally long. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, parameters, salt, hash] = (stored ?? decoy).split('$')
  const m = Number(/m=(\d+)/.exec(parameters ?? '')?.[1] ?? memory)
  const t = Number(/t=(\d+)/.exec(parameters ?? '')?.[1] ?? passes)
  const derived = await derive(password, Buffer.from(salt ?? '', 'base64'), m, t)
  const expected = Buffer.from(hash ?? '', 'base64')
  return stored !== undefined && expected.length === derived.length && timingSafeEqual(expected, derived)
}

const decoy = `argon2id$m=${memory},t=${passes},p=${parallelism}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`

// Each hash costs 19 MiB and 0.1 s of a core: two at once, a short queue, then "try again".
const slots = 2
const longestQueue = 200
let running = 0
const waiting: (() => void)[] = []

async function derive(password: string, salt: Buffer, m: number, t: number): Promise<Buffer> {
  if (running >= slots) {
    if (waiting.length >= longestQueue) {
      throw new Refusal(
        'identity/busy',
        503,
        'Too many people are signing in right now. Please try again shortly.',
      )
    }
    // Whoever finishes hands its place on, so `running` stays as it is.
    await new Promise<void>((go) => waiting.push(go))
  } else {
    running += 1
  }
  try {
    return await new Promise<Buffer>((done, fail) =>
      argon2(
        'argon2id',
        { message: password, nonce: salt, parallelism, tagLength, memory: m, passes: t },
        (error, key) => (error ? fail(error) : done(key)),
      ),
    )
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
