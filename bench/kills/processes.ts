import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

/** Every PostgreSQL process that works on this data folder, the first of them leading. */
export function databaseProcesses(dataDir: string): number[] {
  const cluster = join(realpathSync(join(dataDir, 'postgres')), 'cluster')
  const leader = leaderOf(cluster)
  if (leader === undefined) return []

  const others = process.platform === 'linux' ? workingIn(cluster) : childrenOf(leader)
  return [leader, ...others.filter((pid) => pid !== leader)]
}

/** What a process has spent, from Linux's own books (proc_pid_stat(5), in hundredths of a second). */
export function processorSecondsOf(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return undefined
  }
}

/** kill -9; one that ended meanwhile is as dead as wished. */
export function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function leaderOf(cluster: string): number | undefined {
  try {
    return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]) || undefined
  } catch {
    return undefined
  }
}

/** Children of a server that died earlier have another parent by now, but still their folder. */
function workingIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && cwdOf(name) === folder)
    .map(Number)
}

function cwdOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => {
    const [pid, of] = line.trim().split(/\s+/).map(Number)
    return pid && of === parent ? [pid] : []
  })
}
