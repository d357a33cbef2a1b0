/** One question to a server outside. Only `url`'s own origin is ever spoken to, whatever that server answers. */
export type OutsideQuestion = {
  url: string
  /** Sent as a POST; without it the question is a GET. */
  json?: unknown
  accept: string
  mostBytes: number
  timeoutMs: number
}

export type OutsideAnswer = { status: number; bytes: Uint8Array; retryAfterMs: number | undefined }

/** The server gave no answer that can be used; nothing is known about the question itself. */
export class OutsideFailure extends Error {
  readonly reason: 'unreachable' | 'too-slow' | 'too-large' | 'elsewhere'

  constructor(reason: OutsideFailure['reason'], detail: string) {
    super(detail)
    this.name = 'OutsideFailure'
    this.reason = reason
  }
}

const mostRedirects = 3

/** Asks once. The time-out covers the whole answer; a body over `mostBytes` is cut off, never held. */
export async function askOutside(question: OutsideQuestion, userAgent: string): Promise<OutsideAnswer> {
  const signal = AbortSignal.timeout(question.timeoutMs)
  const { origin } = new URL(question.url)
  let url = question.url
  try {
    for (let hops = 0; hops <= mostRedirects; hops += 1) {
      const response = await fetch(url, { ...requestOf(question, userAgent), signal })
      const next = response.headers.get('location')
      if (response.status < 300 || response.status >= 400 || next === null) {
        return {
          status: response.status,
          bytes: await readAtMost(response, question.mostBytes),
          retryAfterMs: retryAfter(response.headers.get('retry-after'), Date.now()),
        }
      }
      await response.body?.cancel()
      url = new URL(next, url).href
      if (new URL(url).origin !== origin) break
    }
  } catch (error) {
    if (error instanceof OutsideFailure) throw error
    if (signal.aborted) throw new OutsideFailure('too-slow', `no answer in ${question.timeoutMs} ms`)
    throw new OutsideFailure('unreachable', detailOf(error))
  }
  throw new OutsideFailure('elsewhere', `sent on to ${new URL(url).origin}`)
}

function requestOf({ json, accept }: OutsideQuestion, userAgent: string): RequestInit {
  const headers = { accept, 'user-agent': userAgent }
  if (json === undefined) return { headers, redirect: 'manual' }
  return {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(json),
    redirect: 'manual',
  }
}

async function readAtMost(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  // Counted as it comes: a stated length may be missing, a lie, or that of the packed body.
  for await (const part of response.body ?? []) {
    length += part.byteLength
    if (length > most) throw new OutsideFailure('too-large', `more than ${most} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** `Retry-After` (RFC 9110, 10.2.3), seconds or an HTTP date, as milliseconds from now. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,7}$/.test(header.trim())) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

function detailOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message.slice(0, 200) : 'no connection'
}
