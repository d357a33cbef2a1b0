import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Client, escapeIdentifier } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Pack, pack } from 'tar-stream'
import type { Config } from '#platform/config.ts'
import { openOwnerSight } from '#platform/db/owner-sight.ts'
import { type Connection, poolAddress } from '#platform/db/pool.ts'
import type { FileStore } from '#platform/files/store.ts'
import { readSequences, readTables, sameEverywhere } from './catalogue.ts'
import { RowSummer } from './row-sum.ts'
import { type End, formatVersion, type Head, type RowSum, type TableFacts } from './schema.ts'
import { type BackupKey, sealInto } from './sealed-file.ts'

export type Written = { bytes: number; end: End }

const partBytes = 1024 * 1024

/**
 * Backs the installation up into one sealed file while it runs: all tables as they stood at one moment, and every file
 * they name. The memory it takes does not grow with the database.
 */
export async function writeBackup(
  owner: Connection,
  files: FileStore,
  about: Pick<Config, 'mode' | 'secret'>,
  to: { path: string; key: BackupKey; now: Date },
): Promise<Written> {
  const client = new Client({ ...poolAddress(owner), application_name: 'talgud-backup' })
  // A server that goes away is met by the statement that waits for it.
  client.on('error', () => {})
  await client.connect()
  const tar = pack()
  tar.on('error', () => {})
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    await client.query(sameEverywhere)
    await openOwnerSight(client)
    const head = await readHead(client, about, to.now)
    const filled = fill(tar, client, files, head).catch((error: Error) => {
      tar.destroy(error)
      throw error
    })
    const sealed = sealInto(to.path, to.key, Readable.from(tar, { objectMode: false })).catch(
      (error: Error) => {
        tar.destroy(error)
        throw error
      },
    )
    const outcomes = await Promise.allSettled([filled, sealed])
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    return { bytes: await sealed, end: await filled }
  } finally {
    await client.end()
  }
}

async function readHead(client: Client, about: Pick<Config, 'mode' | 'secret'>, now: Date): Promise<Head> {
  const { rows: migrations } = await client.query<Head['migrations'][number]>(
    'SELECT name, checksum FROM schema_migration ORDER BY name',
  )
  const { rows: journals } = await client.query<{ clusterId: string; number: string; hash: string }>(
    'SELECT cluster_id AS "clusterId", number, hash FROM journal_head ORDER BY cluster_id',
  )
  const { rows: servers } = await client.query<{ server_version: string }>('SHOW server_version')
  return {
    format: formatVersion,
    madeAt: now.toISOString(),
    mode: about.mode,
    postgres: servers[0]?.server_version ?? '',
    migrations,
    tables: await readTables(client),
    sequences: await readSequences(client),
    journals: journals.map((journal) => ({ ...journal, number: Number(journal.number) })),
    secret: about.secret,
  }
}

/** Puts everything into the archive: head, tables, files, end. */
async function fill(tar: Pack, client: Client, files: FileStore, head: Head): Promise<End> {
  await addBytes(tar, 'head.json', jsonBytes(head))
  const tables: Record<string, RowSum> = {}
  for (const table of head.tables) tables[table.name] = await addTable(tar, client, table)

  const end: End = { tables, files: 0, fileBytes: 0, missingFiles: [] }
  const { rows } = await client.query<{ sha256: string }>(
    'SELECT sha256 FROM file UNION SELECT sha256 FROM mail_attachment ORDER BY sha256',
  )
  for (const { sha256 } of rows) {
    const kept = await files.open(sha256)
    if (!kept) {
      end.missingFiles.push(sha256)
      continue
    }
    const sink = entry(tar, `files/${sha256}`, kept.bytes)
    await pipeline(kept.stream, sink)
    end.files += 1
    end.fileBytes += kept.bytes
  }
  await addBytes(tar, 'end.json', jsonBytes(end))
  tar.finalize()
  return end
}

/** A table as COPY text, in parts of a megabyte: a tar wants to know each size beforehand. */
async function addTable(tar: Pack, client: Client, { name, columns }: TableFacts): Promise<RowSum> {
  const list = columns.map(escapeIdentifier).join(', ')
  const summer = new RowSummer()
  let waiting: Buffer[] = []
  let size = 0
  let part = 0
  const flush = async () => {
    part += 1
    await addBytes(tar, `tables/${name}/${String(part).padStart(6, '0')}.copy`, Buffer.concat(waiting, size))
    waiting = []
    size = 0
  }
  const copied = client.query(copyTo(`COPY ${escapeIdentifier(name)} (${list}) TO STDOUT`))
  for await (const chunk of copied as AsyncIterable<Buffer>) {
    summer.add(chunk)
    waiting.push(Buffer.from(chunk))
    size += chunk.length
    if (size >= partBytes) await flush()
  }
  if (size > 0) await flush()
  return summer.result()
}

async function addBytes(tar: Pack, name: string, bytes: Buffer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const sink = tar.entry({ name, size: bytes.length, mode: 0o600 }, (error) =>
    error ? reject(error) : resolve(),
  )
  sink.end(bytes)
  await promise
}

// streamx's streams serve where Node's own are wanted; only their types differ.
function entry(tar: Pack, name: string, size: number): Writable {
  return tar.entry({ name, size, mode: 0o600 }) as unknown as Writable
}

function jsonBytes(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
}
