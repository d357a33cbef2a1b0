import { type Endpoint, endpoint, longEndpoint } from '#platform/http/endpoint.ts'
import { roles } from './actor.ts'
import { listTokens, makeToken, revokeToken } from './api-tokens.ts'
import { confirmPassword } from './credentials.ts'
import { scopesFor } from './rules.ts'
import { byId, tokenInput, tokenList, tokenMade } from './schema.ts'

const tag = 'API tokens'

/** Tokens for programs. None of this opens to a token itself: its tag is not among those that do. */
export const tokenEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/tokens',
    summary: 'API tokens: the own ones, a company’s for its admins, all for staff',
    tag,
    knock: roles,
    answer: tokenList,
    handle: async ({ tx, actor, house, endpoints }) => ({
      items: await listTokens(tx, actor, house.clock.now()),
      offered: scopesFor(actor.role, endpoints),
    }),
  }),
  longEndpoint({
    method: 'post',
    path: '/api/tokens',
    summary: 'Make an API token for the present role; it is shown this once',
    tag,
    knock: roles,
    perMinute: 20,
    body: tokenInput,
    answer: tokenMade,
    status: 201,
    async handle({ house, session, body, endpoints, inTransaction }) {
      const { password, ...wish } = body
      await confirmPassword(house, session.accountId, password)
      return inTransaction((tx, actor) =>
        makeToken(tx, actor, house, { session, offered: scopesFor(actor.role, endpoints), wish }),
      )
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/tokens/{id}',
    summary: 'Revoke an API token; it opens nothing from then on',
    tag,
    knock: roles,
    params: byId,
    async handle({ tx, actor, house, params }) {
      await revokeToken(tx, actor, house.clock.now(), params.id)
      return undefined
    },
  }),
]
