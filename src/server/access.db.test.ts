import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#platform/http/endpoint.ts'
import { type Role, roles } from '#platform/identity/actor.ts'
import { accessTable } from './access-table.ts'
import { endpoints } from './endpoints.ts'
import { openWorld, type Person, type World } from './test-world.ts'

let world: World
let companyId: string
const people = new Map<Role, Person>()
const missing = '0190a000-0000-7000-8000-000000000000'

beforeAll(async () => {
  world = await openWorld()
  companyId = await world.addCompany('Access OÜ')
  for (const role of roles) {
    people.set(role, await world.person(role, role.startsWith('company-') ? companyId : null))
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
    const path = endpoint.path
      .replace('/api/companies/{id}', `/api/companies/${companyId}`)
      .replaceAll(/\{\w+\}/g, missing)
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

async function codeOf(response: Response): Promise<string> {
  const body = await response
    .clone()
    .json()
    .catch(() => undefined)
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
}
