import type { Context } from 'hono'
import { Refusal } from '#platform/errors.ts'
import { refuseMarkedText } from './marked.ts'

const jsonLimit = 256 * 1024
const deepest = 64

/** Reads a JSON body, at most `limit` bytes and `deepest` levels; the sender is cut off, never buffered beyond that. */
export async function readBody(context: Context, limit = jsonLimit): Promise<unknown> {
  const type = context.req.header('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal('platform/wrong-type', 415, 'This address takes JSON (application/json).')
  }
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  const bytes = await readBytes(context, limit)
  try {
    const value: unknown = JSON.parse(text.decode(bytes))
    checkDepth(value, deepest)
    return value
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('platform/not-json', 400, 'The request is not valid JSON.')
  }
}

/** Reads the raw body up to `limit` bytes. */
export async function readBytes(context: Context, limit: number): Promise<Uint8Array> {
  const declared = Number(context.req.header('content-length') ?? 0)
  if (declared > limit) throw tooLarge(limit)
  if (context.req.header('content-encoding')) {
    throw new Refusal('platform/wrong-encoding', 415, 'Please send the body without compression.')
  }
  const stream = context.req.raw.body
  if (!stream) return new Uint8Array()

  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of stream as unknown as AsyncIterable<Uint8Array>) {
    length += part.byteLength
    if (length > limit) throw tooLarge(limit)
    parts.push(part)
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
}

function tooLarge(limit: number): Refusal {
  return new Refusal(
    'platform/too-large',
    413,
    `This is larger than the ${Math.floor(limit / 1024)} KB allowed here.`,
  )
}

function checkDepth(value: unknown, left: number): void {
  if (typeof value === 'string') {
    refuseNul(value)
    refuseMarkedText(value)
  }
  if (value === null || typeof value !== 'object') return
  if (left === 0) throw new Refusal('platform/too-deep', 400, 'The request is nested too deeply.')
  for (const [name, inner] of Object.entries(value)) {
    refuseNul(name)
    checkDepth(inner, left - 1)
  }
}

/** PostgreSQL's text holds every character but NUL, and no half of a surrogate pair. */
export function refuseNul(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new Refusal('platform/invalid-text', 422, 'The text holds a character that cannot be stored.')
  }
}
