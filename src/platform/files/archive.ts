import { constants, gunzipSync } from 'node:zlib'
import { collect } from './collect.ts'
import { safeEntryName } from './entry-name.ts'
import { gunzipUpload } from './gzip.ts'
import { type UploadLimits, uploadLimits } from './limits.ts'
import { damaged, entryTooLarge, truncated } from './refusals.ts'
import { isTar, SNIFF_BYTES, sniff } from './sniff.ts'
import { readTar } from './tar.ts'
import {
  type FileRefusal,
  OverLimit,
  partOf,
  streamUpload,
  type Upload,
  type UploadEntry,
  uploadSize,
} from './upload.ts'
import { type PackedFile, readZip } from './zip.ts'

/**
 * Reads an upload file by file: a single file, a zip, a tar, a tar.gz or a gzipped file.
 * Never throws for what the upload holds: each file, or the whole archive, that cannot be taken
 * comes out as `refused`. At most one unpacked file is held in memory at a time.
 */
export async function* readUpload(
  upload: Upload,
  limits: UploadLimits = uploadLimits,
): AsyncGenerator<UploadEntry> {
  const size = await uploadSize(upload)
  if (size > limits.packedBytes) {
    const most = Math.round(limits.packedBytes / (1024 * 1024))
    const refused: FileRefusal = { code: 'files/too-large', message: `The upload is larger than ${most} MB.` }
    return yield { name: upload.name, refused }
  }
  const type = await sniff(await partOf(upload, 0, SNIFF_BYTES))
  const seen = new Set<string>()
  for await (const file of unpack(upload, size, type.mime, limits)) {
    if ('refused' in file) {
      yield file
      continue
    }
    const inner = await sniff(file.bytes)
    if (inner.kind === 'archive') {
      yield { name: file.name, refused: nested(openable.has(type.mime)) }
    } else if (inner.kind === 'empty') {
      yield { name: file.name, refused: { code: 'files/empty', message: 'This file is empty.' } }
    } else if (seen.has(file.name)) {
      // Programs disagree on which of two files of one name counts; one of them may be hidden on purpose.
      const message = 'The archive holds another file of the same name; only the first was taken.'
      yield { name: file.name, refused: { code: 'files/duplicate-name', message } }
    } else {
      seen.add(file.name)
      yield { ...file, type: inner }
    }
  }
}

const openable = new Set(['application/zip', 'application/x-tar', 'application/gzip'])

function unpack(upload: Upload, size: number, mime: string, limits: UploadLimits): AsyncIterable<PackedFile> {
  if (mime === 'application/zip') return readZip(upload, limits)
  if (mime === 'application/x-tar') return readTar(upload.name, streamUpload(upload), size, limits)
  if (mime === 'application/gzip') return readGzip(upload, size, limits)
  return readSingle(upload, size, limits)
}

async function* readGzip(upload: Upload, size: number, limits: UploadLimits): AsyncGenerator<PackedFile> {
  if (await holdsTar(upload)) {
    yield* readTar(upload.name, gunzipUpload(upload, size, limits), size, limits)
    return
  }
  const name = upload.name.replace(/\.gz$/i, '')
  const stream = gunzipUpload(upload, size, limits)
  try {
    const bytes = await collect(stream, limits.entryBytes)
    yield bytes ? named(name, bytes) : { name, refused: entryTooLarge(limits) }
  } catch (error) {
    yield { name, refused: explain(error) }
  } finally {
    stream.destroy()
  }
}

/** Looks at the first unpacked bytes only; four packed kilobytes hold at most four megabytes. */
async function holdsTar(upload: Upload): Promise<boolean> {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH }
    return isTar(gunzipSync(await partOf(upload, 0, 4 * 1024), options))
  } catch {
    // Too damaged to give one block: reading it as a single file will say so.
    return false
  }
}

async function* readSingle(upload: Upload, size: number, limits: UploadLimits): AsyncGenerator<PackedFile> {
  if (size > limits.entryBytes) return yield { name: upload.name, refused: entryTooLarge(limits) }
  yield named(upload.name, await partOf(upload, 0, size))
}

function named(raw: string, bytes: Uint8Array): PackedFile {
  const safe = safeEntryName(raw)
  return safe.ok ? { name: safe.name, bytes } : { name: safe.shown, refused: safe.refused }
}

function nested(insideArchive: boolean): FileRefusal {
  return insideArchive
    ? {
        code: 'files/nested-archive',
        message: 'An archive inside an archive is not opened. Please unpack it once.',
      }
    : {
        code: 'files/unknown-archive',
        message: 'This kind of archive is not opened. Please send a zip or a tar.gz.',
      }
}

function explain(error: unknown): FileRefusal {
  if (error instanceof OverLimit) return error.refusal
  if (/unexpected end/i.test(String(error))) return truncated('The file ends too early.')
  return damaged('The file is damaged and could not be unpacked.')
}

export type { Upload, UploadEntry } from './upload.ts'
