// Runs on whatever Node the machine has (20 or newer) and before anything is installed: Node core only, plain JavaScript.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.talgud-lock')
const entries = {
  start: 'tools/start.ts',
  test: 'tools/test.ts',
  check: 'tools/check.ts',
  bench: 'tools/bench.ts',
  talgud: 'src/server/cli.ts',
}

/** Installs what is missing, then runs the command with the Node it needs and ends as it ended. */
export async function launch(command, args) {
  const entry = entries[command]
  if (!entry)
    return leave(`There is no command "${command}". Try one of: ${Object.keys(entries).join(', ')}.`)
  if (!existsSync(join(root, entry))) return leave(`${entry} does not exist yet.`)

  const developing = command === 'test' || command === 'check' || command === 'bench'
  if (!isInstalled(developing)) await install()
  const node = chooseNode()
  if (!node) {
    return leave(
      `Talgud needs Node 24.7 or newer; this is ${process.version}, and there is no package of it for ` +
        `${process.platform} on ${process.arch}. Install Node 24 and try again.`,
    )
  }
  const companion = pathToFileURL(join(root, 'tools', 'leave-with-launcher.mjs')).href
  process.exitCode = await run(
    node,
    ['--import', companion, join(root, entry), ...args],
    command === 'talgud',
  )
}

/** True when node_modules holds what package-lock.json asks for, whoever installed it. */
function isInstalled(developing) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const stamp = createHash('sha256').update(lock).digest('hex')
  if (readIfThere(stampFile) === stamp) return true

  const installed = readIfThere(join(modules, '.package-lock.json'))
  if (!installed) return false
  const have = JSON.parse(installed).packages
  for (const [path, wanted] of Object.entries(JSON.parse(lock).packages)) {
    if (path === '' || have[path]?.version === wanted.version) continue
    // Optional packages for other platforms are never there; a production image may leave out the tools.
    if (!have[path] && (wanted.optional || wanted.devOptional || (wanted.dev && !developing))) continue
    return false
  }
  if (developing) writeStamp(stamp)
  return true
}

async function install() {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  console.log('Installing packages (npm ci) …')
  const timer = setInterval(() => console.log(`  still installing, ${seconds()}`), 10_000)
  const flags = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const npm = process.env.npm_execpath
  const code = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, 'ci', ...flags])
    : await run('npm', ['ci', ...flags])
  clearInterval(timer)
  if (code !== 0) {
    leave(`npm ci failed after ${seconds()}; its message stands above.`)
    process.exit(1)
  }
  writeStamp(
    createHash('sha256')
      .update(readFileSync(join(root, 'package-lock.json')))
      .digest('hex'),
  )
  console.log(`Installed packages in ${seconds()}.`)
}

function chooseNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 24 || (major === 24 && minor >= 7)) return process.execPath
  const packaged = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')
  return existsSync(packaged) ? packaged : undefined
}

/**
 * Runs a program and answers its exit code. It gets a session of its own: a Ctrl-C in the terminal reaches us (often
 * twice, npm passes it on too), and we hand it on once.
 */
function run(program, args, keepFolder = false) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: keepFolder ? process.cwd() : root,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      detached: true,
      // Compiled and type-stripped modules are kept between starts: a third of a start's processor time.
      env: { NODE_COMPILE_CACHE: join(root, '.cache', 'compile'), ...process.env },
    })
    let last = 0
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(name, () => {
        if (Date.now() - last > 1000) child.kill(name)
        last = Date.now()
      })
    }
    child.on('error', (error) => {
      leave(`${program} could not be run: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

function writeStamp(stamp) {
  try {
    writeFileSync(stampFile, stamp)
  } catch {
    // node_modules is read-only: the comparison is simply made again next time.
  }
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function leave(sentence) {
  console.error(sentence)
  process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await launch(process.argv[2] ?? 'start', process.argv.slice(3))
