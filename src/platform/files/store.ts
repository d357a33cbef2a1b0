import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '#platform/new-id.ts'

/** Where uploaded bytes lie, named by their SHA-256: the same file is kept once, and a name can never be a path. */
export type FileStore = {
  put(bytes: Uint8Array): Promise<string>
  get(sha256: string): Promise<Uint8Array>
}

/** A store in a folder of this machine. Bytes are on the disk before `put` answers. */
export function folderStore(folder: string): FileStore {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`not a SHA-256: ${sha256.slice(0, 80)}`)
    return join(folder, sha256.slice(0, 2), sha256)
  }
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
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
      await rename(draft, path)
      return sha256
    },
    get: (sha256) => readFile(pathOf(sha256)),
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
