import { type Endpoint, endpoint, longEndpoint, openEndpoint } from '#platform/http/endpoint.ts'
import { changePassword, changeProfile } from './accounts.ts'
import { askForReset, resetPassword } from './password-resets.ts'
import {
  byToken,
  codeProof,
  fullProof,
  passwordChange,
  passwordProof,
  profileChange,
  recoveryCodesShape,
  resetInput,
  resetRequest,
  secondFactorBegun,
} from './schema.ts'
import { beginSecondFactor, switchOffSecondFactor, switchOnSecondFactor } from './second-factor.ts'

const tag = 'Account'
const knock = 'signed-in'

/** What a person does with the own account. Whatever checks a password is `long`: hashing holds no transaction. */
export const accountEndpoints: Endpoint[] = [
  openEndpoint({
    method: 'post',
    path: '/api/password-resets',
    summary: 'Have a link for a new password mailed; the answer is the same for every address',
    tag,
    body: resetRequest,
    status: 202,
    async handle({ house, address, body }) {
      await askForReset(house, address, body.email)
      return undefined
    },
  }),
  openEndpoint({
    method: 'put',
    path: '/api/password-resets/{token}',
    summary: 'Choose a new password with a mailed link',
    tag,
    params: byToken,
    body: resetInput,
    async handle({ house, address, params, body }) {
      await resetPassword(house, address, params.token, body.password)
      return undefined
    },
  }),
  longEndpoint({
    method: 'post',
    path: '/api/second-factor',
    summary: 'Begin to set up a second factor',
    tag,
    knock,
    body: passwordProof,
    answer: secondFactorBegun,
    handle: ({ house, session, address, body }) =>
      beginSecondFactor(house, { session, address }, body.password),
  }),
  longEndpoint({
    method: 'put',
    path: '/api/second-factor',
    summary: 'Switch the second factor on with its first code',
    tag,
    knock,
    body: codeProof,
    answer: recoveryCodesShape,
    handle: ({ house, session, address, body }) =>
      switchOnSecondFactor(house, { session, address }, body.code),
  }),
  longEndpoint({
    method: 'delete',
    path: '/api/second-factor',
    summary: 'Switch the second factor off',
    tag,
    knock,
    body: fullProof,
    async handle({ house, session, address, body }) {
      await switchOffSecondFactor(house, { session, address }, body)
      return undefined
    },
  }),
  longEndpoint({
    method: 'put',
    path: '/api/account/password',
    summary: 'Change the own password; other devices are signed out',
    tag,
    knock,
    body: passwordChange,
    async handle({ house, session, address, body }) {
      await changePassword(house, { session, address }, body)
      return undefined
    },
  }),
  endpoint({
    method: 'patch',
    path: '/api/account',
    summary: 'Change the own name or language',
    tag,
    knock,
    body: profileChange,
    async handle({ tx, session, body }) {
      await changeProfile(tx, session.accountId, body)
      return undefined
    },
  }),
]
