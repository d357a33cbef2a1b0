import { join } from 'node:path'
import { Client, escapeIdentifier } from 'pg'
import type { Config } from '#platform/config.ts'
import { runningServer } from '#platform/db/attach.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { prepareDatabase } from '#platform/db/migrate.ts'
import { type Connection, poolAddress, serverPatience } from '#platform/db/pool.ts'
import { prepareQueues } from '#platform/jobs/queue.ts'
import { refuseOtherMode, rememberMode } from './mode.ts'
import { queues } from './subscriptions.ts'

export type OpenDatabase = {
  owner: Connection
  app: Connection
  /** True when this process brought the server itself. */
  isEmbedded: boolean
  stop(): Promise<void>
}

/** Brings the database: the operator's (`DATABASE_URL`) or our own; up to date, with roles and job queues. */
export async function openDatabase(config: Config, say: (line: string) => void): Promise<OpenDatabase> {
  return prepare(
    config,
    config.databaseUrl ? givenServer(config.databaseUrl) : await ownServer(config, say),
    say,
  )
}

/** For a command beside a running Talgud: the server that one keeps, or else as `openDatabase`. */
export async function joinDatabase(config: Config, say: (line: string) => void): Promise<OpenDatabase> {
  const running = config.databaseUrl ? undefined : runningServer(folderOf(config), superuser, database)
  if (!running) return openDatabase(config, say)
  return prepare(config, { owner: running, isEmbedded: true, stop: async () => {} }, say)
}

type Server = Omit<OpenDatabase, 'app'>

/** The bare server, as it is: nothing is made or brought up to date. */
export async function joinServer(config: Config, say: (line: string) => void): Promise<Server> {
  if (config.databaseUrl) return givenServer(config.databaseUrl)
  const running = runningServer(folderOf(config), superuser, database)
  return running ? { owner: running, isEmbedded: true, stop: async () => {} } : ownServer(config, say)
}

async function prepare(config: Config, server: Server, say: (line: string) => void): Promise<OpenDatabase> {
  try {
    await refuseOtherMode(config, server.owner)
    if (config.mode === 'production') await refuseUnsafeServer(server.owner)
    const app = await prepareDatabase(server.owner, {
      secret: config.secret,
      appUrl: config.databaseAppUrl,
      onProgress: say,
    })
    // A login can have settings of its own, so the app's connection is asked too.
    if (config.mode === 'production') await refuseUnsafeServer(app)
    await rememberMode(config, server.owner)
    if (config.databasePoolUrl) await giveLoginPatience(server.owner, app)
    await prepareQueues(poolAddress(server.owner), queues)
    return { ...server, app }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Behind a pooler a connection cannot bring its own time-outs: the login has them. */
export async function giveLoginPatience(owner: Connection, app: Connection): Promise<void> {
  const login = escapeIdentifier(new Client(poolAddress(app)).user ?? '')
  const client = new Client(poolAddress(owner))
  await client.connect()
  try {
    for (const [name, milliseconds] of Object.entries(serverPatience)) {
      await client.query(`ALTER ROLE ${login} SET ${name} = ${milliseconds}`)
    }
  } finally {
    await client.end()
  }
}

function givenServer(url: string): Server {
  return { owner: { url }, isEmbedded: false, stop: async () => {} }
}

const superuser = 'talgud_owner'
const database = 'talgud'

function folderOf(config: Config): string {
  return join(config.dataDir, 'postgres')
}

async function ownServer(config: Config, say: (line: string) => void): Promise<Server> {
  const embedded = await startEmbedded({
    dataDir: folderOf(config),
    superuser,
    database,
    binDir: config.pgBin,
    onProgress: say,
  })
  return { owner: embedded.connection, isEmbedded: true, stop: embedded.stop }
}

/** Acknowledged means on the disk: a production start refuses a server that was told otherwise. */
export async function refuseUnsafeServer(connection: Connection): Promise<void> {
  const client = new Client(poolAddress(connection))
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'",
    )
    if (rows[0]) {
      throw new Error(
        `The database runs with ${rows[0].name}=off, so a power cut would lose what was acknowledged. Switch it on to start in production.`,
      )
    }
  } finally {
    await client.end()
  }
}
