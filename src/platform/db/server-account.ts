import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The account the database server runs under; undefined means: the same as this process. */
export type ServerAccount = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root, so root hands it to the owner of the cluster folder, or else to nobody. */
export function serverAccount(clusterFolder: string): ServerAccount {
  if (process.getuid?.() !== 0) return undefined

  const owner = statSync(clusterFolder, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return nobody()
}

/** True when `account` may enter `path`; asked of the system itself, so access lists count too. */
export function canEnter(account: ServerAccount, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...account, cwd: '/' }).status === 0
}

/**
 * Makes the folder the server owns and answers its real path. Below a folder closed to everyone but root
 * (`/root`, say) the server could never reach it: then the folder lives in /var/lib/talgud and `wanted` leads there.
 */
export function serverFolder(wanted: string, onProgress: (line: string) => void): string {
  refuseDanglingLink(wanted)
  const account = serverAccount(join(wanted, 'cluster'))
  makeFolder(wanted, account)
  const real = realpathSync(wanted)
  if (canEnter(account, real)) return real

  if (readdirSync(real).length > 0) {
    throw new Error(
      `The database's account ${account?.uid} cannot reach ${real}. Let it pass through the folders above.`,
    )
  }
  const elsewhere = join(
    '/var/lib/talgud',
    createHash('sha256').update(resolve(wanted)).digest('hex').slice(0, 12),
  )
  mkdirSync(dirname(elsewhere), { recursive: true, mode: 0o755 })
  makeFolder(elsewhere, account)
  rmdirSync(wanted)
  symlinkSync(elsewhere, wanted)
  onProgress(`${wanted} lies where only root may go, so the database is kept in ${elsewhere}`)
  return elsewhere
}

/** Makes a folder only `account` (and root) may enter. */
export function makeFolder(path: string, account: ServerAccount): void {
  mkdirSync(dirname(path), { recursive: true })
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 })
  if (account) chownSync(path, account.uid, account.gid)
}

function refuseDanglingLink(path: string): void {
  const link = lstatSync(path, { throwIfNoEntry: false })
  if (link?.isSymbolicLink() && !statSync(path, { throwIfNoEntry: false })) {
    throw new Error(
      `${path} leads to ${resolve(path)}, which is gone. Bring it back, or remove the link to start empty.`,
    )
  }
}

function nobody(): ServerAccount {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  // macOS writes -2; the system call wants it unsigned.
  return { uid: Number(uid ?? 65_534) >>> 0, gid: Number(gid ?? 65_534) >>> 0 }
}
