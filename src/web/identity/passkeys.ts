import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { post } from '#web/ui/api.ts'
import { ProblemError } from '#web/ui/problem.ts'
import type { Signed } from '#web/ui/session.ts'

/** Whether this browser can do passkeys at all. */
export function hasPasskeys(): boolean {
  return typeof window.PublicKeyCredential === 'function'
}

/** Lets the authenticator make a passkey and adds it to the account. */
export async function addPasskey(name: string, password: string | undefined): Promise<void> {
  const { startRegistration } = await loadCeremonies()
  const optionsJSON = await post<PublicKeyCredentialCreationOptionsJSON>(
    '/api/passkeys/challenge',
    { ...(password ? { password } : {}) },
    { keepOn401: true },
  )
  const response = await startRegistration({ optionsJSON }).catch(refuse)
  await post('/api/passkeys', { name, response }, { keepOn401: true })
}

/** Signs in with whichever passkey the person picks. */
export async function signInWithPasskey(): Promise<Signed> {
  const { startAuthentication } = await loadCeremonies()
  const optionsJSON = await post<PublicKeyCredentialRequestOptionsJSON>('/api/session/passkey-challenge')
  const response = await startAuthentication({ optionsJSON }).catch(refuse)
  return post<Signed>('/api/session/passkey', response, { keepOn401: true })
}

/** Fetched only by who uses a passkey. */
function loadCeremonies() {
  return import('@simplewebauthn/browser')
}

/** Says in our words why the authenticator gave nothing. Most often somebody changed their mind, or time ran out. */
function refuse(error: unknown): never {
  const isKnown = error instanceof Error && error.name === 'InvalidStateError'
  const code = isKnown ? 'identity/passkey-known' : 'identity/passkey-not-given'
  throw new ProblemError({ code, status: 0, message: '' })
}
