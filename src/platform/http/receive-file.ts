import type { Context } from 'hono'
import { Refusal } from '#platform/errors.ts'
import { safeEntryName } from '#platform/files/entry-name.ts'
import { type FileType, SNIFF_BYTES, sniff } from '#platform/files/sniff.ts'
import type { FileStore } from '#platform/files/store.ts'
import { refuseMarkedName } from './marked.ts'

export type ReceivedFile = { name: string; sha256: string; bytes: number; mediaType: string }

/**
 * Takes the raw body as one file into the store, piece by piece. Its name comes in `X-File-Name` (percent-encoded
 * UTF-8); what it is, is judged by its bytes. A file of another kind or over `most` bytes leaves nothing behind.
 */
export async function receiveFile(
  context: Context,
  store: FileStore,
  accept: { most: number; kinds: readonly FileType['kind'][] },
): Promise<ReceivedFile> {
  if (context.req.header('content-encoding')) {
    throw new Refusal('platform/wrong-encoding', 415, 'Please send the file without transport compression.')
  }
  const name = sentFileName(context)
  if (Number(context.req.header('content-length') ?? 0) > accept.most) throw tooLarge(accept.most)

  const { head, rest } = await splitHead(context.req.raw.body)
  const type = await sniff(head)
  if (type.kind === 'empty') throw new Refusal('platform/empty-file', 422, 'The file is empty.')
  if (!accept.kinds.includes(type.kind)) {
    throw new Refusal('platform/wrong-file', 415, 'This kind of file is not taken here.', { kind: type.kind })
  }
  const kept = await store.putStream(headThenRest(head, rest), accept.most)
  if (kept === undefined) throw tooLarge(accept.most)
  return { name, ...kept, mediaType: type.mime }
}

type Parts = AsyncIterator<Uint8Array>

/** Reads just enough to judge what the file is. */
async function splitHead(
  body: ReadableStream<Uint8Array> | null,
): Promise<{ head: Uint8Array; rest: Parts | undefined }> {
  const rest = body?.values()
  const parts: Uint8Array[] = []
  let length = 0
  while (rest && length < SNIFF_BYTES) {
    const next = await rest.next()
    if (next.done) return { head: Buffer.concat(parts), rest: undefined }
    parts.push(next.value)
    length += next.value.byteLength
  }
  return { head: Buffer.concat(parts), rest }
}

async function* headThenRest(head: Uint8Array, rest: Parts | undefined): AsyncGenerator<Uint8Array> {
  yield head
  while (rest) {
    const next = await rest.next()
    if (next.done) return
    yield next.value
  }
}

/** The name a file was sent under, fit to be shown and kept. */
export function sentFileName(context: Context): string {
  const raw = decodeOrKeep(context.req.header('x-file-name') ?? '')
  const last = raw.slice(Math.max(raw.lastIndexOf('/'), raw.lastIndexOf('\\')) + 1)
  const safe = safeEntryName(last)
  const name = safe.ok ? safe.name : 'upload'
  refuseMarkedName(name)
  return name
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function tooLarge(most: number): Refusal {
  return new Refusal(
    'platform/too-large',
    413,
    `This file is larger than the ${Math.floor(most / (1024 * 1024))} MB allowed here.`,
  )
}
