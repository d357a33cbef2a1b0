import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
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
  await buildApart()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampFile, stamp)
  onProgress(`built the pages in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return built
}

/** In a process of its own: what the bundler takes (some 800 MB) goes back to the machine, not to the server's share. */
async function buildApart(): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'build'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error('The pages could not be built; the reason stands above.')
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // By hand, before a start that may write nothing here; or as the child of `buildApart`.
  if (process.argv[2] !== 'build') await ensureWebBuilt()
  else {
    const { build } = await import('vite')
    await build({ configFile: join(root, 'vite.config.ts'), mode: 'production', logLevel: 'warn' })
  }
}
