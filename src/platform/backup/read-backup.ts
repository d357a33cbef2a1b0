import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream'
import { extract, type Header } from 'tar-stream'
import { collect } from '#platform/files/collect.ts'
import { RowSummer } from './row-sum.ts'
import { anyHead, type End, endShape, formatVersion, type Head, headShape, type RowSum } from './schema.ts'
import { type BackupKey, openSealed } from './sealed-file.ts'

/** What a reader does with the parts of a backup, in the order they come. Each must read its stream to the end. */
export type BackupReader = {
  table(name: string, rows: AsyncIterable<Buffer>): Promise<void>
  file(sha256: string, bytes: AsyncIterable<Buffer>): Promise<void>
}

export type OpenBackup = {
  head: Head
  /** Reads the rest; answers the closing figures. Fails where the file is not whole. */
  readAll(reader: BackupReader): Promise<End>
  close(): void
}

/** Opens a backup as far as its head. */
export async function openBackup(path: string, key: BackupKey): Promise<OpenBackup> {
  const opened = await openSealed(path, key)
  const tar = extract()
  let failure: Error | undefined
  // `tar` comes from another stream library, so it is told of an error upstream by hand.
  opened.once('error', (error) => {
    failure = error
    tar.destroy(error)
  })
  pipeline(opened, tar as unknown as NodeJS.WritableStream, () => {})
  const entries = tar[Symbol.asyncIterator]()
  const close = () => {
    opened.destroy()
    tar.destroy()
  }
  const next = async (): Promise<Entry | undefined> => {
    try {
      const { value, done } = await entries.next()
      return done ? undefined : value
    } catch (error) {
      throw failure ?? error
    }
  }
  try {
    const first = await next()
    if (first?.header.name !== 'head.json') throw new Error(`${path} is not a backup of Talgud.`)
    const head = readHead(await readJson(first))
    return { head, close, readAll: (reader) => readEntries(next, reader, path) }
  } catch (error) {
    close()
    throw error
  }
}

/** Reads a whole backup without keeping anything, and holds it against its own figures. */
export async function checkBackup(path: string, key: BackupKey): Promise<{ head: Head; end: End }> {
  const backup = await openBackup(path, key)
  const sums: Record<string, RowSum> = {}
  const end = await backup.readAll({
    async table(name, rows) {
      const summer = new RowSummer()
      for await (const chunk of rows) summer.add(chunk)
      sums[name] = summer.result()
    },
    async file(sha256, bytes) {
      const hash = createHash('sha256')
      for await (const chunk of bytes) hash.update(chunk)
      if (hash.digest('hex') !== sha256)
        throw new Error(`The file ${sha256} in ${path} is not what its name says.`)
    },
  })
  compareSums(end.tables, sums)
  return { head: backup.head, end }
}

/** Throws where what was stored is not what was found. */
export function compareSums(stored: Record<string, RowSum>, found: Record<string, RowSum>): void {
  const nothing = new RowSummer().result()
  for (const name of Object.keys(stored)) {
    const [want, have] = [stored[name] ?? nothing, found[name] ?? nothing]
    if (want.rows === have.rows && want.sum === have.sum) continue
    throw new Error(
      `The table ${name} is not what was backed up: ${have.rows} rows instead of ${want.rows}, or other words in them.`,
    )
  }
}

type Entry = AsyncIterable<unknown> & { header: Header }
type Next = () => Promise<Entry | undefined>

async function readEntries(next: Next, reader: BackupReader, path: string): Promise<End> {
  for (let entry = await next(); entry; ) {
    const [kind, name = ''] = entry.header.name.split('/')
    if (kind === 'end.json') {
      const end = endShape.parse(await readJson(entry))
      // Read on to the seal behind the last byte.
      if (await next()) throw new Error(`${path} goes on after its end.`)
      return end
    }
    if (kind === 'tables') {
      const parts = partsOf(entry, next)
      await reader.table(name, parts.rows())
      entry = parts.following()
    } else if (kind === 'files' && /^[0-9a-f]{64}$/.test(name)) {
      await reader.file(name, bytesOf(entry))
      entry = await next()
    } else throw new Error(`${path} holds something unknown: ${entry.header.name.slice(0, 80)}.`)
  }
  throw new Error(`${path} has no end: it was cut off while it was made.`)
}

/** The parts of one table as one stream, and the entry that comes after them. */
function partsOf(
  first: Entry,
  next: Next,
): { rows(): AsyncGenerator<Buffer>; following(): Entry | undefined } {
  const prefix = first.header.name.replace(/[^/]+$/, '')
  let entry: Entry | undefined = first
  return {
    async *rows() {
      while (entry?.header.name.startsWith(prefix)) {
        yield* bytesOf(entry)
        entry = await next()
      }
    },
    following: () => entry,
  }
}

async function* bytesOf(entry: Entry): AsyncGenerator<Buffer> {
  for await (const chunk of entry) yield Buffer.from(chunk as Uint8Array)
}

async function readJson(entry: Entry): Promise<unknown> {
  const bytes = await collect(entry, 64 * 1024 * 1024)
  if (!bytes) throw new Error('The list of contents of the backup is too long.')
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}

function readHead(value: unknown): Head {
  const { format } = anyHead.parse(value)
  if (format > formatVersion) {
    throw new Error(
      'The backup was made by a newer version of Talgud. Restore it with that version or a newer one.',
    )
  }
  return headShape.parse(value)
}
