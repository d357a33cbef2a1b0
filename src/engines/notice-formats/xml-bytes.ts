/** Largest file read at all; the largest published notices (hundreds of lots) stay under 10 MB. */
export const LARGEST_NOTICE_BYTES = 20 * 1024 * 1024

/** Most tags and most attributes in one file: bounds the memory a small but hostile file can claim. */
export const MOST_MARKUP = 500_000

/** Why bytes were refused: a code and a sentence a cluster manager understands. */
export interface NoticeRefusal {
  readonly ok: false
  readonly code: NoticeRefusalCode
  readonly message: string
}

export type NoticeRefusalCode =
  | 'notice/empty'
  | 'notice/too-large'
  | 'notice/too-complex'
  | 'notice/wrong-encoding'
  | 'notice/has-doctype'
  | 'notice/truncated'
  | 'notice/not-xml'
  | 'notice/unknown-format'
  | 'notice/missing-identifier'

/**
 * Bytes ready for the parser: always UTF-8, no byte order mark, proved to hold no document type
 * declaration before the root element. The parser is then told "UTF-8" whatever the file declares, so
 * a file can not be read in one encoding here and in another one there.
 */
export function prepareXmlBytes(bytes: Uint8Array): { ok: true; bytes: Uint8Array } | NoticeRefusal {
  if (bytes.length > LARGEST_NOTICE_BYTES) return refuse('notice/too-large')
  const text = toUtf8(bytes)
  if (text === undefined) return refuse('notice/wrong-encoding')
  const start = skipSpace(text, 0)
  if (start === text.length) return refuse('notice/empty')
  if (text[start] !== LESS_THAN || text.includes(0)) return refuse('notice/not-xml')
  if (text.length > MOST_MARKUP && isTooComplex(text)) {
    return refuse('notice/too-complex')
  }
  const root = findRoot(text, start)
  if (root === 'doctype') return refuse('notice/has-doctype')
  if (root === 'cut-off') return refuse('notice/truncated')
  if (root === 'not-xml') return refuse('notice/not-xml')
  // XML allows no white space before its declaration, yet some portals serve a leading line break.
  return { ok: true, bytes: text.subarray(start) }
}

/** The parser said no: is the end of the file missing, or is it something else altogether? */
export function refuseUnparsable(bytes: Uint8Array): NoticeRefusal {
  const root = findRoot(bytes, 0)
  if (typeof root === 'string') return refuse('notice/not-xml')
  let end = root + 1
  while (end < bytes.length && !isNameEnd(bytes[end] ?? 0)) end += 1
  const closing = `</${latin1(bytes.subarray(root + 1, end))}`
  const tail = latin1(bytes.subarray(Math.max(0, bytes.length - closing.length - 200)))
  return refuse(tail.includes(closing) || closesItself(bytes, root) ? 'notice/not-xml' : 'notice/truncated')
}

/** A root element that closes itself: whatever follows it, nothing is missing. */
function closesItself(bytes: Uint8Array, root: number): boolean {
  return bytes[bytes.indexOf(GREATER_THAN, root) - 1] === SLASH
}

/** A refusal with the sentence that belongs to its code. */
export function refuse(code: NoticeRefusalCode): NoticeRefusal {
  return { ok: false, code, message: SENTENCES[code] }
}

const SENTENCES: Readonly<Record<NoticeRefusalCode, string>> = {
  'notice/empty': 'The file is empty.',
  'notice/too-large': 'The file is larger than 20 MB; a procurement notice is never that large.',
  'notice/too-complex': 'The file holds more parts than any procurement notice does.',
  'notice/wrong-encoding': 'The characters of the file can not be read. Notices are published in UTF-8.',
  'notice/has-doctype':
    'The file declares a document type (DOCTYPE). Official notices never do, and such files can be harmful.',
  'notice/truncated': 'The end of the file is missing. Download the notice again.',
  'notice/not-xml': 'The file is not well-formed XML. Download the notice again as XML.',
  'notice/unknown-format': 'The file is XML, but neither an eForms notice nor a TED notice.',
  'notice/missing-identifier': 'The notice carries no notice identifier and no publication number.',
}

const LESS_THAN = 0x3c
const EQUALS = 0x3d
const GREATER_THAN = 0x3e
const SLASH = 0x2f
const WINDOW = 256

/** Encodings that share ASCII's markup characters and that notices of the early years may declare. */
const SINGLE_BYTE = /^(iso-8859-(1|2|3|4|5|7|9|10|13|14|15|16)|windows-125[0-8])$/

function toUtf8(bytes: Uint8Array): Uint8Array | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return transcode(bytes.subarray(2), 'utf-16le')
  if (a === 0xfe && b === 0xff) return transcode(bytes.subarray(2), 'utf-16be')
  if (a === LESS_THAN && b === 0 && c !== 0) return transcode(bytes, 'utf-16le')
  if (a === 0 && b === LESS_THAN && c === 0) return transcode(bytes, 'utf-16be')
  const hasMark = a === 0xef && b === 0xbb && c === 0xbf
  const body = hasMark ? bytes.subarray(3) : bytes
  const declared = declaredEncoding(body)
  if (declared === undefined || declared === 'utf-8' || declared === 'utf8') return body
  if (declared === 'us-ascii' || declared === 'ascii') return body
  if (hasMark || !SINGLE_BYTE.test(declared)) return undefined
  return transcode(body, declared)
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes.subarray(0, WINDOW))
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([^"'\s]*)\s*["']/.exec(head)?.[1]?.toLowerCase()
}

function transcode(bytes: Uint8Array, encoding: string): Uint8Array | undefined {
  try {
    return new TextEncoder().encode(new TextDecoder(encoding, { fatal: true }).decode(bytes))
  } catch {
    // A byte sequence that encoding does not know: the caller answers wrong-encoding.
    return undefined
  }
}

/** Offset of the root element's `<`, walking over declaration, instructions and comments. */
function findRoot(bytes: Uint8Array, start: number): number | 'doctype' | 'cut-off' | 'not-xml' {
  let at = start
  while (at < bytes.length) {
    at = skipSpace(bytes, at)
    if (at >= bytes.length) return 'cut-off'
    if (bytes[at] !== LESS_THAN) return 'not-xml'
    if (startsWith(bytes, at, '<?')) {
      at = findAfter(bytes, at + 2, '?>')
      continue
    }
    if (startsWith(bytes, at, '<!--')) {
      at = findAfter(bytes, at + 4, '-->')
      continue
    }
    if (startsWith(bytes, at, '<!')) return isDoctype(bytes, at)
    return at + 1 < bytes.length ? at : 'cut-off'
  }
  return 'cut-off'
}

/** XML knows only the capital spelling, but `<!doctype html>` deserves the same answer. */
function isDoctype(bytes: Uint8Array, at: number): 'doctype' | 'cut-off' | 'not-xml' {
  const word = latin1(bytes.subarray(at, at + 9)).toUpperCase()
  if (word === '<!DOCTYPE') return 'doctype'
  return '<!DOCTYPE'.startsWith(word) ? 'cut-off' : 'not-xml'
}

function findAfter(bytes: Uint8Array, from: number, mark: string): number {
  const first = mark.charCodeAt(0)
  let at = bytes.indexOf(first, from)
  while (at !== -1 && !startsWith(bytes, at, mark)) at = bytes.indexOf(first, at + 1)
  return at === -1 ? bytes.length : at + mark.length
}

function startsWith(bytes: Uint8Array, at: number, mark: string): boolean {
  for (let i = 0; i < mark.length; i += 1) if (bytes[at + i] !== mark.charCodeAt(i)) return false
  return true
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && isSpace(bytes[at] ?? 0)) at += 1
  return at
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function isNameEnd(byte: number): boolean {
  return isSpace(byte) || byte === GREATER_THAN || byte === SLASH
}

function isTooComplex(bytes: Uint8Array): boolean {
  let tags = 0
  let attributes = 0
  // By index: iterating over a typed array is ten times slower, and this runs on the largest files.
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === LESS_THAN) tags += 1
    else if (byte === EQUALS) attributes += 1
  }
  return tags > MOST_MARKUP || attributes > MOST_MARKUP
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes.subarray(0, 1024)) text += String.fromCharCode(byte)
  return text
}
