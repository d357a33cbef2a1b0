import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

// Licences that let anybody run, change and pass on Talgud; MPL-2.0 binds its own files only, OFL-1.1 is for the font.
const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['Unlicense', 'CC0-1.0', 'MPL-2.0', 'OFL-1.1', 'PostgreSQL'],
])

type Package = { version: string; license?: string; dev?: boolean }

const production = Object.entries(
  readJson<{ packages: Record<string, Package> }>('package-lock.json').packages,
)
  .filter(([path, found]) => path !== '' && !found.dev)
  .map(([path, found]) => ({
    path,
    version: found.version,
    licence: licenceOf(path) ?? found.license ?? 'none named',
  }))

const refused = production.filter(({ licence }) => !isAllowed(licence))
for (const { path, version, licence } of refused) {
  console.error(
    `${path.replace(/^.*node_modules\//, '')} ${version}: ${licence} is not on the list in tools/licences.ts`,
  )
}
console.log(`${production.length} packages run with Talgud: ${summary()}`)
process.exitCode = refused.length === 0 ? 0 : 1

function licenceOf(path: string): string | undefined {
  const file = join(path, 'package.json')
  if (!existsSync(join(root, file))) return undefined
  const { license } = readJson<{ license?: string | { type: string } }>(file)
  return typeof license === 'object' ? license.type : license
}

/** `A OR B` needs one allowed licence, `A AND B` both. */
function isAllowed(expression: string): boolean {
  const bare = expression.replace(/[()]/g, '')
  return bare
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence.trim())))
}

function summary(): string {
  const counts = Map.groupBy(production, ({ licence }) => licence)
  const sorted = [...counts].sort(([, a], [, b]) => b.length - a.length)
  return sorted.map(([licence, packages]) => `${packages.length} ${licence}`).join(', ')
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as T
}
