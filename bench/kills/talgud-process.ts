import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseProcesses, killAtOnce, processorSecondsOf } from './processes.ts'

export type TalgudProcess = {
  address: string
  dataDir: string
  start(): void
  /** Of the app's own process, all threads, so far; undefined where the system does not say. */
  processorSeconds(): number | undefined
  /** Set while it ran and ended without having been asked or killed. */
  endedByItself(): string | undefined
  killApp(): Promise<void>
  killDatabase(): number
  /** SIGTERM; false when it had to be killed after a minute. */
  stop(): Promise<boolean>
  said(): string
}

const root = resolve(import.meta.dirname, '../..')

/** Talgud as an operator starts it, in a process and on a data folder of its own. */
export async function talgudIn(dataDir: string): Promise<TalgudProcess> {
  const port = await freePort()
  const log = join(dataDir, 'said.log')
  let child: ChildProcess | undefined
  let isWanted = false
  let fault: string | undefined

  const gone = async (patience: number) => {
    const end = Date.now() + patience
    while (child && child.exitCode === null && child.signalCode === null && Date.now() < end) await sleep(10)
    return !child || child.exitCode !== null || child.signalCode !== null
  }

  return {
    address: `http://127.0.0.1:${port}`,
    dataDir,
    start() {
      const out = openSync(log, 'a')
      fault = undefined
      isWanted = true
      const started = spawn(process.execPath, [join(root, 'tools/start.ts')], {
        cwd: root,
        env: { ...ownEnvironment(), TALGUD_DATA: dataDir, PORT: String(port), LOG_LEVEL: 'warn' },
        stdio: ['ignore', out, out],
      })
      closeSync(out)
      child = started
      started.on('exit', (code, signal) => {
        if (isWanted && child === started) fault = `it ended by itself (${signal ?? `code ${code}`})`
      })
    },
    processorSeconds: () => (child?.pid ? processorSecondsOf(child.pid) : undefined),
    endedByItself: () => fault,
    async killApp() {
      isWanted = false
      if (child?.pid && child.exitCode === null) killAtOnce(child.pid)
      await gone(10_000)
    },
    killDatabase() {
      const all = databaseProcesses(dataDir)
      for (const pid of all) killAtOnce(pid)
      return all.length
    },
    async stop() {
      isWanted = false
      child?.kill('SIGTERM')
      if (await gone(60_000)) return child?.exitCode === 0
      child?.kill('SIGKILL')
      return false
    },
    said: () => readFileSync(log, 'utf8'),
  }
}

/** Nothing of the caller's own settings may lead the child to another database. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TALGUD_|DATABASE_|SMTP_|NODE_OPTIONS)/.test(name)),
  )
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}
