import { inTransaction } from '#platform/db/transaction.ts'
import { type Endpoint, endpoint, longEndpoint, openEndpoint } from '#platform/http/endpoint.ts'
import { atGate } from './gate.ts'
import { beginPasskeySignIn, signInWithPasskey } from './passkey-sign-in.ts'
import { addPasskey, beginPasskey, listPasskeys, removePasskey, renamePasskey } from './passkeys.ts'
import {
  byId,
  passkeyAnswer,
  passkeyInput,
  passkeyList,
  passkeyMade,
  passkeyName,
  passkeyOptions,
  passwordIfOld,
  sessionShape,
} from './schema.ts'
import { describeSession } from './session-view.ts'

const tag = 'Passkeys'
const knock = 'signed-in'

/** Signing in with a passkey, and the account's passkeys. */
export const passkeyEndpoints: Endpoint[] = [
  openEndpoint({
    method: 'post',
    path: '/api/session/passkey-challenge',
    summary: 'Begin to sign in with a passkey',
    tag,
    perMinute: 30,
    answer: passkeyOptions,
    handle: async ({ house, context, address }) => ({
      ...(await beginPasskeySignIn(house, { context, address })),
    }),
  }),
  openEndpoint({
    method: 'post',
    path: '/api/session/passkey',
    summary: 'Sign in with a passkey; it counts as both factors',
    tag,
    body: passkeyAnswer,
    answer: sessionShape,
    async handle({ house, context, address, body }) {
      const sessionId = await signInWithPasskey(house, { context, address }, body)
      return inTransaction(house.pool, 'gate', (tx) => describeSession(tx, house, sessionId))
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/passkeys',
    summary: 'The own passkeys',
    tag,
    knock,
    answer: passkeyList,
    handle: ({ tx, session }) => atGate(tx, () => listPasskeys(tx, session.accountId)),
  }),
  longEndpoint({
    method: 'post',
    path: '/api/passkeys/challenge',
    summary: 'Begin to add a passkey; needs the password unless one signed in a moment ago',
    tag,
    knock,
    body: passwordIfOld,
    answer: passkeyOptions,
    handle: async ({ house, session, context, address, body }) => ({
      ...(await beginPasskey(house, { session, context, address }, body.password)),
    }),
  }),
  longEndpoint({
    method: 'post',
    path: '/api/passkeys',
    summary: 'Add a passkey with the authenticator’s answer',
    tag,
    knock,
    body: passkeyInput,
    answer: passkeyMade,
    status: 201,
    handle: ({ house, session, context, address, body }) =>
      addPasskey(house, { session, context, address }, body),
  }),
  endpoint({
    method: 'put',
    path: '/api/passkeys/{id}',
    summary: 'Call a passkey something else',
    tag,
    knock,
    params: byId,
    body: passkeyName,
    async handle({ tx, session, params, body }) {
      await atGate(tx, () => renamePasskey(tx, session.accountId, params.id, body.name))
      return undefined
    },
  }),
  longEndpoint({
    method: 'delete',
    path: '/api/passkeys/{id}',
    summary: 'Remove a passkey; sessions it opened elsewhere end at once',
    tag,
    knock,
    params: byId,
    body: passwordIfOld,
    async handle({ house, session, context, address, params, body }) {
      await removePasskey(house, { session, context, address }, params.id, body.password)
      return undefined
    },
  }),
]
