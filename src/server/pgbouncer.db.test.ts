import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { poolAddress } from '#platform/db/pool.ts'
import { inTransaction } from '#platform/db/transaction.ts'
import { type App, buildApp } from '#platform/http/app.ts'
import { sendMail } from '#platform/mail/send.ts'
import { endpoints } from './endpoints.ts'
import { type OpenHouse, openHouse } from './house.ts'
import { giveLoginPatience } from './open-database.ts'
import { openWorld, type Person, type World } from './test-world.ts'

const program = '/usr/sbin/pgbouncer'
const isThere = existsSync(program)
// Named statements are known to PgBouncer from 1.21 on; Debian 12 brings 1.18.
const version = isThere
  ? (/PgBouncer (\d+)\.(\d+)/.exec(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout) ?? [])
  : []
const knowsNames = Number(version[1]) > 1 || Number(version[2]) >= 21

if (!isThere)
  console.log('left out: tests through PgBouncer, which is not installed (Debian: apt-get install pgbouncer)')

describe.skipIf(!isThere)('behind PgBouncer in transaction mode', () => {
  let world: World
  let pooler: Awaited<ReturnType<typeof startPgBouncer>>
  let open: OpenHouse
  let app: App
  let here: Person
  let away: Person

  beforeAll(async () => {
    world = await openWorld()
    const awayId = await world.addCluster('away')
    await world.addCompany('Rebane OÜ')
    await world.addCompany('Hunt AS', {}, awayId)
    here = await world.person('cluster-manager')
    away = await world.person('cluster-manager', null, awayId)
    const direct = connectionOf(world.house.pool.options)
    await giveLoginPatience(connectionOf(world.owner.options), direct)
    pooler = await startPgBouncer(direct.url, world)
    open = await openHouse(
      { ...world.house.config, databasePoolUrl: pooler.url, databasePrepares: knowsNames },
      direct,
    )
    app = buildApp(open.house, endpoints)
  }, 120_000)
  afterAll(async () => {
    await open?.close()
    await world?.close()
    pooler?.stop()
  })

  const ask = (person: Person, path: string) =>
    app.request(`http://localhost${path}`, { headers: { cookie: `__Host-talgud=${person.token}` } })

  test('hundreds of requests of two clusters share three connections, and each sees its own', async () => {
    const wrong: string[] = []
    const askBoth = async () => {
      for (const [person, own, foreign] of [
        [here, 'Rebane', 'Hunt'],
        [away, 'Hunt', 'Rebane'],
      ] as const) {
        for (const path of ['/api/companies', '/api/overview', '/api/activity', '/api/session']) {
          const answer = await ask(person, path)
          const text = await answer.text()
          if (answer.status !== 200 || text.includes(foreign))
            wrong.push(`${path}: ${answer.status} ${text.slice(0, 200)}`)
          if (path === '/api/companies' && !text.includes(own)) wrong.push(`${path}: ${own} is missing`)
        }
      }
    }
    await Promise.all(Array.from({ length: 40 }, askBoth))

    expect(wrong).toEqual([])
    expect(await pooler.connectionsToServer()).toBeLessThanOrEqual(3)
  })

  test('a connection brings no settings of its own, so the login’s patience holds', async () => {
    const { rows } = await open.house.pool.query(
      "SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock",
    )

    expect(rows).toEqual([{ statement: '15s', lock: '5s' }])
  })

  test('jobs are woken past the pooler, and what a request wrote through it is worked off', async () => {
    const { clusterId, house } = world
    const scope = { clusterId, accountId: '', role: 'system', companyId: null }
    const letter = { subject: 'Hello', paragraphs: ['By way of the pooler'] }
    await open.work()
    const id = await inTransaction(open.house.pool, scope, (tx) =>
      sendMail(tx, clusterId, { to: 'a@rebane.example', template: () => letter, language: 'en', data: {} }),
    )
    let status = ''
    for (let patience = 300; status !== 'kept' && patience > 0; patience -= 1) {
      await new Promise((done) => setTimeout(done, 100))
      const { rows } = await world.owner.query('SELECT status FROM mail WHERE id = $1', [id])
      status = rows[0]?.status
    }

    expect(status).toBe('kept')
    expect(house.pool.waitingCount).toBe(0)
  })

  test.skipIf(knowsNames)(
    'an older PgBouncer does not know prepared names: the setting is needed',
    async () => {
      const direct = connectionOf(world.house.pool.options)
      const named = await openHouse(
        { ...world.house.config, databasePoolUrl: pooler.url, databasePrepares: true },
        direct,
      )
      const scope = { clusterId: world.clusterId, accountId: '', role: 'system', companyId: null }
      const many = Promise.all(
        Array.from({ length: 60 }, () =>
          inTransaction(named.house.pool, scope, (tx) => tx.client.query('SELECT 1')),
        ),
      )
      const failure = await many.then(
        () => 'none',
        (error: Error) => error.message,
      )
      await named.close()

      expect(failure).toMatch(/prepared statement "scope" (does not exist|already exists)/)
    },
  )
})

function connectionOf(options: object): { url: string } {
  return { url: String((options as { connectionString?: string }).connectionString) }
}

/** A PgBouncer of our own: the app's login as PostgreSQL keeps it, three connections, no setting passed through. */
async function startPgBouncer(directUrl: string, world: World) {
  const folder = mkdtempSync(join(tmpdir(), 'talgud-pgbouncer-'))
  const { user, database, host, port: serverPort } = new Client(poolAddress({ url: directUrl }))
  const { rows } = await world.owner.query('SELECT rolpassword FROM pg_authid WHERE rolname = $1', [user])
  const port = await freePort()
  writeFileSync(join(folder, 'users'), `"${user}" "${rows[0]?.rolpassword}"\n`)
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
${database} = host=${host} port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users')}
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
`,
  )
  // It refuses to run as root, and must reach the test server's private socket: it runs as the server does.
  const { uid, gid } = statSync(host)
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    for (const path of [folder, join(folder, 'users'), join(folder, 'pgbouncer.ini')])
      chownSync(path, uid, gid)
    chmodSync(folder, 0o700)
  }
  let said = ''
  const child: ChildProcess = spawn(program, [join(folder, 'pgbouncer.ini')], {
    ...(isRoot ? { uid, gid } : {}),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout?.on('data', (part) => (said += part))
  child.stderr?.on('data', (part) => (said += part))
  await answers(port, () => said)
  return {
    url: `postgres://127.0.0.1:${port}/${database}`,
    async connectionsToServer() {
      const { rows: found } = await world.owner.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = $1 AND application_name = 'talgud' AND pid NOT IN (SELECT pid FROM pg_stat_activity WHERE application_name = 'talgud-jobs')",
        [user],
      )
      return (found[0]?.n ?? 0) - world.house.pool.totalCount
    },
    stop() {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

async function answers(port: number, said: () => string): Promise<void> {
  for (let patience = 100; ; patience -= 1) {
    const isOpen = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => done(true))
      socket.once('error', () => done(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    if (patience === 0) throw new Error(`PgBouncer did not start: ${said()}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}
