import { expect, test } from 'vitest'
import { checkPicture } from './picture.ts'

/** The first bytes of a picture that claims this size; what follows does not matter to the check. */
const claims: Record<string, (width: number, height: number) => Buffer> = {
  'image/png': (width, height) => {
    const bytes = Buffer.alloc(64)
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes)
    bytes.writeUInt32BE(width, 16)
    bytes.writeUInt32BE(height, 20)
    // The end of a chunk and the begin of the picture's own.
    bytes.write('IDAT', 37, 'latin1')
    return bytes
  },
  'image/gif': (width, height) => {
    const bytes = Buffer.alloc(64)
    bytes.write('GIF89a', 'latin1')
    bytes.writeUInt16LE(width, 6)
    bytes.writeUInt16LE(height, 8)
    return bytes
  },
  'image/jpeg': (width, height) => {
    const bytes = Buffer.alloc(64)
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex').copy(bytes)
    Buffer.from('ffc0001108', 'hex').copy(bytes, 20)
    bytes.writeUInt16BE(height, 25)
    bytes.writeUInt16BE(width, 27)
    return bytes
  },
  'image/webp extended': (width, height) => {
    const bytes = webp('VP8X')
    bytes.writeUIntLE(width - 1, 24, 3)
    bytes.writeUIntLE(height - 1, 27, 3)
    return bytes
  },
  'image/webp lossless': (width, height) => {
    const bytes = webp('VP8L')
    bytes.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 21)
    return bytes
  },
  'image/webp lossy': (width, height) => {
    const bytes = webp('VP8 ')
    bytes.writeUInt16LE(width, 26)
    bytes.writeUInt16LE(height, 28)
    return bytes
  },
}

test.each(Object.entries(claims))('%s is taken up to 4096 pixels a side and not above', async (kind, of) => {
  const mime = kind.split(' ')[0]

  expect(await checkPicture(of(4096, 4096))).toBe(mime)
  await expect(checkPicture(of(4097, 10))).rejects.toMatchObject({ code: 'files/picture-too-big' })
  await expect(checkPicture(of(10, 4097))).rejects.toMatchObject({ code: 'files/picture-too-big' })
})

test('a picture that can carry script is none', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')

  await expect(checkPicture(svg)).rejects.toMatchObject({ code: 'files/not-a-picture' })
})

function webp(chunk: string): Buffer {
  const bytes = Buffer.alloc(64)
  bytes.write('RIFF', 0, 'latin1')
  bytes.write(`WEBP${chunk}`, 8, 'latin1')
  return bytes
}
