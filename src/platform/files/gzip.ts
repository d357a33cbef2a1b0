import { pipeline, type Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { bombThreshold, type UploadLimits } from './limits.ts'
import { bomb, tooLarge } from './refusals.ts'
import { OverLimit, streamUpload, type Upload } from './upload.ts'

/**
 * Unpacks a gzip stream and stops it with `OverLimit` when more comes out than the packed size can honestly hold.
 * The size written at the end of a gzip is never believed.
 */
export function gunzipUpload(upload: Upload, packedBytes: number, limits: UploadLimits): Readable {
  const mostHonest = bombThreshold(packedBytes, limits)
  let unpacked = 0
  const guard = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpacked += chunk.length
      if (unpacked > mostHonest) return done(new OverLimit(bomb()))
      if (unpacked > limits.totalBytes) return done(new OverLimit(tooLarge(limits)))
      done(null, chunk)
    },
  })
  // `compose` loses errors here; an error upstream destroys `guard` too, and its reader meets it there.
  pipeline(streamUpload(upload), createGunzip({ chunkSize: 64 * 1024 }), guard, () => {})
  return guard
}
