import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { extract } from 'tar-stream'

/** One file out of an archive: its path inside, and its bytes. */
export interface ArchivedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Folder of the shared notices, or undefined where this checkout has none beside it. */
export function noticesFolder(): string | undefined {
  const folder = join(import.meta.dirname, '..', '..', 'shared', 'data', 'notices')
  return existsSync(folder) ? folder : undefined
}

/** Every XML file of one archive of the shared notices, by path. */
export async function readArchive(folder: string, name: string): Promise<ArchivedFile[]> {
  const files: ArchivedFile[] = []
  const entries = extract()
  entries.end(gunzipSync(readFileSync(join(folder, name))))
  for await (const entry of entries) {
    const chunks: Uint8Array[] = []
    for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk)
    if (entry.header.name.endsWith('.xml'))
      files.push({ path: entry.header.name, bytes: Buffer.concat(chunks) })
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The rows of a gzipped file of one JSON value a line. */
export function readRows<Row>(folder: string, name: string): Row[] {
  const lines = gunzipSync(readFileSync(join(folder, name)))
    .toString('utf8')
    .split('\n')
  return lines.filter((line) => line !== '').map((line): Row => JSON.parse(line))
}
