import { setTimeout as sleep } from 'node:timers/promises'

/** What became of one request: an answer, or a cut in which nobody knows whether it was stored. */
export type Sent = { status: number; body: unknown; headers: Headers } | { cut: string }

export type Client = {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Sent>
  /** As `send`, again and again until a final answer comes: cuts, 409, 429 and 5xx are tried again. */
  insist(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>
}
export type Answered = { status: number; body: unknown; headers: Headers; cuts: number }

/** The longest any request took, and how often one took longer than it may. */
export const waits = { longestMs: 0, overTenSeconds: 0, cut: 0, refused: 0 }

/** Signs in and answers a client that carries the session. */
export async function signIn(address: string, email: string, password: string): Promise<Client> {
  const open = clientOf(address, '')
  const { status, headers } = await open.insist('POST', '/api/session', { email, password })
  const cookie = headers.getSetCookie().find((line) => line.startsWith('__Host-talgud='))
  if (status >= 300 || cookie === undefined) throw new Error(`${email} could not sign in (${status}).`)
  return clientOf(address, cookie.split(';')[0] ?? '')
}

export function clientOf(address: string, cookie: string): Client {
  const send: Client['send'] = async (method, path, body, headers = {}) => {
    const began = performance.now()
    const isBytes = body instanceof Uint8Array
    try {
      const response = await fetch(`${address}${path}`, {
        method,
        headers: {
          cookie,
          ...(body === undefined || isBytes ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      })
      const text = await response.text()
      const isJson = /json/.test(response.headers.get('content-type') ?? '')
      return {
        status: response.status,
        body: isJson && text !== '' ? JSON.parse(text) : text,
        headers: response.headers,
      }
    } catch (error) {
      waits.cut += 1
      return { cut: error instanceof Error ? error.message : String(error) }
    } finally {
      const waited = performance.now() - began
      waits.longestMs = Math.max(waits.longestMs, waited)
      if (waited > 10_000) waits.overTenSeconds += 1
    }
  }
  const insist: Client['insist'] = async (method, path, body, headers) => {
    for (let cuts = 0; cuts < 2_000; ) {
      const sent = await send(method, path, body, headers)
      if ('cut' in sent) {
        cuts += 1
        await sleep(250)
        continue
      }
      if (sent.status < 500 && sent.status !== 429 && sent.status !== 409) return { ...sent, cuts }

      if (sent.status >= 500) {
        cuts += 1
        waits.refused += 1
      }
      const seconds = Number(sent.headers.get('retry-after') ?? 0)
      await sleep(sent.status === 429 ? seconds * 1_000 : 100)
    }
    throw new Error(`${method} ${path} never got an answer.`)
  }
  return { send, insist }
}
