import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { makeFolder, type ServerAccount } from './server-account.ts'

/** Makes the cluster folder with initdb where there is none yet, whole or not at all. */
export async function ensureCluster(
  home: string,
  superuser: string,
  binaries: Binaries,
  account: ServerAccount,
  onProgress: (line: string) => void,
): Promise<void> {
  const cluster = join(home, 'cluster')
  if (existsSync(cluster)) return refuseOtherVersion(cluster, binaries)

  onProgress(`creating a PostgreSQL ${binaries.major} database in ${home}`)
  const half = join(home, 'cluster.half')
  rmSync(half, { recursive: true, force: true })
  writePassword(home, account)
  await run(join(binaries.bin, 'initdb'), initArguments(half, superuser, home, binaries.major), account)
  renameSync(half, cluster)
}

/** The superuser's password: random, and readable by the server's account alone. */
export function readPassword(home: string): string {
  return readFileSync(join(home, 'password'), 'utf8').trim()
}

/** A private folder for the server's socket: beside the cluster, or in the system's temporary folder if too deep. */
export function socketFolder(home: string, account: ServerAccount): string {
  const beside = join(home, 'socket')
  if (fitsSocketAddress(beside)) {
    makeFolder(beside, account)
    return beside
  }

  const root = fitsSocketAddress(join(tmpdir(), 'talgud-XXXXXX')) ? tmpdir() : '/tmp'
  const short = mkdtempSync(join(root, 'talgud-'))
  if (account) chownSync(short, account.uid, account.gid)
  return short
}

// sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
function fitsSocketAddress(folder: string): boolean {
  return Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= 103
}

function refuseOtherVersion(cluster: string, binaries: Binaries): void {
  const stored = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (Number(stored) === binaries.major) return
  throw new Error(
    `${cluster} was made by PostgreSQL ${stored}, but the programs in ${binaries.bin} are version ${binaries.major}. ` +
      'Export with the old version and import with the new one.',
  )
}

function writePassword(home: string, account: ServerAccount): void {
  const file = join(home, 'password')
  rmSync(file, { force: true })
  writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  if (account) chownSync(file, account.uid, account.gid)
}

function initArguments(folder: string, superuser: string, home: string, major: number): string[] {
  // From 17 on PostgreSQL brings its own C.UTF-8; before, and for lc_ctype, the system's is used.
  const builtin = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []
  return [
    ...['--pgdata', folder, '--username', superuser, '--pwfile', join(home, 'password')],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--data-checksums'],
    ...[`--locale=${process.platform === 'darwin' ? 'C' : 'C.UTF-8'}`, ...builtin],
  ]
}

function run(program: string, args: string[], account: ServerAccount): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const child = spawn(program, args, {
    ...account,
    cwd: '/',
    env: serverEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.on('error', reject)
  child.on('close', (code) => {
    if (code === 0) resolve()
    else reject(new Error(`${program} failed (${code}):\n${said.trim()}`))
  })
  return promise
}

/** Nothing of the operator's PG… settings may reach the server. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
