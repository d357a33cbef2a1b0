import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Config } from '#platform/config.ts'
import { openOwnerSight } from '#platform/db/owner-sight.ts'
import { type Connection, poolAddress } from '#platform/db/pool.ts'

type Mode = Config['mode']

/**
 * A database and a data folder remember what they were first started as: a demo's invented people never meet real
 * ones, and a copy for trying things out is never taken for the real place. Asked before anything is touched.
 */
export async function refuseOtherMode(config: Config, owner: Connection): Promise<void> {
  const kept = { database: await modeOfDatabase(owner), 'data folder': modeOfFolder(config.dataDir) }
  for (const [what, mode] of Object.entries(kept)) {
    if (mode === undefined || mode === config.mode) continue
    throw new Error(
      `This ${what} belongs to ${theOne(mode)}, but TALGUD_MODE says ${config.mode}. Start it with TALGUD_MODE=${mode}, ` +
        `or give ${theOne(config.mode)} a TALGUD_DATA folder and a database of its own. ` +
        `To change what it is on purpose: npx talgud mode ${config.mode}.`,
    )
  }
}

/** Lets database and data folder remember the mode, where they do not yet. */
export async function rememberMode(config: Config, owner: Connection): Promise<void> {
  await asOwner(owner, (client) =>
    client.query('UPDATE installation SET mode = $1 WHERE mode IS NULL', [config.mode]),
  )
  if (modeOfFolder(config.dataDir) === undefined) rememberInFolder(config.dataDir, config.mode)
}

/** Changes what an installation is. A demo stays one: everybody knows its people's password. */
export async function changeMode(config: Config, owner: Connection, mode: Mode): Promise<void> {
  await asOwner(owner, async (client) => {
    await openOwnerSight(client)
    const { rowCount } = await client.query('SELECT FROM cluster WHERE is_demo LIMIT 1')
    if (rowCount !== 0 && mode !== 'demo')
      throw new Error(
        'This is a demo with invented people whose password everybody knows. Begin with an empty database.',
      )
    await client.query('UPDATE installation SET mode = $1', [mode])
  })
  rememberInFolder(config.dataDir, mode)
}

/** The mode a database remembers; undefined for one that was never started, or not since it can remember. */
async function modeOfDatabase(owner: Connection): Promise<Mode | undefined> {
  return asOwner(owner, async (client) => {
    const { rows: tables } = await client.query<{ known: boolean }>(
      "SELECT to_regclass('installation') IS NOT NULL AS known",
    )
    if (!tables[0]?.known) return undefined
    const { rows } = await client.query<{ mode: Mode | null }>('SELECT mode FROM installation')
    return rows[0]?.mode ?? undefined
  })
}

export function rememberInFolder(dataDir: string, mode: Mode): void {
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(fileIn(dataDir), `${mode}\n`)
}

/** The mode a data folder remembers. */
export function modeOfFolder(dataDir: string): Mode | undefined {
  const file = fileIn(dataDir)
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8').trim()
  return (['demo', 'staging', 'production'] as const).find((mode) => mode === text)
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'mode')
}

function theOne(mode: Mode): string {
  return mode === 'demo' ? 'a demo' : mode
}

async function asOwner<T>(owner: Connection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(poolAddress(owner))
  await client.connect()
  try {
    await client.query('BEGIN')
    const answer = await work(client)
    await client.query('COMMIT')
    return answer
  } finally {
    await client.end()
  }
}
