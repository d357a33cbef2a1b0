import type * as z from 'zod'
import { ProblemError, readProblem } from './problem.ts'
import { signInAddress } from './return-path.ts'
import { writeSearch } from './url-search.ts'

export type ReadOptions<T> = {
  search?: Record<string, unknown>
  /** Given, the answer is checked; without, the type is taken on trust from the same repository's server. */
  schema?: z.ZodType<T>
  signal?: AbortSignal
}

export type SendOptions = {
  /** Reuse the same key when a person tries the same submission again; see `useSend`. */
  idempotencyKey?: string
  /** The version that was read: the ETag, or a version number. */
  ifMatch?: string | number
  signal?: AbortSignal
  /** The sign-in page answers a 401 itself. */
  keepOn401?: boolean
}

/** Reads JSON from our own server. */
export async function get<T>(path: string, options: ReadOptions<T> = {}): Promise<T> {
  const response = await ask('GET', withSearch(path, options.search), undefined, { signal: options.signal })
  return answer(response, options.schema)
}

/** Creates. Every POST carries an Idempotency-Key, so a second try after a broken line creates nothing twice. */
export async function post<T = void>(path: string, body?: unknown, options: SendOptions = {}): Promise<T> {
  const idempotencyKey = options.idempotencyKey ?? crypto.randomUUID()
  return answer<T>(await ask('POST', path, body, { ...options, idempotencyKey }))
}

/** Sends one file as it is; its name goes ahead of it. */
export async function sendFile<T = void>(path: string, file: File, options: SendOptions = {}): Promise<T> {
  return answer<T>(await ask('POST', path, file, options))
}

/** Replaces. */
export async function put<T = void>(path: string, body?: unknown, options: SendOptions = {}): Promise<T> {
  return answer<T>(await ask('PUT', path, body, options))
}

/** Changes the given fields. */
export async function patch<T = void>(path: string, body?: unknown, options: SendOptions = {}): Promise<T> {
  return answer<T>(await ask('PATCH', path, body, options))
}

/** Takes away. Named so because `delete` is a word of the language. */
export async function remove<T = void>(path: string, body?: unknown, options: SendOptions = {}): Promise<T> {
  return answer<T>(await ask('DELETE', path, body, options))
}

/** The address of `path` with a search, e.g. for a download link. */
export function withSearch(path: string, search: Record<string, unknown> = {}): string {
  return path + writeSearch(search)
}

const readTimeout = 20_000
const sendTimeout = 120_000
/** The largest upload over a slow line. */
const fileTimeout = 15 * 60_000

async function ask(method: string, path: string, body: unknown, options: SendOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(patience(method, body))
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  const response = await fetch(path, {
    method,
    signal,
    credentials: 'same-origin',
    headers: headersFor(body, options),
    body: encode(body),
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error
    throw unreachable(timeout.aborted)
  })
  if (response.ok) {
    if (method !== 'GET' && typeof body === 'object' && !(body instanceof File)) warnOfConfidential(body)
    return response
  }
  if (response.status === 401 && !options.keepOn401) goToSignIn()
  throw await readProblem(response)
}

/** Commercial confidentiality keeps nothing out, but who wrote it should know who reads it. */
function warnOfConfidential(body: unknown): void {
  void import('./confidential-warning.ts').then(({ warnWhereConfidential }) => warnWhereConfidential(body))
}

function patience(method: string, body: unknown): number {
  if (body instanceof File) return fileTimeout
  return method === 'GET' ? readTimeout : sendTimeout
}

function headersFor(body: unknown, options: SendOptions): Headers {
  const headers = new Headers({ accept: 'application/json' })
  if (body instanceof File) {
    headers.set('content-type', 'application/octet-stream')
    headers.set('x-file-name', encodeURIComponent(body.name))
  } else if (body !== undefined && !(body instanceof FormData)) {
    headers.set('content-type', 'application/json')
  }
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey)
  if (typeof options.ifMatch === 'number') headers.set('if-match', `"${options.ifMatch}"`)
  if (typeof options.ifMatch === 'string') headers.set('if-match', options.ifMatch)
  return headers
}

function encode(body: unknown): BodyInit | undefined {
  if (body === undefined || body instanceof FormData || body instanceof File) return body
  return JSON.stringify(body)
}

async function answer<T>(response: Response, schema?: z.ZodType<T>): Promise<T> {
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (schema) return schema.parse(body)
  // The boundary: without a schema the server of this repository is believed.
  return body as T
}

function unreachable(tooSlow: boolean): ProblemError {
  if (tooSlow) return new ProblemError({ code: 'network/too-slow', status: 0, message: '' })
  return new ProblemError({ code: 'network/unreachable', status: 0, message: '' })
}

/** A full load, not a route change: it also empties the memory of everything the last person saw. */
function goToSignIn() {
  if (location.pathname === '/sign-in') return
  location.assign(signInAddress(location.pathname + location.search))
}
