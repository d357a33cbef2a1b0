// What is left when Talgud is killed in the middle of its work: eight writers, and again and again `kill -9` for the
// app, for every process of its database, or for both. Whatever was acknowledged must be there once, and only once.
//   npm run bench kills -- --kills 50 --seed 7 --minutes 15
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Pool } from 'pg'
import { runningServer } from '#platform/db/attach.ts'
import { demoPassword } from '#platform/identity/demo.ts'
import { chanceFrom } from './kills/chance.ts'
import { check, checkFinishedImports, type Found, unfinishedImports } from './kills/checks.ts'
import { type Client, clientOf, signIn, waits } from './kills/client.ts'
import { emptyLedger, note } from './kills/ledger.ts'
import { databaseProcesses, killAtOnce } from './kills/processes.ts'
import { type TalgudProcess, talgudIn } from './kills/talgud-process.ts'
import { creator, editor, importer, type Real, type Writer } from './kills/writers.ts'
import { noticesFolder, readArchive } from './notice-archives.ts'

const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '15' },
  },
})
const victims = ['app', 'database', 'both'] as const
type Victim = (typeof victims)[number]

const auditor = 'ingrid.kontrollmae@auditiburoo.example'
const chance = chanceFrom(Number(options.seed))
const dataDir = mkdtempSync(join(tmpdir(), 'talgud-kills-'))
const talgud = await talgudIn(dataDir)
const ledger = emptyLedger()
const lost = new Set<string>()
const doubled = new Set<string>()
const readyAgain: Record<Victim, number[]> = { app: [], database: [], both: [] }
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void talgud.killApp().then(() => {
      cleanUp()
      process.exit(130)
    })
  })
}
try {
  process.exitCode = (await run()) ? 0 : 1
} finally {
  await talgud.stop()
  cleanUp()
}

async function run(): Promise<boolean> {
  console.log(`${options.kills} kills, seed ${options.seed}`)
  talgud.start()
  await ready(talgud, clientOf(talgud.address, ''), '/api/session/options', 180_000)
  const watcher = await signIn(talgud.address, auditor, demoPassword)
  const { clusterId } = await readPlace(watcher)
  let isOver = false
  const writing = (await hireWriters()).map((write) =>
    write(() => isOver).catch((error: unknown) => note(ledger, `a writer gave up: ${messageOf(error)}`)),
  )

  const end = Date.now() + Number(options.minutes) * 60_000
  const isLate = () => Date.now() > end
  let kills = 0
  for (; kills < Number(options.kills) && !isLate(); kills += 1) {
    await sleep(500 + chance() * 4_000)
    await someWork(isLate)
    const victim = victims[Math.floor(chance() * victims.length)] ?? 'app'
    readyAgain[victim].push(await killAndWait(victim, watcher))
    learn(await withOwner((owner) => check(owner, clusterId, ledger)), `after kill ${kills + 1} (${victim})`)
  }
  isOver = true
  await Promise.all(writing)

  const drained = await drain()
  const last = await withOwner((owner) => check(owner, clusterId, ledger))
  learn(last, 'at the end')
  learn(await withOwner((owner) => checkFinishedImports(owner, ledger)), 'at the end')
  if (!(await talgud.stop())) note(ledger, 'it did not stop cleanly when asked to')
  report(kills, last.entries, drained)
  return lost.size === 0 && doubled.size === 0 && ledger.faults.length === 0
}

async function hireWriters(): Promise<Writer[]> {
  const options = await clientOf(talgud.address, '').insist('GET', '/api/session/options')
  const { demoAccounts } = options.body as { demoAccounts: { email: string; role: string; label: string }[] }
  // The demo's peers are clusters of their own.
  const isHome = (one: { role: string; label: string }) =>
    one.role === 'company-admin' || one.label.startsWith('Põhjatuli')
  const emails = (role: string) =>
    demoAccounts.filter((one) => one.role === role && isHome(one)).map((one) => one.email)
  const enter = (email: string | undefined) => signIn(talgud.address, email ?? '', demoPassword)
  const manager = await enter(emails('cluster-manager')[0])
  const staff = await Promise.all(emails('cluster-staff').slice(0, 2).map(enter))
  const admins = await Promise.all(emails('company-admin').slice(0, 3).map(enter))
  const homes = await Promise.all(admins.map(async (admin) => (await readPlace(admin)).companyId ?? ''))
  const writers = [
    ...staff.map((client, index) => creator(client, ledger, `writer ${index}`)),
    creator(manager, ledger, 'writer 2'),
    ...admins
      .slice(0, 2)
      .map((admin, index) =>
        editor(admin, ledger, homes[index] ?? '', `writer ${3 + index}`, `writer ${3 + index}`),
      ),
    importer(manager, ledger, await realArchive()),
  ]
  const [rival] = admins.slice(2)
  const home = homes[2]
  if (!rival || !staff[0] || !home) throw new Error('The demo has too few accounts for eight writers.')
  // Two people who change the same product, each under the other's hands.
  const shared = 'writer 6 and 7'
  return [
    ...writers,
    editor(rival, ledger, home, 'writer 6', shared),
    editor(staff[0], ledger, home, 'writer 7', shared),
  ]
}

async function realArchive(): Promise<Real | undefined> {
  const folder = noticesFolder()
  const name = 'eforms-xml-published-2022-2024.tar.gz'
  if (!folder || !existsSync(join(folder, name))) {
    console.log('skipped: no shared data, so only invented notices are imported')
    return undefined
  }
  return { name, bytes: readFileSync(join(folder, name)), files: (await readArchive(folder, name)).length }
}

async function readPlace(client: Client): Promise<{ clusterId: string; companyId: string | null }> {
  const { body } = await client.insist('GET', '/api/session')
  const { hat } = body as { hat: { clusterId: string; companyId: string | null } }
  return hat
}

/** A slow machine gets time to write something before the next kill. */
async function someWork(isLate: () => boolean): Promise<void> {
  const before = acknowledged()
  for (let patience = 150; patience > 0 && acknowledged() < before + 20 && !isLate(); patience -= 1)
    await sleep(100)
}

/** Kills, starts again what does not start by itself, and waits for the first answer. In milliseconds. */
async function killAndWait(victim: Victim, watcher: Client): Promise<number> {
  const began = performance.now()
  if (victim !== 'database') await talgud.killApp()
  if (victim !== 'app' && talgud.killDatabase() === 0) note(ledger, 'there was no database process to kill')
  if (victim !== 'database') talgud.start()
  await ready(talgud, watcher, '/api/session', 120_000)
  return performance.now() - began
}

async function ready(talgud: TalgudProcess, client: Client, path: string, patience: number): Promise<void> {
  const end = Date.now() + patience
  for (; Date.now() < end; await sleep(60)) {
    const sent = await client.send('GET', path)
    if (!('cut' in sent) && sent.status === 200) return

    const fault = talgud.endedByItself()
    if (fault !== undefined) {
      note(ledger, fault)
      talgud.start()
    }
  }
  throw new Error(`It was not ready within ${patience / 1_000} s. It said:\n${talgud.said().slice(-3_000)}`)
}

/** Acknowledged imports end by themselves. In seconds. */
async function drain(): Promise<number> {
  const began = performance.now()
  const patience = 20 * 60_000
  while ((await withOwner(unfinishedImports)) > 0) {
    if (performance.now() - began > patience) {
      note(ledger, `imports were still unfinished after ${patience / 60_000} minutes`)
      break
    }
    await sleep(1_000)
  }
  return (performance.now() - began) / 1_000
}

/** A short-lived connection past the app; the database may go at any moment. */
async function withOwner<T>(work: (owner: Pool) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const server = runningServer(join(dataDir, 'postgres'), 'talgud_owner', 'talgud')
    const owner = new Pool({
      ...server,
      max: 1,
      connectionTimeoutMillis: 10_000,
      // Every statement of a check sees the same moment, while the writers go on.
      options: '-c default_transaction_isolation=repeatable\\ read',
    })
    owner.on('error', () => {})
    try {
      return await work(owner)
    } catch (error) {
      if (tries > 20) throw error
      await sleep(500)
    } finally {
      await owner.end()
    }
  }
}

function learn(found: Found, when: string): void {
  const news = [
    ...found.lost.filter((one) => !lost.has(one)).map((one) => `lost: ${one}`),
    ...found.doubled.filter((one) => !doubled.has(one)).map((one) => `doubled: ${one}`),
    ...found.faults.filter((one) => !ledger.faults.includes(one)),
  ]
  for (const one of found.lost) lost.add(one)
  for (const one of found.doubled) doubled.add(one)
  for (const one of found.faults) note(ledger, one)
  console.log(
    `${when}: ${acknowledged()} acknowledged, ${news.length === 0 ? 'all there' : news.slice(0, 5).join('; ')}`,
  )
}

function acknowledged(): number {
  const edits = [...ledger.edited.values()].reduce((sum, versions) => sum + versions.size, 0)
  return ledger.created.size + edits + ledger.imported.size
}

function report(kills: number, entries: number, drained: number): void {
  const edits = [...ledger.edited.values()].reduce((sum, versions) => sum + versions.size, 0)
  const notices = [...ledger.imported.values()].reduce((sum, one) => sum + one.files, 0)
  console.log(`
  kills                          ${kills} (${victims.map((one) => `${one} ${readyAgain[one].length}`).join(', ')})
  acknowledged                   ${acknowledged()} (${ledger.created.size} creates, ${edits} edits, ${ledger.imported.size} imports of ${notices} notices)
  lost                           ${lost.size} (goal 0)
  doubled                        ${doubled.size} (goal 0)
  stored but unacknowledged      ${ledger.storedUnacknowledged}
  journal entries verified       ${entries}
  imports finished by themselves ${drained.toFixed(0)} s after the last kill
  requests cut off               ${waits.cut}, answered 5xx ${waits.refused}, over 10 s ${waits.overTenSeconds} (longest ${(waits.longestMs / 1_000).toFixed(1)} s)
  first answer after a kill      ${victims.map((one) => `${one} ${middle(readyAgain[one])}`).join('; ')}
  faults                         ${ledger.faults.length === 0 ? 'none' : ''}`)
  for (const one of [...lost, ...doubled, ...ledger.faults].slice(0, 30)) console.log(`    ${one}`)
}

function middle(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const seconds = (ms: number | undefined) => ((ms ?? 0) / 1_000).toFixed(1)
  return sorted.length === 0
    ? 'none'
    : `median ${seconds(sorted[Math.floor(sorted.length / 2)])} s, max ${seconds(sorted.at(-1))} s`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function cleanUp(): void {
  if (existsSync(join(dataDir, 'postgres'))) for (const pid of databaseProcesses(dataDir)) killAtOnce(pid)
  rmSync(dataDir, { recursive: true, force: true })
}
