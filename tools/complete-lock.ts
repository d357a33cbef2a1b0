import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const file = resolve(import.meta.dirname, '../package-lock.json')

export type LockEntry = {
  version?: string
  optionalDependencies?: Record<string, string>
  dev?: boolean
  engines?: Record<string, string>
  [field: string]: unknown
}
export type Lock = { packages: Record<string, LockEntry> }

/**
 * Answers what package-lock.json lacks: npm forgets programs for other platforms when it installs on this one, and
 * then `npm ci` refuses the file everywhere. The parent names their exact versions, so they can be put back.
 */
export function missingPlatforms(lock: Lock): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {}
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      if (!isLocked(lock, path, name)) missing[`node_modules/${name}`] = platformEntry(name, version, parent)
    }
  }
  return missing
}

function isLocked(lock: Lock, from: string, name: string): boolean {
  const parts = from.split('/node_modules/')
  const places = parts.map(
    (_, end) => `${parts.slice(0, end + 1).join('/node_modules/')}/node_modules/${name}`,
  )
  return [...places, `node_modules/${name}`].some((place) => place in lock.packages)
}

function platformEntry(name: string, version: string, parent: LockEntry): LockEntry {
  const words = name.split(/[/-]/)
  const os = [
    'aix',
    'android',
    'darwin',
    'freebsd',
    'linux',
    'netbsd',
    'openbsd',
    'openharmony',
    'sunos',
    'win32',
  ]
  const cpu = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']
  const libc = /-musl/.test(name) ? ['musl'] : /-gnu/.test(name) ? ['glibc'] : undefined
  const found = {
    os: os.filter((word) => words.includes(word)),
    cpu: cpu.filter((word) => words.includes(word)),
  }
  if (!/^\d/.test(version) || found.cpu.length === 0) {
    throw new Error(
      `${name} ${version} is missing from package-lock.json and names no platform. Maybe npm install it.`,
    )
  }
  return {
    version,
    cpu: found.cpu,
    ...(libc && { libc }),
    ...(parent.dev && { dev: true }),
    optional: true,
    ...(found.os.length > 0 && { os: found.os }),
    ...(parent.engines && { engines: parent.engines }),
  }
}

/** The packages whose bytes npm could not check: what it did not install here it writes down without a checksum. */
export function unchecked(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && entry.link !== true && entry.integrity === undefined)
    .map(([path]) => path)
}

function integrityOf(path: string, { version }: LockEntry): string {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const said = execFileSync('npm', ['view', `${name}@${version}`, 'dist.integrity'], {
    encoding: 'utf8',
  }).trim()
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(said))
    throw new Error(`npm knows no checksum of ${name}@${version}.`)
  return said
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock
  const missing = missingPlatforms(lock)
  const packages = { ...lock.packages, ...missing }
  const bare = unchecked({ packages })
  for (const path of bare) {
    const entry = packages[path]
    if (entry) packages[path] = inOrder({ ...entry, integrity: integrityOf(path, entry) })
  }
  const entries = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(entries) }, null, 2)}\n`)
  console.log(
    `package-lock.json: ${Object.keys(missing).length} entries added, ${bare.length} checksums filled in`,
  )
}

/** The checksum right behind the version, where npm writes it. */
function inOrder({ version, integrity, ...rest }: LockEntry): LockEntry {
  return { ...(version !== undefined && { version }), integrity, ...rest }
}
