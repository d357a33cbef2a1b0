import { inTransaction } from '#platform/db/transaction.ts'
import { type Endpoint, endpoint, openEndpoint } from '#platform/http/endpoint.ts'
import { listDemoAccounts } from './demo-accounts.ts'
import { atGate } from './gate.ts'
import { passwordMinLength } from './passwords.ts'
import { byId, hatChoice, sessionList, sessionShape, signInInput, signInOptions } from './schema.ts'
import { clearSessionCookie } from './session-cookie.ts'
import { describeSession } from './session-view.ts'
import { endOtherSessions, endSession, listSessions, wearHat } from './sessions.ts'
import { signIn, signOut } from './sign-in.ts'

const tag = 'Session'

/** Signing in and out, hats, and the devices one is signed in on. */
export const sessionEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/session',
    summary: 'Who is signed in, under which hat',
    tag,
    knock: 'signed-in',
    answer: sessionShape,
    handle: ({ tx, house, session }) => describeSession(tx, house, session.id),
  }),
  openEndpoint({
    method: 'get',
    path: '/api/session/options',
    summary: 'What the sign-in page needs to know',
    tag,
    answer: signInOptions,
    handle: async ({ house }) => ({
      mode: house.config.mode,
      demoAccounts: await listDemoAccounts(house),
      passwordRules: { minLength: passwordMinLength },
    }),
  }),
  openEndpoint({
    method: 'post',
    path: '/api/session',
    summary: 'Sign in',
    tag,
    body: signInInput,
    answer: sessionShape,
    async handle({ house, context, address, body }) {
      const sessionId = await signIn(house, { context, address }, body)
      return inTransaction(house.pool, 'gate', (tx) => describeSession(tx, house, sessionId))
    },
  }),
  openEndpoint({
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out',
    tag,
    async handle({ house, context, address }) {
      await signOut(house, { context, address })
      clearSessionCookie(context)
      return undefined
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/session/hat',
    summary: 'Put on another hat',
    tag,
    knock: 'signed-in',
    body: hatChoice,
    answer: sessionShape,
    async handle({ tx, house, session, body }) {
      await atGate(tx, () => wearHat(tx, house, session, body.hatId))
      return describeSession(tx, house, session.id)
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/sessions',
    summary: 'Devices one is signed in on',
    tag,
    knock: 'signed-in',
    answer: sessionList,
    handle: ({ tx, session }) => atGate(tx, () => listSessions(tx, session)),
  }),
  endpoint({
    method: 'delete',
    path: '/api/sessions',
    summary: 'Sign out everywhere but here',
    tag,
    knock: 'signed-in',
    async handle({ tx, session }) {
      await atGate(tx, () => endOtherSessions(tx, session))
      return undefined
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/sessions/{id}',
    summary: 'Sign out one device',
    tag,
    knock: 'signed-in',
    params: byId,
    async handle({ tx, session, params }) {
      await atGate(tx, () => endSession(tx, session, params.id))
      return undefined
    },
  }),
]
