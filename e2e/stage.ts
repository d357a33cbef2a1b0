import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { type Config, readConfig } from '#platform/config.ts'
import { poolAddress } from '#platform/db/pool.ts'
import { filledTestDatabase, type TestDatabase } from '#platform/db/test-database.ts'
import { prepareQueues } from '#platform/jobs/queue.ts'
import { startTalgud } from '#server/main.ts'
import type { OpenDatabase } from '#server/open-database.ts'
import { seedInstallation } from '#server/seed.ts'
import { queues } from '#server/subscriptions.ts'
import { loadDemoCluster } from '../tools/demo/load.ts'
import { Visitor } from './visitor.ts'

export type Stage = {
  /** Where this Talgud answers, without a trailing slash. */
  url: string
  /** The database as its owner, for what no page can bring about. */
  owner: Pool
  browser: Browser
  /** Somebody with a browser of their own; it closes, and must have been quiet, when the test ends. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>
  /** As `visitor`, but for all tests of the file. */
  regular(options?: BrowserContextOptions): Promise<Visitor>
}

/** One real Talgud for the calling file: database, server, the invented cluster, a browser. Call it at the top. */
export function openStage(): Stage {
  const closings: (() => Promise<unknown>)[] = []
  let passing: Visitor[] = []
  const regulars: Visitor[] = []
  const stage = {
    async visitor(options) {
      const visitor = await Visitor.arrive(stage, options)
      passing.push(visitor)
      return visitor
    },
    async regular(options) {
      const visitor = await Visitor.arrive(stage, options)
      regulars.push(visitor)
      return visitor
    },
  } as Stage

  vi.setConfig({ testTimeout: 180_000 })
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'talgud-e2e-'))
    closings.push(async () => rmSync(folder, { recursive: true, force: true }))
    // The address goes into mails, so the port is chosen before the server starts.
    const port = await freePort()
    const config = readConfig({ TALGUD_DATA: folder, LOG_LEVEL: 'silent', PORT: String(port) })
    const database = await filledTestDatabase('demo', (empty) => fillWithDemo(config, empty))
    const owner = new Pool({ ...poolAddress(database.owner), max: 2 })
    closings.push(() => owner.end())
    // Some of the demo speak Estonian first; the journeys read English, and one of them changes the language itself.
    await owner.query("UPDATE account SET language = 'en'")
    const running = await startTalgud(config, asGiven(database))
    closings.push(() => running.stop())
    const browser = await openBrowser()
    closings.push(() => browser.close())
    Object.assign(stage, { url: config.publicUrl, owner, browser })
  })

  afterEach(async ({ task }) => {
    const present = [...passing, ...regulars]
    passing = []
    if (task.result?.state === 'fail')
      await Promise.all(present.map((visitor) => visitor.shoot(`failed ${task.name}`)))
    const complaints = present.flatMap((visitor) => visitor.takeComplaints())
    await Promise.all(present.filter((one) => !regulars.includes(one)).map((visitor) => visitor.leave()))
    expect(complaints, 'what the browser complained about').toEqual([])
  })

  afterAll(async () => {
    for (const close of closings.reverse()) await close()
  })

  return stage
}

async function fillWithDemo(config: Config, database: TestDatabase): Promise<void> {
  await prepareQueues(poolAddress(database.owner), queues)
  await seedInstallation(database.owner, () => {})
  await loadDemoCluster(config, asGiven(database), () => {})
}

function asGiven(database: TestDatabase): OpenDatabase {
  return { ...database, isEmbedded: false, stop: async () => {} }
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: chromiumFlags,
  })
}

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (typeof address !== 'object' || address === null) throw new Error('No port is free.')
  return address.port
}
