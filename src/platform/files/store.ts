import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '#platform/new-id.ts'

/** Where uploaded bytes lie, named by their SHA-256: the same file is kept once, and a name can never be a path. */
export type FileStore = {
  put(bytes: Uint8Array): Promise<string>
  /** Keeps a stream without holding it in memory; undefined, and nothing kept, when it is longer than `most` bytes. */
  putStream(
    stream: AsyncIterable<Uint8Array>,
    most: number,
  ): Promise<{ sha256: string; bytes: number } | undefined>
  get(sha256: string): Promise<Uint8Array>
  /** The bytes as a stream, and how many there are; undefined when the store does not have them. */
  open(sha256: string): Promise<{ bytes: number; stream: Readable } | undefined>
  /** Where on this machine the bytes can be read, piece by piece. */
  pathOf(sha256: string): string
}

/** A store in a folder of this machine. Bytes are on the disk before `put` answers. */
export function folderStore(folder: string): FileStore {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`not a SHA-256: ${sha256.slice(0, 80)}`)
    return join(folder, sha256.slice(0, 2), sha256)
  }
  return {
    async put(bytes) {
      const sha256 = sha256Of(bytes)
      const path = pathOf(sha256)
      if (await exists(path)) return sha256

      await mkdir(dirname(path), { recursive: true })
      const draft = `${path}.${newId()}`
      const handle = await open(draft, 'wx', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await settle(draft, path)
      return sha256
    },
    async putStream(stream, most) {
      const folderOfDrafts = join(folder, 'incoming')
      await mkdir(folderOfDrafts, { recursive: true })
      const draft = join(folderOfDrafts, newId())
      try {
        const kept = await writeDraft(draft, stream, most)
        if (kept === undefined) return undefined
        const path = pathOf(kept.sha256)
        await mkdir(dirname(path), { recursive: true })
        await settle(draft, path)
        return kept
      } finally {
        await rm(draft, { force: true })
      }
    },
    get: (sha256) => readFile(pathOf(sha256)),
    async open(sha256) {
      const path = pathOf(sha256)
      const found = await stat(path).catch(() => undefined)
      return found && { bytes: found.size, stream: createReadStream(path) }
    },
    pathOf,
  }
}

/** Gives the written bytes their name for good: a name outlives a power cut only once its folders are synced too. */
async function settle(draft: string, path: string): Promise<void> {
  await rename(draft, path)
  for (const folder of [dirname(path), dirname(dirname(path))]) {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

/** The name bytes are kept under. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Writes the stream to the disk until it ends or grows over `most` bytes. */
async function writeDraft(
  draft: string,
  stream: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ sha256: string; bytes: number } | undefined> {
  const hash = createHash('sha256')
  const handle = await open(draft, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const part of stream) {
      bytes += part.byteLength
      if (bytes > most) return undefined
      hash.update(part)
      await handle.writeFile(part)
    }
    await handle.sync()
    return { sha256: hash.digest('hex'), bytes }
  } finally {
    await handle.close()
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
