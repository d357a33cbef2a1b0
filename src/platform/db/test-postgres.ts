import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Embedded, startEmbedded } from './embedded.ts'

/** A server for tests: fast, forgetful, and one of its own for every test run on the machine. */
export async function startTestPostgres(
  binDir?: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const started = await startFree(
    join(testCache(), binDir ? `postgres-${versionName(binDir)}` : 'postgres'),
    binDir,
  )
  return { url: urlOf(started), stop: started.stop }
}

/** Each run keeps its folder between runs; a second run at the same time takes the next. */
async function startFree(folder: string, binDir: string | undefined): Promise<Embedded> {
  for (let number = 1; number < 20; number++) {
    forgetIfGone(`${folder}-${number}`)
    try {
      return await startEmbedded({
        dataDir: `${folder}-${number}`,
        superuser: 'talgud_test',
        binDir,
        settings: fastAndForgetful,
      })
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('Talgud already runs on'))) throw error
    }
  }
  throw new Error(`Nineteen test runs hold ${folder}-1 to -19 already.`)
}

/** The operator's data must never be started empty behind a dead link; these may. */
function forgetIfGone(folder: string): void {
  const isLink = lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()
  if (isLink && !existsSync(folder)) rmSync(folder)
}

function testCache(): string {
  const cache = resolve(import.meta.dirname, '../../../.cache/test')
  mkdirSync(cache, { recursive: true })
  return cache
}

function versionName(binDir: string): string {
  if (!existsSync(join(binDir, 'postgres'))) throw new Error(`There is no postgres in ${binDir}.`)
  const said = spawnSync(join(binDir, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout
  return /(\d+)/.exec(said)?.[1] ?? 'other'
}

function urlOf({ connection: { host, port, user, password, database } }: Embedded): string {
  return `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

const fastAndForgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '200',
}
