import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(import.meta.dirname, '..')
const built = join(root, 'dist', 'web')
const stampFile = join(root, 'dist', 'web.built-from')
const sources = [
  'src/web/**/*',
  'src/**/schema.ts',
  'src/**/rules.ts',
  'src/values/**/*',
  'src/engines/**/*',
  'vite.config.ts',
  'package-lock.json',
]

/** Builds the pages into dist/web when one of their sources changed since; answers the folder. */
export async function ensureWebBuilt(onProgress: (line: string) => void = console.log): Promise<string> {
  const stamp = sourceHash()
  if (existsSync(built) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return built

  const started = performance.now()
  onProgress('building the pages …')
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), mode: 'production', logLevel: 'warn' })
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampFile, stamp)
  onProgress(`built the pages in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return built
}

function sourceHash(): string {
  const hash = createHash('sha256')
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }))
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of [...new Set(paths)].sort()) {
    if (/\.test\.tsx?$/.test(path)) continue
    hash
      .update(`${path.slice(root.length)}\0`)
      .update(readFileSync(path))
      .update('\0')
  }
  return hash.digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureWebBuilt()
