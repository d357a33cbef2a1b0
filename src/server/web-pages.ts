import { readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from 'hono'
import { notFound } from '#platform/errors.ts'
import type { App } from '#platform/http/app.ts'

const mediaTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
}
const squeeze = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/** Serves the built pages: hashed assets for a year, the one HTML page (with a fresh nonce) for every other address. */
export function servePages(app: App, folder: string): void {
  const root = resolve(folder)
  const kept = new Map<string, Buffer<ArrayBuffer>>()
  let page = { text: '', changed: -1 }

  app.get('/assets/*', async (context) => {
    // Built names are plain ASCII: what is percent-encoded is none of them, and is never decoded.
    const path = resolve(join(root, new URL(context.req.url).pathname))
    const type = mediaTypes[extname(path)]
    if (!path.startsWith(`${root}${sep}assets${sep}`) || !type) throw notFound()

    const encoding = encodingFor(context, type)
    const key = `${encoding ?? ''}:${path}`
    const body = kept.get(key) ?? (await readAsset(path, encoding))
    kept.set(key, body)
    return new Response(body, {
      headers: {
        'content-type': type,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
        ...(encoding ? { 'content-encoding': encoding } : {}),
      },
    })
  })

  app.get('*', (context) => {
    const { pathname } = new URL(context.req.url)
    // A name with an ending is a file that is not there; answering it with the page would let caches keep private pages.
    if (pathname.startsWith('/api/') || extname(pathname) !== '' || pathname.includes('/.')) throw notFound()

    const file = join(root, 'page.html')
    const changed = statSync(file).mtimeMs
    if (page.changed !== changed) page = { text: readFileSync(file, 'utf8'), changed }
    return context.html(page.text.replaceAll('__NONCE__', context.get('nonce' as never)))
  })
}

function encodingFor(context: Context, type: string): 'br' | 'gzip' | undefined {
  if (type.startsWith('font/') || type === 'image/png') return undefined
  const accepted = context.req.header('accept-encoding') ?? ''
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined
}

async function readAsset(path: string, encoding: 'br' | 'gzip' | undefined): Promise<Buffer<ArrayBuffer>> {
  const bytes = await readFile(path).catch(() => {
    throw notFound()
  })
  if (encoding === 'br') {
    return squeeze.br(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) as Promise<
      Buffer<ArrayBuffer>
    >
  }
  return encoding === 'gzip' ? (squeeze.gzip(bytes) as Promise<Buffer<ArrayBuffer>>) : bytes
}
