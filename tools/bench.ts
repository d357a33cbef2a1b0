import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

// `npm run bench` runs every benchmark, `npm run bench NAME …` the named ones with what follows `--`.
// Files that benchmarks import and that measure nothing themselves.
const supporting = new Set([
  'big-cluster.ts',
  'long-journal.ts',
  'duplicates-data.ts',
  'matching-data.ts',
  'notice-archives.ts',
  'one-by-one.ts',
])
const folder = resolve(import.meta.dirname, '../bench')
const [names, options] = split(process.argv.slice(2))
const all = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !supporting.has(file))
  .map((file) => file.replace(/\.ts$/, ''))
const unknown = names.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
  process.exit(2)
}

let failed = 0
for (const name of names.length > 0 ? names : all) {
  console.log(`\n== ${name}`)
  const run = spawnSync(process.execPath, [join(folder, `${name}.ts`), ...options], { stdio: 'inherit' })
  if (run.status !== 0) failed += 1
}
process.exit(failed === 0 ? 0 : 1)

function split(args: string[]): [string[], string[]] {
  const at = args.findIndex((arg) => arg.startsWith('-'))
  return at < 0 ? [args, []] : [args.slice(0, at), args.slice(at).filter((arg) => arg !== '--')]
}
