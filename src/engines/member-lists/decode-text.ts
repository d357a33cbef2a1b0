import { Unreadable } from './sheet.ts'

/** Text out of bytes, and the encoding it was in. */
export type Decoded = {
  text: string
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1257'
}

/**
 * Reads text as spreadsheets and CRM tools write it: UTF-8 or UTF-16, with or without a mark, else the Windows code
 * page of Western Europe (1252) or of the Baltics (1257), told apart by which letters make sense.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  if (text.includes('\0')) {
    throw new Unreadable({
      code: 'exchange/not-text',
      message: 'This is neither an XLSX workbook nor a text file. Please save it as XLSX or CSV.',
    })
  }
  return { text, encoding }
}

function encodingOf(bytes: Uint8Array): Decoded['encoding'] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const wide = wideOrder(bytes)
  if (wide) return wide
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return balticVotes(bytes) > 0 ? 'windows-1257' : 'windows-1252'
  }
}

/** UTF-16 without its mark: European text has a zero in every other byte. */
function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = Math.min(bytes.length, 4_000) & ~1
  if (sample < 4) return undefined
  let [even, odd] = [0, 0]
  for (let at = 0; at < sample; at += 2) {
    if (bytes[at] === 0) even += 1
    if (bytes[at + 1] === 0) odd += 1
  }
  const half = sample / 2
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le'
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be'
  return undefined
}

// Bytes that read as a letter of one family of languages and as nonsense in the other.
const votes = new Map<number, number>([
  // š ž Š Ž in 1257; ð þ Ð Þ in 1252, which only Icelandic knows.
  ...[0xf0, 0xfe, 0xd0, 0xde].map((byte): [number, number] => [byte, 2]),
  // ā ī ū ē ė ģ ķ ļ ņ and their capitals; â î û ë ì í ï ò in 1252.
  ...[0xe2, 0xee, 0xfb, 0xeb, 0xec, 0xed, 0xef, 0xf2, 0xc2, 0xce, 0xdb, 0xcb].map(
    (byte): [number, number] => [byte, 1],
  ),
  // š ž Š Ž in 1252; nothing at all in 1257.
  ...[0x9a, 0x9e, 0x8a, 0x8e].map((byte): [number, number] => [byte, -3]),
  // é is everyday French and rare in the Baltics; æ ø à ñ ô are Western.
  ...[0xe9, 0xe6, 0xf8, 0xe0, 0xf1, 0xf4, 0xc6, 0xd8].map((byte): [number, number] => [byte, -1]),
])

function balticVotes(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) if (byte >= 0x80) sum += votes.get(byte) ?? 0
  return sum
}
