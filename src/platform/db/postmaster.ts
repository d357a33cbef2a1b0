import { readFileSync, readlinkSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What `postmaster.pid` in a cluster folder says about its server. */
export type Postmaster = { pid: number; port: number; socketFolder: string; state: string }

/** The server that lives on `cluster`, or undefined; a file left by a dead one does not count. */
export function livingPostmaster(cluster: string): Postmaster | undefined {
  const noted = notedPostmaster(cluster)
  return noted && isPostmaster(noted.pid, cluster) ? noted : undefined
}

/** True while the process runs; a zombie that its parent has not collected is not running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return processState(pid) !== 'Z'
}

/**
 * Removes the pid file of a server that is gone. PostgreSQL does so itself unless the number now belongs to
 * another process (usual in a restarted container) or to a zombie; then it would refuse to start for ever.
 */
export function clearStalePidFile(cluster: string): void {
  if (notedPostmaster(cluster) && !livingPostmaster(cluster))
    rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

function notedPostmaster(cluster: string): Postmaster | undefined {
  const [pid, , , port, socketFolder, , , state] = readLines(join(cluster, 'postmaster.pid'))
  if (!pid || !Number.isInteger(Number(pid))) return undefined
  return {
    pid: Number(pid),
    port: Number(port),
    socketFolder: socketFolder ?? '',
    state: state?.trim() ?? '',
  }
}

function isPostmaster(pid: number, cluster: string): boolean {
  if (!isRunning(pid)) return false
  // Without /proc (macOS) a running process by that number is taken for the server.
  const program = readText(`/proc/${pid}/cmdline`)?.split('\0')[0]
  if (program === undefined) return true
  if (!['postgres', 'postmaster'].includes(basename(program))) return false

  const folder = readLink(`/proc/${pid}/cwd`)
  return folder === undefined || folder === cluster
}

function processState(pid: number): string | undefined {
  // The name in brackets may itself hold brackets and spaces.
  return readText(`/proc/${pid}/stat`)?.split(') ').at(-1)?.[0]
}

function readLines(file: string): string[] {
  return readText(file)?.split('\n') ?? []
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function readLink(link: string): string | undefined {
  try {
    return readlinkSync(link)
  } catch {
    return undefined
  }
}
