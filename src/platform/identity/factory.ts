import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOTP } from 'otpauth'
import { Pool } from 'pg'
import type { Config } from '#platform/config.ts'
import { readConfig } from '#platform/config.ts'
import { openPool, poolAddress } from '#platform/db/pool.ts'
import { testDatabase } from '#platform/db/test-database.ts'
import { folderStore } from '#platform/files/store.ts'
import type { House } from '#platform/house.ts'
import { type App, buildApp } from '#platform/http/app.ts'
import type { Endpoint } from '#platform/http/endpoint.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { openQueue, prepareQueues, setSender } from '#platform/jobs/queue.ts'
import { queuesFor, startWorkers } from '#platform/jobs/worker.ts'
import { activityEndpoints } from '#platform/journal/endpoints.ts'
import type { Subscription } from '#platform/journal/subscriptions.ts'
import { openLog } from '#platform/log.ts'
import { mailEndpoints } from '#platform/mail/endpoints.ts'
import { newId } from '#platform/new-id.ts'
import type { Role } from './actor.ts'
import { identityEndpoints } from './endpoints.ts'
import { hashPassword } from './passwords.ts'
import { sessionCookie } from './session-cookie.ts'

export const goodPassword = 'kolm punast rebast'

/** A browser: keeps its cookies, comes from one address. */
export type Browser = {
  cookies: Map<string, string>
  address: string
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

/** A response whose JSON a test may read without a shape: a field that is not there fails its comparison. */
// biome-ignore lint/suspicious/noExplicitAny: only tests read it
export type Answer = Omit<Response, 'json'> & { json(): Promise<any> }

export type TestHouse = {
  house: House
  app: App
  owner: Pool
  /** Every line of the log, as written. */
  log: string[]
  /** Holds the clock still, or moves it; without a time it runs again. */
  setTime(now: Date | undefined): void
  browser(address?: string): Browser
  close(): Promise<void>
}

/** A house on the test database with its workers running: sign-in, mail, activity, and what the test adds. */
export async function openTestHouse(
  change: Partial<Config> = {},
  more: { endpoints?: readonly Endpoint[]; subscriptions?: readonly Subscription[] } = {},
): Promise<TestHouse> {
  const database = await testDatabase()
  const subscriptions = more.subscriptions ?? []
  await prepareQueues(poolAddress(database.owner), queuesFor(subscriptions, []))
  const folder = mkdtempSync(join(tmpdir(), 'talgud-test-'))
  const config = { ...readConfig({ TALGUD_DATA: folder, LOG_LEVEL: 'debug', PORT: '0' }), ...change }
  const lines: string[] = []
  const log = openLog('debug', { write: (line) => void lines.push(line) })
  const time: { now: Date | undefined } = { now: undefined }
  const house: House = {
    config,
    log,
    pool: openPool(database.app, log),
    clock: { now: () => time.now ?? new Date() },
    files: folderStore(join(folder, 'files')),
  }
  const boss = openQueue(poolAddress(database.app), { works: true })
  boss.on('error', (error) => log.warn({ failure: error.message }, 'job queue'))
  await boss.start()
  setSender(boss)
  const workers = await startWorkers(house, boss, subscriptions, [])
  const owner = new Pool({ ...poolAddress(database.owner), max: 2 })
  forgetCallers()
  const app = buildApp(house, [
    ...identityEndpoints,
    ...mailEndpoints,
    ...activityEndpoints,
    ...(more.endpoints ?? []),
  ])
  return {
    house,
    app,
    owner,
    log: lines,
    setTime: (now) => {
      time.now = now
    },
    browser: (address = '192.0.2.1') => openBrowser(app, address),
    async close() {
      await workers.stop()
      setSender(undefined)
      await house.pool.end()
      await owner.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function openBrowser(app: App, address: string): Browser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    address,
    async ask(method, path, body, headers = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await app.request(
        `http://localhost${path}`,
        {
          method,
          headers: {
            ...(cookie === '' ? {} : { cookie }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            'user-agent': 'Test browser',
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        { incoming: { socket: { remoteAddress: address } } },
      )
      for (const each of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(each) ?? []
        if (!name) continue
        if (value) cookies.set(name, value)
        else cookies.delete(name)
      }
      return response
    },
  }
}

export async function addCluster(
  { owner }: Pick<TestHouse, 'owner'>,
  slug: string,
  { isDemo = false } = {},
): Promise<string> {
  const id = newId()
  await owner.query("INSERT INTO cluster (id, slug, name, country, is_demo) VALUES ($1, $2, $3, 'EE', $4)", [
    id,
    slug,
    `Cluster ${slug}`,
    isDemo,
  ])
  return id
}

export async function addCompany(
  { owner }: Pick<TestHouse, 'owner'>,
  clusterId: string,
  name: string,
): Promise<string> {
  const id = newId()
  await owner.query("INSERT INTO company (cluster_id, id, legal_name, country) VALUES ($1, $2, $3, 'EE')", [
    clusterId,
    id,
    name,
  ])
  return id
}

let goodHash: Promise<string> | undefined

/** An account with the good password, or with another. */
export async function addAccount(
  { owner }: Pick<TestHouse, 'owner'>,
  email: string,
  { name = 'Mari Mets', password = goodPassword } = {},
): Promise<string> {
  const id = newId()
  goodHash ??= hashPassword(goodPassword)
  const hash = password === goodPassword ? await goodHash : await hashPassword(password)
  await owner.query('INSERT INTO account (id, email, name) VALUES ($1, $2, $3)', [id, email, name])
  await owner.query('INSERT INTO account_secret (account_id, password_hash) VALUES ($1, $2)', [id, hash])
  return id
}

export async function addHat(
  { owner }: Pick<TestHouse, 'owner'>,
  clusterId: string,
  accountId: string,
  role: Role,
  companyId: string | null = null,
): Promise<string> {
  const id = newId()
  await owner.query(
    'INSERT INTO hat (cluster_id, id, account_id, role, company_id) VALUES ($1, $2, $3, $4, $5)',
    [clusterId, id, accountId, role, companyId],
  )
  return id
}

/** Signs in, or throws what the server said. */
export async function signInAs(browser: Browser, email: string, code?: string): Promise<void> {
  const response = await browser.ask('POST', '/api/session', { email, password: goodPassword, code })
  if (response.status !== 200)
    throw new Error(`sign-in answered ${response.status}: ${await response.text()}`)
}

/** The code an authenticator app shows at that moment. */
export function codeAt(secret: string, now: Date): string {
  return new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret }).generate({ timestamp: now.getTime() })
}

export type SentMail = { subject: string; body_text: string; has_secret: boolean; status: string }

/** The mails to an address, oldest first, once there are at least `count`. */
export async function mailsTo(
  { owner }: Pick<TestHouse, 'owner'>,
  recipient: string,
  count = 1,
): Promise<SentMail[]> {
  for (let patience = 800; ; patience -= 1) {
    const { rows } = await owner.query<SentMail>(
      'SELECT subject, body_text, has_secret, status FROM mail WHERE recipient = $1 ORDER BY id',
      [recipient],
    )
    if (rows.length >= count) return rows
    if (patience === 0) throw new Error(`${rows.length} mails to ${recipient}, not ${count}.`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** The token at the end of the last link in a mail. */
export function tokenIn(mail: SentMail | undefined): string {
  const token = /\/([A-Za-z0-9_-]{43})\s/.exec(mail?.body_text ?? '')?.[1]
  if (!token) throw new Error(`no link in: ${mail?.body_text}`)
  return token
}

export function sessionTokenOf(browser: Browser): string {
  return browser.cookies.get(sessionCookie) ?? ''
}

/** Refusals as tests compare them. */
export async function refusal(response: Answer): Promise<{ status: number; code: unknown }> {
  const body: { code?: unknown } = await response.json()
  return { status: response.status, code: body.code }
}
