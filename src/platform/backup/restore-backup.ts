import { pipeline } from 'node:stream/promises'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { migrate, readMigrations } from '#platform/db/migrate.ts'
import { type Connection, poolAddress } from '#platform/db/pool.ts'
import { ensureRoles, type RoleOptions } from '#platform/db/roles.ts'
import type { FileStore } from '#platform/files/store.ts'
import { sameEverywhere } from './catalogue.ts'
import { emptyTheSchema, refuseFullDatabase } from './empty-database.ts'
import { withoutGuards } from './guards.ts'
import { compareSums, openBackup } from './read-backup.ts'
import { RowSummer } from './row-sum.ts'
import type { End, Head, RowSum, TableFacts } from './schema.ts'
import type { BackupKey } from './sealed-file.ts'

export type Restored = { head: Head; end: End }

/**
 * Loads a backup into an empty database: into the tables of the version that made it, in one transaction, each read
 * back and compared before the commit; then brings the tables up to this version. `prepare` is told of the head before
 * anything is changed, and answers the roles' secret.
 */
export async function restoreBackup(
  owner: Connection,
  files: FileStore,
  from: { path: string; key: BackupKey; folder?: string | undefined },
  prepare: (head: Head) => RoleOptions,
  say: (line: string) => void,
): Promise<Restored> {
  const backup = await openBackup(from.path, from.key)
  try {
    const { head } = backup
    refuseOtherVersion(head, from.folder)
    await refuseFullDatabase(owner)
    const roles = prepare(head)
    await emptyTheSchema(owner)
    await ensureRoles(owner, roles)
    await migrate(owner, { folder: from.folder, only: new Set(head.migrations.map(({ name }) => name)) })
    const end = await load(owner, files, head, backup.readAll, say)
    const later = await migrate(owner, { folder: from.folder, onProgress: say })
    if (later.length > 0) say(`brought the tables up to this version (${later.length} steps)`)
    return { head, end }
  } finally {
    backup.close()
  }
}

function refuseOtherVersion(head: Head, folder: string | undefined): void {
  const known = new Map(readMigrations(folder).map(({ name, checksum }) => [name, checksum]))
  for (const { name, checksum } of head.migrations) {
    if (!known.has(name))
      throw new Error(
        `The backup was made by a newer version of Talgud (it has ${name}). Restore it with that version or a newer one.`,
      )
    if (known.get(name) !== checksum)
      throw new Error(
        `The backup was made by another build of Talgud: its step ${name} is not the one known here.`,
      )
  }
}

async function load(
  owner: Connection,
  files: FileStore,
  head: Head,
  readAll: Awaited<ReturnType<typeof openBackup>>['readAll'],
  say: (line: string) => void,
): Promise<End> {
  const client = new Client({ ...poolAddress(owner), application_name: 'talgud-restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(sameEverywhere)
    const tables = new Map(head.tables.map((table) => [table.name, table]))
    const end = await withoutGuards(client, [...tables.keys()], async () => {
      const end = await readAll({
        async table(name, rows) {
          const table = tables.get(name)
          if (!table) throw new Error(`The backup holds rows of ${name}, which its head does not name.`)
          await pipeline(rows, client.query(copyFrom(`COPY ${source(table)} FROM STDIN`)))
        },
        async file(sha256, bytes) {
          const kept = await files.putStream(bytes, Number.MAX_SAFE_INTEGER)
          if (kept?.sha256 !== sha256)
            throw new Error(`The file ${sha256} in the backup is not what its name says.`)
        },
      })
      say('loaded; reading everything back')
      const sums: Record<string, RowSum> = {}
      for (const table of head.tables) sums[table.name] = await sumOf(client, table)
      compareSums(end.tables, sums)
      return end
    })
    for (const { name, value } of head.sequences) {
      await client.query(`SELECT setval(${escapeLiteral(escapeIdentifier(name))}::regclass, $1)`, [value])
    }
    await client.query('COMMIT')
    return end
  } finally {
    // Hanging up rolls back what was not committed.
    await client.end()
  }
}

async function sumOf(client: Client, table: TableFacts): Promise<RowSum> {
  const summer = new RowSummer()
  const rows = client.query(copyTo(`COPY ${source(table)} TO STDOUT`))
  for await (const chunk of rows as AsyncIterable<Buffer>) summer.add(chunk)
  return summer.result()
}

function source({ name, columns }: TableFacts): string {
  return `${escapeIdentifier(name)} (${columns.map(escapeIdentifier).join(', ')})`
}
