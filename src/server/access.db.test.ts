import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#platform/http/endpoint.ts'
import { type Role, roles } from '#platform/identity/actor.ts'
import { scopesFor } from '#platform/identity/rules.ts'
import { hashToken, newToken } from '#platform/identity/secrets.ts'
import { newId } from '#platform/new-id.ts'
import { accessTable, tokenTable } from './access-table.ts'
import { endpoints } from './endpoints.ts'
import { openWorld, type Person, type World } from './test-world.ts'

let world: World
let companyId: string
const people = new Map<Role, Person>()
/** The secrets of API tokens: by role and single scope, and by role with all scopes there are. */
const tokens = new Map<string, string>()
const allScopes = [...new Set(roles.flatMap((role) => scopesFor(role, endpoints)))].sort()
const missing = '0190a000-0000-7000-8000-000000000000'

beforeAll(async () => {
  world = await openWorld()
  companyId = await world.addCompany('Access OÜ')
  for (const role of roles) {
    people.set(role, await world.person(role, role.startsWith('company-') ? companyId : null))
    tokens.set(role, await addToken(role, allScopes))
  }
  for (const role of ['cluster-manager', 'company-admin'] as const) {
    for (const scope of allScopes) tokens.set(`${role} ${scope}`, await addToken(role, [scope]))
  }
})
afterAll(() => world.close())

const nameOf = (one: Endpoint) => `${one.method.toUpperCase()} ${one.path}`

test('the table lists every route there is, and no other', () => {
  expect(Object.keys(accessTable).sort()).toEqual(endpoints.map(nameOf).sort())
})

test.each(endpoints.map((one) => [nameOf(one), one] as const))(
  '%s opens to the hats of the table',
  async (name, endpoint) => {
    const expected = accessTable[name] ?? ''
    const path = addressOf(endpoint)
    const body = endpoint.method === 'get' || endpoint.method === 'delete' ? undefined : {}

    const stranger = await world.app.request(`http://localhost${path}`, {
      method: endpoint.method.toUpperCase(),
      ...(body ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}),
    })
    if (expected === 'anyone') {
      expect(endpoint.knock).toBe('anyone')
      expect(await codeOf(stranger)).not.toMatch(/sign-in-first|platform\/(failed|not-allowed)/)
      return
    }
    expect([stranger.status, await codeOf(stranger)]).toEqual([401, 'identity/sign-in-first'])
    if (expected === 'signed-in') {
      expect(endpoint.knock).toBe('signed-in')
      return
    }

    const seen: string[] = []
    for (const role of roles) {
      // Ids are of a missing thing and bodies are empty: a door that opens answers 2xx, 404, 415, 422 or 428, never 5xx.
      const response = await people.get(role)?.ask(endpoint.method.toUpperCase(), path, body)
      const isShut = response?.status === 403 && (await codeOf(response)) === 'platform/not-allowed'
      expect([401, 500, 503], `${name} as ${role}`).not.toContain(response?.status)
      seen.push(isShut ? '-' : 'y')
    }
    expect(seen.join(' ')).toBe(expected)
  },
)

test('there is a scope to read, and one to write, what tokens may open', () => {
  expect(allScopes).toEqual([
    'read:activity',
    'read:code-lists',
    'read:dues',
    'read:members',
    'read:opportunities',
    'read:overview',
    'read:tender-feed',
    'write:code-lists',
    'write:dues',
    'write:members',
    'write:opportunities',
    'write:tender-feed',
  ])
})

test.each(endpoints.filter((one) => one.knock !== 'anyone').map((one) => [nameOf(one), one] as const))(
  '%s opens to the one scope of the table, and never to more hats with a token',
  async (name, endpoint) => {
    const area = tokenTable[endpoint.path.split('/')[2] ?? ''] ?? 'missing from the table'
    const isShut = area === '-' || accessTable[name] === 'signed-in'
    const expected = isShut ? [] : [`${endpoint.method === 'get' ? 'read' : 'write'}:${area}`]
    const hats = (accessTable[name] ?? '').split(' ')
    const role = hats[0] === '-' ? 'company-admin' : 'cluster-manager'

    const opening: string[] = []
    for (const scope of allScopes) {
      const code = await codeOf(await askByToken(endpoint, tokens.get(`${role} ${scope}`) ?? ''))
      if (code !== 'identity/token-scope') opening.push(scope)
      expect(code, `${name} with ${scope}`).not.toMatch(
        /platform\/not-allowed|sign-in-first|token-dead|failed/,
      )
    }
    const letIn: string[] = []
    for (const one of roles) {
      const code = await codeOf(await askByToken(endpoint, tokens.get(one) ?? ''))
      letIn.push(/^(platform\/not-allowed|identity\/token-scope)$/.test(code) ? '-' : 'y')
    }

    expect(opening).toEqual(expected)
    expect(letIn.join(' ')).toBe(isShut ? roles.map(() => '-').join(' ') : accessTable[name])
  },
)

function addressOf({ path }: Endpoint): string {
  return path.replace('/api/companies/{id}', `/api/companies/${companyId}`).replaceAll(/\{\w+\}/g, missing)
}

async function askByToken(endpoint: Endpoint, token: string): Promise<Response> {
  const hasBody = endpoint.method !== 'get' && endpoint.method !== 'delete'
  return world.app.request(`http://localhost${addressOf(endpoint)}`, {
    method: endpoint.method.toUpperCase(),
    headers: { authorization: `Bearer ${token}`, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: '{}' } : {}),
  })
}

async function addToken(role: Role, scopes: readonly string[]): Promise<string> {
  const token = `tlg_${newToken()}`
  await world.owner.query(
    `INSERT INTO api_token (cluster_id, id, account_id, hat_id, company_id, name, scopes, token_hash, ending,
       with_second_factor, expires_at)
     SELECT cluster_id, $2, account_id, id, company_id, 'test', $3, $4, $5, true, now() + interval '1 day'
     FROM hat WHERE account_id = $1`,
    [people.get(role)?.accountId, newId(), scopes, hashToken(token), token.slice(-4)],
  )
  return token
}

async function codeOf(response: Response): Promise<string> {
  const body = await response
    .clone()
    .json()
    .catch(() => undefined)
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
}
