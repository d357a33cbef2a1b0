import { fileTypeFromBuffer } from 'file-type'

/** What a file is, judged by its bytes; its name is never asked. */
export type FileType = {
  kind: 'empty' | 'archive' | 'xml' | 'svg' | 'html' | 'json' | 'text' | 'pdf' | 'office' | 'image' | 'binary'
  mime: string
  /** For the text kinds. `unknown` means an old one-byte code page. */
  charset?: Charset
}

export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'unknown'

/** Bytes to look at. Office files show their kind within the first entries of their zip. */
export const SNIFF_BYTES = 64 * 1024

/** Tells the type of a file from its first bytes. */
export async function sniff(bytes: Uint8Array): Promise<FileType> {
  if (bytes.byteLength === 0) return { kind: 'empty', mime: 'application/octet-stream' }
  const head = bytes.subarray(0, SNIFF_BYTES)
  if (isTar(head)) return { kind: 'archive', mime: 'application/x-tar' }
  const found = await fromSignature(head)
  // The library calls everything that opens with `<?xml` XML; SVG and XHTML matter to us.
  if (found && !/\bxml\b/.test(found)) return { kind: kindOf(found), mime: found }
  return (
    fromText(head, bytes.byteLength > head.byteLength) ?? { kind: 'binary', mime: 'application/octet-stream' }
  )
}

/** POSIX and GNU tar both write `ustar` at byte 257 of the first header. */
export function isTar(head: Uint8Array): boolean {
  return head.byteLength >= 512 && latin(head.subarray(257, 262)) === 'ustar'
}

async function fromSignature(head: Uint8Array): Promise<string | undefined> {
  try {
    const found = (await fileTypeFromBuffer(head))?.mime
    return found ?? (isZip(head) ? 'application/zip' : undefined)
  } catch {
    // A file cut in the middle of its own signature: the library throws where it should shrug.
    return isZip(head) ? 'application/zip' : undefined
  }
}

function isZip(head: Uint8Array): boolean {
  const magic = latin(head.subarray(0, 4))
  return magic === 'PK\x03\x04' || magic === 'PK\x05\x06'
}

const archives =
  /^application\/(zip|gzip|x-tar|x-7z-compressed|x-rar-compressed|x-bzip2|x-xz|x-lzip|x-compress|x-lzh-compressed|x-lz4|zstd|vnd\.ms-cab-compressed|x-archive|x-unix-archive|x-arj|x-ace-compressed|x-cpio|java-archive|x-apple-diskimage|x-iso9660-image|x-lzma)$/

function kindOf(mime: string): FileType['kind'] {
  if (archives.test(mime)) return 'archive'
  if (mime === 'application/pdf') return 'pdf'
  if (mime.startsWith('image/')) return 'image'
  if (/^application\/(vnd\.(openxmlformats|oasis|ms-(?!cab|htmlhelp)|visio)|x-cfb|rtf|msword)/.test(mime))
    return 'office'
  return 'binary'
}

function fromText(head: Uint8Array, isCut: boolean): FileType | undefined {
  const charset = charsetOf(head, isCut)
  if (!charset) return undefined
  const text = decode(head, charset)
  const start = text.replace(/^\uFEFF?\s*/, '').slice(0, 4096)
  if (looksLikeHtml(start)) return { kind: 'html', mime: 'text/html', charset }
  const root = rootElement(start)
  if (root === 'html') return { kind: 'html', mime: 'text/html', charset }
  if (root === 'svg') return { kind: 'svg', mime: 'image/svg+xml', charset }
  if (root !== undefined) return { kind: 'xml', mime: 'application/xml', charset }
  if (/^[[{]\s*(["[{\]}\-\d]|true|false|null)/.test(start))
    return { kind: 'json', mime: 'application/json', charset }
  return { kind: 'text', mime: 'text/plain', charset }
}

function charsetOf(head: Uint8Array, isCut: boolean): Charset | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  // UTF-16 without its mark, as some tools write XML.
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le'
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for exactly these
  if (/[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/.test(latin(head))) return undefined
  try {
    // `stream` forgives a character cut in half at the end of the sample.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: isCut })
    return 'utf-8'
  } catch {
    return 'unknown'
  }
}

function decode(head: Uint8Array, charset: Charset): string {
  return charset === 'unknown' ? latin(head) : new TextDecoder(charset).decode(head)
}

/** The openings by which browsers take a file for HTML (WHATWG MIME Sniffing, 7.1), as far as they harm. */
function looksLikeHtml(start: string): boolean {
  return /^<(!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|img|form|meta|link)[\s>]/i.test(
    afterProlog(start, ['<!--']),
  )
}

/** The local name of the first element, or '' when the sample ends before it; undefined when this is not XML. */
function rootElement(start: string): string | undefined {
  const rest = afterProlog(start, ['<?', '<!--', '<!DOCTYPE'])
  const element = /^<(?:[\p{L}_][\p{L}\p{N}._-]*:)?([\p{L}_][\p{L}\p{N}._-]*)[\s/>]/u.exec(rest)
  if (element) return element[1]?.toLowerCase() ?? ''
  return start.startsWith('<?xml') ? '' : undefined
}

type Prolog = '<?' | '<!--' | '<!DOCTYPE'

/** Steps over what may stand before the first element. A loop, because a regular expression of this can be made to hang. */
function afterProlog(start: string, kinds: readonly Prolog[]): string {
  let rest = start
  for (;;) {
    const kind = kinds.find((opening) => rest.startsWith(opening) || rest.startsWith(opening.toLowerCase()))
    if (!kind) return rest
    const end = endOf(rest, kind)
    if (end < 0) return ''
    rest = rest.slice(end).trimStart()
  }
}

function endOf(rest: string, kind: Prolog): number {
  if (kind === '<?') return after(rest, '?>', 0)
  if (kind === '<!--') return after(rest, '-->', 2)
  const bracket = rest.indexOf('[')
  const close = rest.indexOf('>')
  const hasSubset = bracket >= 0 && bracket < close
  return hasSubset ? after(rest, '>', Math.max(rest.indexOf(']', bracket), close)) : after(rest, '>', 0)
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
