import { Refusal } from '#platform/errors.ts'
import { pictureTypes } from './kept-file.ts'
import { sniff } from './sniff.ts'

/** Largest side of a picture in pixels; a small file can claim a huge picture. */
const largestSide = 4_096

/** Takes only a real, modest picture: its kind by its bytes, its size by its header. Answers its media type. */
export async function checkPicture(bytes: Uint8Array): Promise<string> {
  const { mime } = await sniff(bytes)
  if (!pictureTypes.has(mime)) {
    throw new Refusal('files/not-a-picture', 415, 'Please choose a PNG, JPEG, WebP or GIF picture.')
  }
  const size = sizeOf(mime, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (size && (size.width > largestSide || size.height > largestSide)) {
    throw new Refusal(
      'files/picture-too-big',
      422,
      `The picture may be at most ${largestSide} pixels wide and high.`,
    )
  }
  return mime
}

/** Width and height from the header alone; undefined where the format hides them deeper. */
function sizeOf(mime: string, bytes: Buffer): { width: number; height: number } | undefined {
  if (mime === 'image/png' && bytes.length >= 24)
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (mime === 'image/gif' && bytes.length >= 10)
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  if (mime === 'image/jpeg') return jpegSize(bytes)
  if (mime === 'image/webp') return webpSize(bytes)
  return undefined
}

function jpegSize(bytes: Buffer): { width: number; height: number } | undefined {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    // SOF0…SOF15 hold the size, except DHT (C4), JPG (C8) and DAC (CC).
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

/** WebP says its size in one of three ways (RFC 9649): extended, lossless, lossy. */
function webpSize(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length < 30) return undefined
  const chunk = bytes.toString('latin1', 12, 16)
  if (chunk === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  if (chunk === 'VP8 ')
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  if (chunk !== 'VP8L') return undefined
  const packed = bytes.readUInt32LE(21)
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
}
