import { eq } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { newId } from '#platform/new-id.ts'
import type { FileStore } from './store.ts'
import { file } from './tables.ts'

/** Pictures a browser may show in place. SVG is not among them: it can carry script. */
export const pictureTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
])

/** Notes in the cluster whose bytes these are; the bytes were put into the store before. */
export async function keepFile(
  tx: Tx,
  actor: Actor,
  now: Date,
  facts: { sha256: string; name: string; mediaType: string; bytes: number },
): Promise<string> {
  const id = newId(now.getTime())
  await tx
    .insert(file)
    .values({ ...facts, clusterId: actor.clusterId, id, uploadedBy: actor.accountId, uploadedAt: now })
  return id
}

/** Answers a kept file: pictures in place, anything else as a download; never as a page of ours. */
export async function answerFile(tx: Tx, store: FileStore, id: string): Promise<Response> {
  const [found] = await tx.select().from(file).where(eq(file.id, id))
  if (!found) throw notFound('This file')

  return answerBytes(await store.get(found.sha256), found.name, found.mediaType)
}

/** Answers bytes under a name, as `answerFile` does. A PDF keeps its type, so that a reader opens it. */
export function answerBytes(bytes: Uint8Array, name: string, mediaType: string): Response {
  const isPicture = pictureTypes.has(mediaType)
  const keepsType = isPicture || mediaType === 'application/pdf'
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'content-type': keepsType ? mediaType : 'application/octet-stream',
      'content-disposition': `${isPicture ? 'inline' : 'attachment'}; ${dispositionName(name)}`,
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}

/** A file name as RFC 6266 wants it: plain ASCII beside the full name, no control or direction marks. */
function dispositionName(name: string): string {
  // Cut by whole characters: half of one could not be written as UTF-8.
  const clean = [...name.replaceAll(/\p{C}/gu, '')].slice(0, 200).join('')
  const ascii = clean.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')
  return `filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(clean).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
}
