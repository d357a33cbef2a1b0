import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'

/**
 * What seals and opens a backup, as text: a passphrase, a secret key (`AGE-SECRET-KEY-…`), or a public key (`age1…`),
 * which can seal only. The form is age's (age-encryption.org/v1) around zstd around tar, so that
 * `age -d FILE | zstd -d | tar x` opens it without Talgud.
 */
export type BackupKey = string

const shortest = 12

/** Says no to a key that protects nothing. */
export function checkKey(key: BackupKey): void {
  if (isSecretKey(key) || isPublicKey(key) || key.length >= shortest) return
  throw new Error(
    `The passphrase is too short: a backup needs at least ${shortest} characters, better four random words.`,
  )
}

/** Seals `content` into the file `path`, which must not be there yet and appears whole or not at all. */
export async function sealInto(path: string, key: BackupKey, content: Readable): Promise<number> {
  checkKey(key)
  if (await stat(path).catch(() => undefined))
    throw new Error(`There is a file ${path} already. Give the backup another name.`)
  const encrypter = new Encrypter()
  if (isPublicKey(key)) encrypter.addRecipient(key)
  else if (isSecretKey(key)) encrypter.addRecipient(await identityToRecipient(key))
  else encrypter.setPassphrase(key)

  const draft = `${path}.part`
  const packed = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 6 } })
  try {
    const packing = pipeline(content, packed)
    // Its failure is met below, at the end of the sealed stream; unheard it would end the process.
    packing.catch(() => {})
    const sealed = await encrypter.encrypt(Readable.toWeb(packed) as ReadableStream<Uint8Array>)
    await pipeline(
      Readable.fromWeb(sealed as WebStream),
      createWriteStream(draft, { flags: 'w', mode: 0o600, flush: true }),
    )
    await packing
    await rename(draft, path)
    await syncFolder(dirname(path))
    return (await stat(path)).size
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Opens a sealed file; its stream fails where a byte was changed, moved or cut off. */
export async function openSealed(path: string, key: BackupKey): Promise<Readable> {
  if (isPublicKey(key))
    throw new Error('This key can only seal backups. To open one, give the secret key (AGE-SECRET-KEY-…).')
  if (!(await stat(path).catch(() => undefined))?.isFile()) throw new Error(`There is no file ${path}.`)
  const decrypter = new Decrypter()
  if (isSecretKey(key)) decrypter.addIdentity(key)
  else decrypter.addPassphrase(key)

  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 })
  try {
    const opened = await decrypter.decrypt(Readable.toWeb(bytes) as ReadableStream<Uint8Array>)
    const unpacked = createZstdDecompress()
    pipeline(Readable.fromWeb(opened as WebStream), unpacked).catch(() => {})
    return Readable.from(explained(path, unpacked), { objectMode: false })
  } catch (error) {
    bytes.destroy()
    throw asRefusal(path, error)
  }
}

async function* explained(path: string, bytes: Readable): AsyncGenerator<Buffer> {
  try {
    yield* bytes
  } catch (error) {
    throw new Error(`${path} is damaged: it was changed or cut off after it was made.`, { cause: error })
  }
}

function asRefusal(path: string, error: unknown): Error {
  const why = error instanceof Error ? error.message : String(error)
  if (/no identity matched/.test(why))
    return new Error(`The key does not open ${path}: it was sealed with another passphrase or key.`)
  return new Error(`${path} is not a backup of Talgud, or its beginning is damaged.`, { cause: error })
}

function isSecretKey(key: BackupKey): boolean {
  return key.startsWith('AGE-SECRET-KEY-')
}

function isPublicKey(key: BackupKey): boolean {
  return /^age1[a-z0-9]{50,}$/.test(key)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
