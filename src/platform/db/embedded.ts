import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { type Binaries, prepareBinaries } from './binaries.ts'
import { ensureCluster, readPassword, serverEnvironment, socketFolder } from './cluster-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { clearStalePidFile, isRunning, livingPostmaster } from './postmaster.ts'
import { type ServerAccount, serverAccount, serverFolder } from './server-account.ts'

export type EmbeddedOptions = {
  /** The folder that holds everything of this database; made when missing. */
  dataDir: string
  superuser: string
  /** Created when missing; `talgud` unless told. */
  database?: string | undefined
  /** An operator's PostgreSQL instead of the bundle. */
  binDir?: string | undefined
  /** Server settings on top of ours; tests switch fsync off here. */
  settings?: Record<string, string> | undefined
  onProgress?: ((line: string) => void) | undefined
}

export type SocketConnection = {
  host: string
  port: number
  user: string
  password: string
  database: string
}

export type Embedded = {
  connection: SocketConnection
  /** True when the server was left running by a process that was killed. */
  adopted: boolean
  /** A fast shutdown: running statements are cancelled, nothing acknowledged is lost. */
  stop: () => Promise<void>
}

type Home = {
  home: string
  cluster: string
  log: string
  account: ServerAccount
  binaries: Binaries
  options: EmbeddedOptions
}
type Server = { pid: number; socket: string; port: number }

/**
 * Starts the database on `dataDir`, or adopts the one a killed process left running there, and starts it again
 * should it die. Listens on a Unix socket in a private folder only. Holds the folder until `stop`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const say = options.onProgress ?? (() => {})
  const home = serverFolder(resolve(options.dataDir), say)
  const lock = lockFolder(home)
  try {
    const account = serverAccount(join(home, 'cluster'))
    const binaries = prepareBinaries(options.binDir, join(home, '..'), account)
    await ensureCluster(home, options.superuser, binaries, account, say)
    const place = {
      home,
      cluster: join(home, 'cluster'),
      log: join(home, 'server.log'),
      account,
      binaries,
      options,
    }
    const { server, adopted } = await adoptOrLaunch(place)
    await ensureDatabase(place, server)
    const watch = keepRunning(place, server, say)

    const connection = address(place, server, options.database ?? 'talgud')
    let stopped: Promise<void> | undefined

    async function stop(): Promise<void> {
      await shutDown(await watch.end())
      if (basename(server.socket) !== 'socket') rmSync(server.socket, { recursive: true, force: true })
      lock.release()
    }

    return {
      connection,
      adopted,
      stop: () => {
        stopped ??= stop()
        return stopped
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function adoptOrLaunch(place: Home): Promise<{ server: Server; adopted: boolean }> {
  const left = livingPostmaster(place.cluster)
  if (left && left.state !== 'stopping') {
    const server = { pid: left.pid, socket: left.socketFolder, port: left.port }
    if (await answers(place, server)) return { server, adopted: true }
  }
  if (left) await gone(left.pid)
  return { server: await launch(place, socketFolder(place.home, place.account)), adopted: false }
}

/** Starts the server; where remains of a killed one are still dying, waits for them. */
async function launch(place: Home, socket: string): Promise<Server> {
  const patience = Date.now() + 10_000
  for (;;) {
    clearStalePidFile(place.cluster)
    const { pid, logged } = spawnServer(place, socket)
    const server = { pid, socket, port: socketPort }
    if (await answers(place, server)) return server

    const reason = logged()
    const remainsOfAnother = /lock file .* already exists|pre-existing shared memory block/.test(reason)
    if (!remainsOfAnother || Date.now() > patience) throw new Error(`PostgreSQL did not start:\n${reason}`)
    await sleep(300)
  }
}

function spawnServer(place: Home, socket: string): { pid: number; logged: () => string } {
  keepLogShort(place.log)
  const logFrom = statSync(place.log, { throwIfNoEntry: false })?.size ?? 0
  const log = openSync(place.log, 'a', 0o600)
  // Its own session: a Ctrl-C in the terminal is ours to answer, and the server outlives us if we are killed.
  const child = spawn(
    join(place.binaries.bin, 'postgres'),
    ['-D', place.cluster, ...serverSettings(place, socket)],
    {
      ...place.account,
      cwd: '/',
      env: serverEnvironment,
      detached: true,
      stdio: ['ignore', log, log],
    },
  )
  closeSync(log)
  child.on('error', () => {})
  child.unref()
  if (!child.pid) throw new Error(`${place.binaries.bin}/postgres could not be run.`)
  return { pid: child.pid, logged: () => readFileSync(place.log).subarray(logFrom).toString().trim() }
}

function serverSettings(place: Home, socket: string): string[] {
  const settings = {
    listen_addresses: '',
    port: String(socketPort),
    // The setting is a list, so a folder with a comma or a space needs its quotes.
    unix_socket_directories: `"${socket.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    cluster_name: 'talgud',
    ...place.options.settings,
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Waits until the server takes connections; false when it ended instead. */
async function answers(place: Home, server: Server): Promise<boolean> {
  let nextLine = Date.now() + 5_000
  while (isRunning(server.pid)) {
    const outcome = await tryConnect(place, server)
    if (outcome === 'ready') return true
    if (outcome instanceof Error) throw outcome
    if (Date.now() > nextLine) {
      place.options.onProgress?.('the database is still recovering')
      nextLine += 5_000
    }
    await sleep(25)
  }
  return false
}

async function tryConnect(place: Home, server: Server): Promise<'ready' | 'not yet' | Error> {
  const client = new Client(address(place, server, 'postgres'))
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return 'ready'
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const code = 'code' in error ? String(error.code) : ''
    // 57P03: starting up, recovering or shutting down. 53300: a full house left by a killed app empties itself.
    const passing = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '53300', '']
    return passing.includes(code)
      ? 'not yet'
      : new Error(`The database in ${place.home} refuses us: ${error.message}`)
  }
}

async function ensureDatabase(place: Home, server: Server): Promise<void> {
  const name = place.options.database ?? 'talgud'
  const client = new Client(address(place, server, 'postgres'))
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

/** Looks every half second whether the server lives, and starts it again on the same socket when it does not. */
function keepRunning(
  place: Home,
  first: Server,
  say: (line: string) => void,
): { end: () => Promise<Server> } {
  let server = first
  let restart: Promise<void> | undefined
  const timer = setInterval(() => {
    if (!restart && !isRunning(server.pid)) restart = startAgain()
  }, 500)
  timer.unref()

  async function startAgain(): Promise<void> {
    say('the database server ended unexpectedly; starting it again')
    try {
      if (!existsSync(server.socket)) throw new Error(`its socket folder ${server.socket} is gone`)
      server = await launch(place, server.socket)
      say('the database server is back')
    } catch (error) {
      say(
        `the database server could not be started: ${error instanceof Error ? error.message : String(error)}`,
      )
      await sleep(2_000, undefined, { ref: false })
    }
    restart = undefined
  }

  return {
    end: async () => {
      clearInterval(timer)
      await restart
      return server
    },
  }
}

async function shutDown(server: Server): Promise<void> {
  signal(server.pid, 'SIGINT')
  if (await gone(server.pid, 30_000)) return
  // The immediate way: the next start replays the log, so still nothing is lost.
  signal(server.pid, 'SIGQUIT')
  await gone(server.pid, 10_000)
}

async function gone(pid: number, patience = 60_000): Promise<boolean> {
  const end = Date.now() + patience
  while (isRunning(pid) && Date.now() < end) await sleep(20)
  return !isRunning(pid)
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  if (isRunning(pid)) process.kill(pid, name)
}

function address(place: Home, server: Server, database: string): SocketConnection {
  const password = readPassword(place.home)
  return { host: server.socket, port: server.port, user: place.options.superuser, password, database }
}

function keepLogShort(log: string): void {
  const tenMegabytes = 10_000_000
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > tenMegabytes) renameSync(log, `${log}.1`)
}

const socketPort = 5432
