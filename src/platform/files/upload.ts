import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FileType } from './sniff.ts'

/** What a person uploaded: held in memory, or spooled to a file by the one who received it. */
export type Upload = { name: string; bytes: Uint8Array } | { name: string; path: string }

/** Why a file, or a whole archive, was not taken. `message` is a sentence a member understands. */
export type FileRefusal = { code: `files/${string}`; message: string }

/** One file found in an upload, or the reason it was left out. A refused archive bears the upload's own name. */
export type UploadEntry =
  | { name: string; bytes: Uint8Array; type: FileType }
  | { name: string; refused: FileRefusal }

const CHUNK = 64 * 1024

export async function uploadSize(upload: Upload): Promise<number> {
  return 'bytes' in upload ? upload.bytes.byteLength : (await stat(upload.path)).size
}

/** The upload as a stream of small pieces, so nothing behind it has to hold the whole. */
export function streamUpload(upload: Upload): Readable {
  return 'bytes' in upload
    ? Readable.from(pieces(upload.bytes), { objectMode: false, highWaterMark: CHUNK })
    : createReadStream(upload.path, { highWaterMark: CHUNK })
}

/** A part of the upload; shorter where the upload ends earlier. */
export async function partOf(upload: Upload, from: number, length: number): Promise<Uint8Array> {
  if ('bytes' in upload) return upload.bytes.subarray(from, from + length)
  const parts: Buffer[] = []
  for await (const part of createReadStream(upload.path, { start: from, end: from + length - 1 })) {
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function* pieces(bytes: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK) {
    const end = Math.min(at + CHUNK, bytes.byteLength)
    yield Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at)
  }
}

/** Stops a stream from the inside; carries the reason to whoever reads it. */
export class OverLimit extends Error {
  readonly refusal: FileRefusal

  constructor(refusal: FileRefusal) {
    super(refusal.message)
    this.name = 'OverLimit'
    this.refusal = refusal
  }
}
