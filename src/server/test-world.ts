import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { addCompany } from '#domains/members/commands/company.ts'
import { setMembership } from '#domains/members/commands/membership.ts'
import { companyInput, membershipInput } from '#domains/members/schema.ts'
import { readConfig } from '#platform/config.ts'
import { poolAddress } from '#platform/db/pool.ts'
import { testDatabase } from '#platform/db/test-database.ts'
import { inTransaction } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { type App, buildApp } from '#platform/http/app.ts'
import type { Endpoint } from '#platform/http/endpoint.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { type Actor, type Role, systemActor } from '#platform/identity/actor.ts'
import { hashToken, newToken } from '#platform/identity/secrets.ts'
import { prepareQueues } from '#platform/jobs/queue.ts'
import { newId } from '#platform/new-id.ts'
import { endpoints } from './endpoints.ts'
import { openHouse } from './house.ts'
import { queues } from './subscriptions.ts'

/** Somebody signed in: sends requests as the page would. */
export type Person = {
  accountId: string
  actor: Actor
  token: string
  /** Sends a request; a body goes as JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** The JSON of a GET that must succeed. */
  get<T>(path: string): Promise<T>
}

export type World = {
  house: House
  app: App
  owner: Pool
  clusterId: string
  addCluster(slug: string): Promise<string>
  addCompany(name: string, fields?: Record<string, unknown>, clusterId?: string): Promise<string>
  person(role: Role, companyId?: string | null, clusterId?: string): Promise<Person>
  close(): Promise<void>
}

/** A whole installation on the test database: one cluster, no people yet, every endpoint mounted. */
export async function openWorld(all: readonly Endpoint[] = endpoints): Promise<World> {
  const database = await testDatabase()
  await prepareQueues(poolAddress(database.owner), queues)
  const owner = new Pool({ ...poolAddress(database.owner), max: 2 })
  const folder = mkdtempSync(join(tmpdir(), 'talgud-test-'))
  const config = readConfig({ TALGUD_DATA: folder, LOG_LEVEL: 'silent', PORT: '0' })
  const { house, close } = await openHouse(config, database.app)
  const app = buildApp(house, all)
  forgetCallers()

  const addCluster = async (slug: string) => {
    const id = newId()
    await owner.query(
      "INSERT INTO cluster (id, slug, name, country, is_demo) VALUES ($1, $2, $3, 'EE', false)",
      [id, slug, slug],
    )
    return id
  }
  const clusterId = await addCluster('home')
  const asSystemOf = (id: string) => ({ clusterId: id, accountId: '', role: 'system', companyId: null })

  return {
    house,
    app,
    owner,
    clusterId,
    addCluster,
    async addCompany(name, fields = {}, inCluster = clusterId) {
      const actor = systemActor(inCluster)
      return inTransaction(house.pool, asSystemOf(inCluster), async (tx) => {
        const now = house.clock.now()
        const id = await addCompany(
          tx,
          actor,
          now,
          companyInput.parse({ legalName: name, country: 'EE', ...fields }),
        )
        await setMembership(tx, actor, now, id, 0, membershipInput.parse({ status: 'active' }))
        return id
      })
    },
    person: (role, companyId = null, inCluster = clusterId) => signIn(app, owner, role, companyId, inCluster),
    async close() {
      await close()
      await owner.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function signIn(
  app: App,
  owner: Pool,
  role: Role,
  companyId: string | null,
  clusterId: string,
): Promise<Person> {
  const [accountId, hatId, token] = [newId(), newId(), newToken()]
  await owner.query('INSERT INTO account (id, email, name) VALUES ($1, $2, $3)', [
    accountId,
    `${accountId}@test.example`,
    role,
  ])
  await owner.query("INSERT INTO account_secret (account_id, password_hash) VALUES ($1, 'none')", [accountId])
  await owner.query(
    'INSERT INTO hat (cluster_id, id, account_id, role, company_id) VALUES ($1, $2, $3, $4, $5)',
    [clusterId, hatId, accountId, role, companyId],
  )
  await owner.query(
    `INSERT INTO session (token_hash, id, account_id, cluster_id, hat_id, expires_at, with_second_factor)
     VALUES ($1, $2, $3, $4, $5, now() + interval '1 day', true)`,
    [hashToken(token), newId(), accountId, clusterId, hatId],
  )
  const ask: Person['ask'] = async (method, path, body, headers = {}) =>
    app.request(`http://localhost${path}`, {
      method,
      headers: {
        cookie: `__Host-talgud=${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    accountId,
    token,
    actor: { accountId, name: role, language: 'en', role, clusterId, companyId },
    ask,
    async get<T>(path: string) {
      const response = await ask('GET', path)
      if (response.status !== 200)
        throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`)
      return (await response.json()) as T
    },
  }
}
