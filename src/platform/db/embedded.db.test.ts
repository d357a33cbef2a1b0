import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Embedded, startEmbedded } from './embedded.ts'
import { livingPostmaster } from './postmaster.ts'
import { serverAccount } from './server-account.ts'

const binDir = process.env.TALGUD_PG_BIN || undefined
const asRoot = process.getuid?.() === 0
let folder: string
let running: Embedded[]
let seed: string

// A database is made once and copied for each test; initdb is the slow part.
beforeAll(async () => {
  seed = newFolder('talgud seed ')
  const made = await startEmbedded({ dataDir: join(seed, 'data'), superuser: 'talgud_owner', binDir })
  await made.stop()
})

afterAll(() => rmSync(seed, { recursive: true }))

beforeEach(() => {
  folder = newFolder('talgud embedded, ')
  spawnSync('cp', ['-a', join(seed, 'data'), folder])
  running = []
})

afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()))
  rmSync(folder, { recursive: true })
})

test('keeps what was stored through stop and start, in a folder with a space and a comma', async () => {
  const first = await start()
  await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()

  const second = await start()

  expect(first.adopted).toBe(false)
  expect(second.adopted).toBe(false)
  expect(await ask(second, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('listens on a private socket only, in UTF-8, with checksums and a password', async () => {
  const { connection } = await start()

  const settings = await ask({ connection }, settingsQuery)
  const { mode } = statSync(connection.host)
  const stranger = new Client({ ...connection, password: 'guess' })

  expect(settings).toEqual([
    { listen: '', encoding: 'UTF8', checksums: 'on', fsync: 'on', full_page_writes: 'on', zone: 'UTC' },
  ])
  expect(mode & 0o777).toBe(0o700)
  await expect(stranger.connect()).rejects.toThrow('password authentication failed')
})

test('adopts the server that a killed process left running', async () => {
  const child = await startInChild()
  const left = postmaster()
  child.kill('SIGKILL')
  await ended(child)

  const next = await start()

  expect(next.adopted).toBe(true)
  expect(postmaster()).toEqual(left)
})

test('refuses a second start while the first process lives, and only then', async () => {
  const child = await startInChild()

  await expect(start()).rejects.toThrow(
    new RegExp(
      `^Talgud already runs on .*data \\(process ${child.pid}\\)\\. Stop it first, or choose another data folder\\.$`,
    ),
  )

  child.kill('SIGKILL')
  await ended(child)
  expect((await start()).adopted).toBe(true)
})

test('recovers what was acknowledged when app and server are killed', async () => {
  const child = await startInChild('await ask("CREATE TABLE kept AS SELECT 42 AS answer")')
  const server = postmaster()
  child.kill('SIGKILL')
  process.kill(server?.pid ?? 0, 'SIGKILL')
  await ended(child)

  const next = await start()

  expect(next.adopted).toBe(false)
  expect(await ask(next, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('starts the server again when it dies under a living app', async () => {
  const app = await start()
  const before = postmaster()?.pid ?? 0
  process.kill(before, 'SIGKILL')

  const answered = await eventually(() => ask(app, 'SELECT 1 AS one'))

  expect(answered).toEqual([{ one: 1 }])
  expect(postmaster()?.pid).not.toBe(before)
})

test('is not fooled by a pid file whose number belongs to another process now', async () => {
  await (await start()).stop()
  const file = join(folder, 'data', 'cluster', 'postmaster.pid')
  writeFileSync(file, `${process.pid}\n${join(folder, 'data', 'cluster')}\n1\n5432\n/nowhere\n\n\nready\n`)

  const next = await start()

  expect(await ask(next, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a shutdown leaves nothing to recover', async () => {
  const app = await start()
  await ask(app, 'CREATE TABLE kept AS SELECT 42 AS answer')

  await app.stop()

  const log = readFileSync(join(folder, 'data', 'server.log'), 'utf8')
  expect(log.trim().endsWith('database system is shut down')).toBe(true)
  expect(livingPostmaster(join(folder, 'data', 'cluster'))).toBeUndefined()
})

test('begins again when an earlier initdb was cut short', async () => {
  rmSync(join(folder, 'data', 'cluster'), { recursive: true })
  mkdirSync(join(folder, 'data', 'cluster.half', 'base'), { recursive: true })

  const app = await start()

  expect(await ask(app, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('finds a shorter place for the socket when the data folder lies too deep', async () => {
  const deep = 'x'.repeat(100)
  spawnSync('mv', [join(folder, 'data'), join(folder, deep)])

  const app = await start(deep)
  const socket = app.connection.host
  await app.stop()

  expect(Buffer.byteLength(socket)).toBeLessThan(80)
  expect(statSync(socket, { throwIfNoEntry: false })).toBeUndefined()
})

test('refuses to start empty where a link to the data leads nowhere', async () => {
  rmSync(join(folder, 'data'), { recursive: true })
  symlinkSync(join(folder, 'gone'), join(folder, 'data'))

  await expect(start()).rejects.toThrow('which is gone')
})

test.runIf(asRoot)('runs the server as nobody when started by root', async () => {
  await start()

  expect(statSync(join(folder, 'data', 'cluster')).uid).toBe(serverAccount('/nowhere')?.uid)
  expect(statSync(join(folder, 'data', 'password')).mode & 0o777).toBe(0o600)
})

test.runIf(asRoot)(
  'keeps the database where its account can reach it when root hides the data folder',
  async () => {
    const hidden = join(folder, 'hidden')
    mkdirSync(hidden, { mode: 0o700 })
    const lines: string[] = []

    const app = await start('hidden/data', lines)
    const place = join(app.connection.host, '..')
    await ask(app, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await app.stop()
    const again = await start('hidden/data')

    expect(lines[0]).toBe(`${hidden}/data lies where only root may go, so the database is kept in ${place}`)
    expect(await ask(again, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await again.stop()
    rmSync(place, { recursive: true })
  },
)

test.runIf(asRoot)('works for an ordinary user', async () => {
  rmSync(join(folder, 'data'), { recursive: true })
  chmodSync(folder, 0o777)
  const account = serverAccount('/nowhere')

  const child = await startInChild('', account)
  child.kill('SIGTERM')

  expect(await ended(child)).toBe(0)
  expect(statSync(join(folder, 'data', 'lock')).uid).toBe(account?.uid)
})

const settingsQuery = `SELECT current_setting('listen_addresses') AS listen, current_setting('server_encoding') AS encoding,
  current_setting('data_checksums') AS checksums, current_setting('fsync') AS fsync,
  current_setting('full_page_writes') AS full_page_writes, current_setting('timezone') AS zone`

function newFolder(prefix: string): string {
  const made = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(made, 0o755)
  return made
}

async function start(data = 'data', lines: string[] = []): Promise<Embedded> {
  const options = { dataDir: join(folder, data), superuser: 'talgud_owner', binDir }
  const started = await startEmbedded({ ...options, onProgress: (line) => lines.push(line) })
  running.push(started)
  return started
}

/** Starts the database in a process of its own, which can then be killed. */
async function startInChild(
  then = '',
  account: { uid: number; gid: number } | undefined = undefined,
): Promise<ChildProcess> {
  const options = { dataDir: join(folder, 'data'), superuser: 'talgud_owner', binDir }
  const script = `
    import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)}
    import { Client } from ${JSON.stringify(import.meta.resolve('pg'))}
    const embedded = await startEmbedded(${JSON.stringify(options)})
    async function ask(sql) { const c = new Client(embedded.connection); await c.connect(); await c.query(sql); await c.end() }
    process.on('SIGTERM', async () => { await embedded.stop(); process.exit(0) })
    ${then}
    console.log('started')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    ...account,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve)
    child.once('exit', () => reject(new Error('the process ended before its database was up')))
  })
  return child
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve))
}

function postmaster() {
  return livingPostmaster(join(folder, 'data', 'cluster'))
}

async function ask({ connection }: Pick<Embedded, 'connection'>, sql: string): Promise<unknown[]> {
  const client = new Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function eventually<T>(work: () => Promise<T>): Promise<T> {
  const end = Date.now() + 15_000
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > end) throw error
      await sleep(50)
    }
  }
}
