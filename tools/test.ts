import { existsSync, globSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseCLI, startVitest, type Vitest } from 'vitest/node'
import { startTestPostgres } from '#platform/db/test-postgres.ts'
import { ensureWebBuilt } from './build-web.ts'
import { ensureChromium } from './chromium.ts'
import { debianInstall } from './debian.ts'

const root = resolve(import.meta.dirname, '..')
const bin15 = '/usr/lib/postgresql/15/bin'
const project15 = 'db on PostgreSQL 15'
const stops: (() => Promise<void>)[] = []
let vitest: Vitest | undefined

process.chdir(root)
answerSignals()

try {
  process.exitCode = (await testEverything(process.argv.slice(2))) ? 0 : 1
} finally {
  await stopServers()
}
// A handle left open by a test must not hold up the command; Vitest has reported it.
process.exit()

/** Prepares what the tests need, runs them all in one Vitest and answers whether all passed. */
async function testEverything(args: string[]): Promise<boolean> {
  const only15 = args.includes('--pg15')
  const { filter, options } = parseCLI(['vitest', 'run', ...args.filter((arg) => arg !== '--pg15')])
  if (only15) options.project = [project15]
  const wants = (project: string) => !options.project || [options.project].flat().includes(project)

  const browser = wants('e2e') && globSync('e2e/**/*.test.ts', { cwd: root }).length > 0
  if (browser) {
    process.env.CHROMIUM_PATH = ensureChromium(say)
    await ensureWebBuilt(say)
  }
  if (wants('db') || browser) process.env.TALGUD_TEST_DATABASE_URL = await serve('test database')
  if (wants(project15) && has15(only15)) {
    process.env.TALGUD_TEST_DATABASE_URL_15 = await serve('test database on PostgreSQL 15', bin15)
    process.env.TALGUD_TEST_PG_BIN_15 = bin15
  }

  if (wants('db') && process.env.CI === 'true' && !existsSync('/usr/sbin/pgbouncer')) {
    say('installing PgBouncer for the tests behind it')
    debianInstall('pgbouncer')
  }

  const reporters = [...(options.reporters ? [options.reporters].flat() : ['default']), { onInit: takeOver }]
  const finished = await startVitest(filter, {
    ...options,
    reporters,
    watch: false,
    run: true,
  } as typeof options)
  const { passed, failed } = count(finished)
  const clean = process.exitCode === undefined || process.exitCode === 0
  await stopServers()
  console.log(`${passed} passed, ${failed} failed`)
  return clean && failed === 0 && passed > 0
}

async function serve(what: string, binDir?: string): Promise<string> {
  const started = performance.now()
  const server = await startTestPostgres(binDir)
  stops.push(server.stop)
  say(`${what} up in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return server.url
}

/** The oldest PostgreSQL we promise: used where it is installed, and installed where asked for or in CI. */
function has15(demanded: boolean): boolean {
  if (existsSync(join(bin15, 'postgres'))) return true
  if (!demanded && process.env.CI !== 'true') return false

  say('installing PostgreSQL 15 for the tests on the oldest promised version')
  if (debianInstall('postgresql-15')) return true
  if (demanded)
    throw new Error(`There is no PostgreSQL 15 in ${bin15}. On Debian 12: apt-get install postgresql-15.`)
  say('left out: tests on PostgreSQL 15, which cannot be installed here')
  return false
}

function count({ state }: Vitest): { passed: number; failed: number } {
  const total = { passed: 0, failed: 0 }
  for (const module of state.getTestModules()) {
    const results = [...module.children.allTests()].map((test) => test.result().state)
    const failed = results.filter((result) => result === 'failed').length
    total.passed += results.filter((result) => result === 'passed').length
    // A file that could not be loaded, or whose preparation failed, counts as one failure.
    total.failed += failed === 0 && module.state() === 'failed' ? 1 : failed
  }
  return total
}

async function stopServers(): Promise<void> {
  await Promise.all(stops.map((stop) => stop()))
}

/** Vitest ends the process a millisecond after a signal; the servers take longer to stop. */
function takeOver(started: Vitest): void {
  vitest = started
  answerSignals()
}

function answerSignals(): void {
  for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.removeAllListeners(signal)
    process.once(signal, () => void leave(code))
  }
}

async function leave(code: number): Promise<void> {
  void vitest?.cancelCurrentRun('keyboard-input')
  await stopServers()
  process.exit(code)
}

function say(line: string): void {
  console.log(line)
}
