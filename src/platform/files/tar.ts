import { pipeline, type Readable, Transform } from 'node:stream'
import { extract, type Header } from 'tar-stream'
import { collect } from './collect.ts'
import { isClutter, safeEntryName } from './entry-name.ts'
import { bombThreshold, type UploadLimits } from './limits.ts'
import { bomb, damaged, entryTooLarge, tooLarge, tooManyEntries, truncated } from './refusals.ts'
import { type FileRefusal, OverLimit } from './upload.ts'
import type { PackedFile } from './zip.ts'

/**
 * Reads a tar as it streams by. A tar has no list of contents, so files already handed on stay good
 * when a later part turns out to be damaged; the refusal of the rest then comes last, under the archive's name.
 */
export async function* readTar(
  archiveName: string,
  stream: Readable,
  packedBytes: number,
  limits: UploadLimits,
): AsyncGenerator<PackedFile> {
  const tar = extract()
  const mostHonest = bombThreshold(packedBytes, limits)
  const end = watchEnd()
  // `tar` comes from another stream library, so it is told of an error upstream by hand; its iterator reports it below.
  pipeline(stream, end.transform, (error) => error && tar.destroy(error))
  end.transform.pipe(tar)
  let entries = 0
  let announced = 0
  try {
    for await (const entry of tar) {
      entries += 1
      if (entries > limits.entries) return yield { name: archiveName, refused: tooManyEntries(limits) }
      const { header } = entry
      announced += header.size
      // Judged by what the header announces: skipping ten gigabytes of zeros takes too long.
      if (announced > mostHonest) return yield { name: archiveName, refused: bomb() }
      if (announced > limits.totalBytes) return yield { name: archiveName, refused: tooLarge(limits) }
      const verdict = judge(header, limits)
      if (verdict !== 'read') {
        // Leaving an entry half read would destroy the whole tar stream, so it is drained.
        for await (const _ of entry);
        if (verdict !== 'skip') yield verdict
        continue
      }
      const bytes = await collect(entry, limits.entryBytes)
      const safe = safeEntryName(header.name)
      if (bytes && safe.ok) yield { name: safe.name, bytes }
    }
    if (!end.wasReached())
      yield { name: archiveName, refused: truncated('The tar ends without its end mark.') }
  } catch (error) {
    yield { name: archiveName, refused: explain(error) }
  } finally {
    stream.destroy()
    tar.destroy()
  }
}

function judge(header: Header, limits: UploadLimits): PackedFile | 'read' | 'skip' {
  if (header.type === 'directory' || isClutter(header.name)) return 'skip'
  const safe = safeEntryName(header.name)
  if (!safe.ok) return { name: safe.shown, refused: safe.refused }
  if (header.type !== 'file' && header.type !== 'contiguous-file') {
    return {
      name: safe.name,
      refused: { code: 'files/not-a-file', message: 'This entry is a link or a device, not a file.' },
    }
  }
  if (header.size > limits.entryBytes) return { name: safe.name, refused: entryTooLarge(limits) }
  return 'read'
}

/** A whole tar ends in blocks of zeros; one cut exactly between two files would else pass for whole. */
function watchEnd(): { transform: Transform; wasReached(): boolean } {
  let tail: Buffer = Buffer.alloc(0)
  const transform = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      tail = chunk.length >= 512 ? chunk.subarray(-512) : Buffer.concat([tail, chunk]).subarray(-512)
      done(null, chunk)
    },
  })
  return { transform, wasReached: () => tail.length === 512 && tail.every((byte) => byte === 0) }
}

function explain(error: unknown): FileRefusal {
  if (error instanceof OverLimit) return error.refusal
  if (/unexpected end/i.test(String(error))) return truncated('The archive ends in the middle of a file.')
  return damaged('The archive is damaged, so the rest of it could not be read.')
}
