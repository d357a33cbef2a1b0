import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { readUpload } from './archive.ts'
import { type UploadLimits, uploadLimits } from './limits.ts'
import type { Upload, UploadEntry } from './upload.ts'

const text = (content: string) => new TextEncoder().encode(content)
const KB = 1024
const MB = 1024 * 1024

const contentTypes =
  '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'

describe('an honest upload', () => {
  test('of a single file comes back as it is', async () => {
    const entries = await read({ name: 'notice.xml', bytes: text('<Notice/>') })

    expect(entries).toEqual([
      {
        name: 'notice.xml',
        bytes: text('<Notice/>'),
        type: { kind: 'xml', mime: 'application/xml', charset: 'utf-8' },
      },
    ])
  })

  test('of a zip gives every file, without folders and system clutter', async () => {
    const bytes = zip([
      { name: 'notices/' },
      { name: 'notices/a.xml', content: text('<a/>') },
      { name: '__MACOSX/notices/._a.xml', content: text('junk') },
      { name: 'notices\\b.xml', content: text('<b/>'), stored: true },
    ])

    expect(await outline({ name: 'n.zip', bytes })).toEqual(['notices/a.xml: <a/>', 'notices/b.xml: <b/>'])
  })

  test('of a tar, a tar.gz or a gz is told apart by its bytes, whatever it is called', async () => {
    const packed = await tar([{ name: './notices/a.xml', content: '<a/>' }])

    expect(await outline({ name: 'x.zip', bytes: packed })).toEqual(['notices/a.xml: <a/>'])
    expect(await outline({ name: 'x.xml', bytes: gzipSync(packed) })).toEqual(['notices/a.xml: <a/>'])
    expect(await outline({ name: 'a.xml.gz', bytes: gzipSync('<a/>') })).toEqual(['a.xml: <a/>'])
  })

  test('is read the same from a spooled file as from memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'upload-'))
    const packed = await tar([{ name: 'a.xml', content: '<a/>' }])
    const uploads = {
      'a.zip': zip([{ name: 'a.xml', content: text('<a/>') }]),
      'a.tgz': gzipSync(packed),
      'a.tar': packed,
    }

    for (const [name, bytes] of Object.entries(uploads)) {
      const path = join(folder, name)
      await writeFile(path, bytes)
      expect(await outline({ name, path })).toEqual(['a.xml: <a/>'])
    }

    await rm(folder, { recursive: true })
  })

  test('keeps Estonian letters in names whether or not the zip says they are UTF-8', async () => {
    const bytes = zip([
      { name: 'hanketeade-õäöü.txt', content: text('a'), flags: 0x800 },
      { name: 'šokk-ž.txt', content: text('b') },
      { name: Buffer.from([0x81, 0x2e, 0x74, 0x78, 0x74]), content: text('c') },
    ])

    expect(await outline({ name: 'n.zip', bytes })).toEqual([
      'hanketeade-õäöü.txt: a',
      'šokk-ž.txt: b',
      'ü.txt: c',
    ])
  })
})

describe('a bad name', () => {
  const bad = [
    '../../etc/passwd',
    'a/../../b.txt',
    '/etc/passwd',
    'C:\\Windows\\a.txt',
    '\\\\server\\a',
    '..\\a.txt',
    'a\0.txt',
    'fdp.\u202etxt.exe',
    '... /a',
    `${'x'.repeat(300)}.txt`,
  ]

  test.each(bad)('%j in a zip costs that file only', async (name) => {
    const bytes = zip([
      { name, content: text('evil') },
      { name: 'good.txt', content: text('good') },
    ])

    expect(await codes({ name: 'n.zip', bytes })).toEqual(['files/unsafe-name', 'good.txt'])
  })

  test('in a tar costs that file only', async () => {
    const bytes = await tar([
      { name: '../evil.txt', content: 'evil' },
      { name: 'good.txt', content: 'good' },
    ])

    expect(await codes({ name: 'n.tar', bytes })).toEqual(['files/unsafe-name', 'good.txt'])
  })

  test('used twice gives the first file only', async () => {
    const bytes = zip([
      { name: 'a.txt', content: text('1') },
      { name: './a.txt', content: text('2') },
    ])

    expect(await codes({ name: 'n.zip', bytes })).toEqual(['a.txt', 'files/duplicate-name'])
  })
})

describe('an entry that is no plain file', () => {
  test('links and devices in a tar are refused one by one', async () => {
    const bytes = await tar([
      { name: 'a', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'b', type: 'link', linkname: 'a' },
      { name: 'c', type: 'character-device' },
      { name: 'd', type: 'fifo' },
      { name: 'good.txt', content: 'good' },
    ])

    expect(await codes({ name: 'n.tar', bytes })).toEqual([...Array(4).fill('files/not-a-file'), 'good.txt'])
  })

  test('a symlink in a zip is refused', async () => {
    const bytes = zip([
      { name: 'a', content: text('/etc/passwd'), mode: 0o120777 },
      { name: 'b', content: text('b') },
    ])

    expect(await codes({ name: 'n.zip', bytes })).toEqual(['files/not-a-file', 'b'])
  })

  test('an encrypted or strangely packed zip entry is refused', async () => {
    const bytes = zip([
      { name: 'a', content: text('secret'), flags: 1 },
      { name: 'b', content: text('lzma'), method: 14 },
      { name: 'c', content: text('c') },
    ])

    expect(await codes({ name: 'n.zip', bytes })).toEqual(['files/encrypted', 'files/unknown-packing', 'c'])
  })

  test('an archive inside an archive is refused, an office file is not', async () => {
    const inner = zip([{ name: 'a.txt', content: text('a') }])
    const docx = zip([
      { name: '[Content_Types].xml', content: text(contentTypes) },
      { name: 'word/document.xml', content: text('<document/>') },
    ])
    const bytes = zip([
      { name: 'a.txt', content: inner },
      { name: 'b.txt', content: gzipSync('b') },
      { name: 'c.txt', content: await tar([{ name: 'c', content: 'c' }]) },
      { name: 'letter.docx', content: docx },
      { name: 'empty.txt', content: text('') },
    ])

    expect(await codes({ name: 'n.zip', bytes })).toEqual([
      ...Array(3).fill('files/nested-archive'),
      'letter.docx',
      'files/empty',
    ])
    expect(await codes({ name: 'n.gz', bytes: gzipSync(gzipSync('x')) })).toEqual(['files/nested-archive'])
  })

  test('an archive of a kind we do not open is refused as such', async () => {
    const rar = Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), Buffer.alloc(100, 1)])

    expect(await codes({ name: 'n.rar', bytes: rar })).toEqual(['files/unknown-archive'])
  })
})

describe('a bomb is refused within two seconds and without filling the memory', () => {
  test('entries that share the same bytes', async () => {
    const kernel = deflateRawSync(Buffer.alloc(8 * MB))
    const bytes = zip([{ name: 'kernel', content: Buffer.alloc(8 * MB) }], (entries) =>
      Array.from({ length: 1000 }, (_, at) => ({ ...entries[0], name: Buffer.from(`a${at}`), size: 9000 })),
    )

    expect(kernel.length).toBeLessThan(9000)
    expect(await quickly({ name: 'n.zip', bytes })).toEqual(['files/bomb'])
  })

  test('one entry of a thousandfold size', async () => {
    const bytes = zip([{ name: 'zeros', content: Buffer.alloc(19 * MB) }])

    expect(await quickly({ name: 'n.zip', bytes })).toEqual(['files/bomb'])
  })

  test('an entry, hidden among honest ones, of a thousandfold size', async () => {
    const noise = noiseOf(400 * KB)
    const bytes = zip([
      { name: 'noise', content: noise },
      { name: 'zeros', content: Buffer.alloc(19 * MB) },
    ])

    expect(await quickly({ name: 'n.zip', bytes })).toEqual(['noise', 'files/bomb'])
  })

  test('a size stated smaller than it is', async () => {
    const bytes = zip([{ name: 'zeros', content: Buffer.alloc(64 * MB) }], (entries) =>
      entries.map((entry) => ({ ...entry, size: 10 })),
    )

    expect(await quickly({ name: 'n.zip', bytes })).toEqual(['files/size-lies'])
  })

  test('a size stated larger than it is', async () => {
    const bytes = zip([{ name: 'a', content: text('abc') }], (entries) =>
      entries.map((entry) => ({ ...entry, size: 10 })),
    )

    expect(await quickly({ name: 'n.zip', bytes })).toEqual(['files/size-lies'])
  })

  test('a hundred thousand entries, counted honestly or not', async () => {
    const many = Array.from({ length: 100_000 }, (_, at) => ({ name: `f${at}`, content: text('') }))

    expect(await quickly({ name: 'n.zip', bytes: zip(many) })).toEqual(['files/too-many-entries'])
    expect(await quickly({ name: 'n.zip', bytes: zip(many.slice(0, 70_000)) })).toEqual(['files/damaged'])
  })

  test('a tar.gz with too many files stops at the limit', async () => {
    const block = (await tar([{ name: 'a/', type: 'directory' }])).subarray(0, 512)
    const bytes = gzipSync(Buffer.concat(Array.from({ length: 30_000 }, () => block)))

    expect(await quickly({ name: 'n.tgz', bytes })).toEqual(['files/too-many-entries'])
  })

  test('a gzip of ten gigabytes of zeros that claims to be small', async () => {
    const bytes = manyTimes(gzipSync(Buffer.alloc(64 * MB)), 160)
    bytes.writeUInt32LE(5, bytes.length - 4)

    expect(await quickly({ name: 'n.gz', bytes })).toEqual(['files/entry-too-large'])
  })

  test('a tar.gz whose file of ten gigabytes would have to be skipped', async () => {
    const header = tarHeader('big', 10 * 1024 * MB)
    const bytes = Buffer.concat([gzipSync(header), manyTimes(gzipSync(Buffer.alloc(64 * MB)), 160)])

    expect(await quickly({ name: 'n.tgz', bytes })).toEqual(['files/bomb'])
  })

  test('files that are each small enough but too large together', async () => {
    const limits: UploadLimits = { ...uploadLimits, totalBytes: 1 * MB }
    const parts = Array.from({ length: 20 }, (_, at) => ({ name: `f${at}`, content: noiseOf(60 * KB, at) }))
    const packed = await tar(parts)

    expect(await codes({ name: 'n.zip', bytes: zip(parts) }, limits)).toEqual(['files/too-large'])
    expect((await codes({ name: 'n.tgz', bytes: gzipSync(packed) }, limits)).at(-1)).toBe('files/too-large')
  })

  test('a file over the limit for one file, packed or not', async () => {
    const limits: UploadLimits = { ...uploadLimits, entryBytes: 1000 }
    const content = noiseOf(1001)

    expect(await codes({ name: 'a.bin', bytes: content }, limits)).toEqual(['files/entry-too-large'])
    expect(await codes({ name: 'a.gz', bytes: gzipSync(content) }, limits)).toEqual(['files/entry-too-large'])
    expect(await codes({ name: 'a.zip', bytes: zip([{ name: 'a', content }]) }, limits)).toEqual([
      'files/entry-too-large',
    ])
    const packed = await tar([
      { name: 'a', content },
      { name: 'b', content: 'b' },
    ])
    expect(await codes({ name: 'a.tar', bytes: packed }, limits)).toEqual(['files/entry-too-large', 'b'])
    expect(await codes({ name: 'a.tar', bytes: packed }, { ...limits, packedBytes: 512 })).toEqual([
      'files/too-large',
    ])
  })
})

describe('a cut or damaged archive', () => {
  test('zip: nothing is taken, and the refusal says it was cut', async () => {
    const whole = zip([{ name: 'a', content: noiseOf(5 * KB) }])

    expect(await codes({ name: 'n.zip', bytes: whole.subarray(0, 3000) })).toEqual(['files/truncated'])
  })

  test('tar and tar.gz: whole files are taken, then the refusal says the rest is missing', async () => {
    const whole = await tar([
      { name: 'a', content: 'a' },
      { name: 'b', content: noiseOf(5 * KB) },
    ])
    const zipped = gzipSync(whole)

    expect(await codes({ name: 'n.tar', bytes: whole.subarray(0, 4000) })).toEqual(['a', 'files/truncated'])
    expect(await codes({ name: 'n.tar', bytes: whole.subarray(0, 1024) })).toEqual(['a', 'files/truncated'])
    expect(await codes({ name: 'n.tgz', bytes: zipped.subarray(0, 4000) })).toEqual(['a', 'files/truncated'])
    expect(await codes({ name: 'n.gz', bytes: gzipSync(noiseOf(5 * KB)).subarray(0, 3000) })).toEqual([
      'files/truncated',
    ])
  })

  test('a zip entry whose checksum is wrong is refused', async () => {
    const bytes = zip([{ name: 'a', content: text('abc'), stored: true }])
    bytes.write('abd', 31, 'latin1')

    expect(await codes({ name: 'n.zip', bytes })).toEqual(['files/damaged'])
  })

  test('any bytes, and any damage to an archive, end in entries or refusals, never in an error', async () => {
    const whole = [
      zip([
        { name: 'a.txt', content: text('hello hello hello') },
        { name: 'b', content: noiseOf(600) },
      ]),
      await tar([
        { name: 'a.txt', content: 'hello' },
        { name: 'b', content: noiseOf(600) },
      ]),
      gzipSync(await tar([{ name: 'a.txt', content: 'hello' }])),
    ]

    const damage = fc.record({
      of: fc.constantFrom(...whole),
      cut: fc.nat(4000),
      changes: fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 600 }), damage), async (input) => {
        const bytes = 'of' in input ? damaged(input) : input
        for (const entry of await read({ name: 'x', bytes })) {
          if ('refused' in entry) expect(entry.refused.code).toMatch(/^files\/[a-z-]+$/)
        }
      }),
      { numRuns: 300 },
    )
  })
})

test('stopping early closes the archive', async () => {
  const bytes = await tar([
    { name: 'a', content: 'a' },
    { name: 'b', content: noiseOf(200 * KB) },
  ])

  for await (const entry of readUpload({ name: 'n.tar', bytes })) {
    expect(entry.name).toBe('a')
    break
  }
})

async function read(upload: Upload, limits?: UploadLimits): Promise<UploadEntry[]> {
  const entries: UploadEntry[] = []
  for await (const entry of readUpload(upload, limits)) entries.push(entry)
  return entries
}

async function outline(upload: Upload): Promise<string[]> {
  return (await read(upload)).map((entry) =>
    'refused' in entry ? entry.refused.code : `${entry.name}: ${new TextDecoder().decode(entry.bytes)}`,
  )
}

async function codes(upload: Upload, limits?: UploadLimits): Promise<string[]> {
  return (await read(upload, limits)).map((entry) => ('refused' in entry ? entry.refused.code : entry.name))
}

/** Fails over 2 s of work (a busy machine adds waiting), and when memory grows by more than a few of the largest files. */
async function quickly(upload: Upload): Promise<string[]> {
  const before = process.memoryUsage.rss()
  const start = process.cpuUsage()
  const answer = await codes(upload)
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1000).toBeLessThan(2000)
  expect(process.memoryUsage.rss() - before).toBeLessThan(120 * MB)
  return answer
}

function damaged(input: { of: Uint8Array; cut: number; changes: [number, number][] }): Uint8Array {
  const bytes = Uint8Array.from(input.of.subarray(0, input.cut))
  for (const [at, value] of input.changes) if (at < bytes.length) bytes[at] = value
  return bytes
}

function noiseOf(length: number, seed = 1): Buffer {
  let state = seed * 2654435761 + 1
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state >>> 24
    }),
  )
}

function manyTimes(part: Buffer, times: number): Buffer {
  return Buffer.concat(Array.from({ length: times }, () => part))
}

type TarItem = {
  name: string
  content?: string | Uint8Array
  type?: 'symlink' | 'link' | 'character-device' | 'fifo' | 'directory'
  linkname?: string
}

async function tar(items: readonly TarItem[]): Promise<Buffer> {
  const out = pack()
  for (const { content, ...header } of items) out.entry(header, content ?? '')
  out.finalize()
  const parts: Uint8Array[] = []
  for await (const part of out) if (part instanceof Uint8Array) parts.push(part)
  return Buffer.concat(parts)
}

function tarHeader(name: string, size: number): Buffer {
  const block = Buffer.alloc(512)
  block.write(name, 0)
  block.write('0000644\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  block[124] = 0x80
  block.writeUIntBE(size, 130, 6)
  block.write('00000000000\0', 136)
  block.write('        0', 148)
  block.write('ustar\x0000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

type ZipItem = {
  name: string | Buffer
  content?: Uint8Array
  stored?: boolean
  flags?: number
  method?: number
  mode?: number
}
type ZipRecord = {
  name: Buffer
  offset: number
  packed: number
  size: number
  crc: number
  method: number
  flags: number
  mode: number
}

/** A zip written by hand, so that its list of contents may lie. */
function zip(
  items: readonly ZipItem[],
  lie: (records: ZipRecord[]) => Partial<ZipRecord>[] = (same) => same,
): Buffer {
  const parts: Buffer[] = []
  const records: ZipRecord[] = []
  let offset = 0
  for (const item of items) {
    const content = item.content ?? new Uint8Array()
    const name = Buffer.from(item.name)
    const isStored = item.stored === true || content.length === 0
    const body = isStored ? Buffer.from(content) : deflateRawSync(content)
    const method = item.method ?? (isStored ? 0 : 8)
    const record = {
      name,
      offset,
      packed: body.length,
      size: content.length,
      crc: crc32(content),
      method,
      flags: item.flags ?? 0,
      mode: item.mode ?? 0,
    }
    const header = Buffer.alloc(30)
    header.write('PK\x03\x04', 0, 'latin1')
    fields(header, 4, record)
    header.writeUInt16LE(name.length, 26)
    parts.push(header, name, body)
    records.push(record)
    offset += 30 + name.length + body.length
  }
  const listed = lie(records)
  const start = offset
  for (const partial of listed) {
    const record = { ...records[0], ...partial } as ZipRecord
    const header = Buffer.alloc(46)
    header.write('PK\x01\x02', 0, 'latin1')
    header.writeUInt16LE(0x0314, 4)
    fields(header, 6, record)
    header.writeUInt16LE(record.name.length, 28)
    header.writeUInt32LE((record.mode << 16) >>> 0, 38)
    header.writeUInt32LE(record.offset, 42)
    parts.push(header, record.name)
    offset += 46 + record.name.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(listed.length & 0xffff, 8)
  end.writeUInt16LE(listed.length & 0xffff, 10)
  end.writeUInt32LE(offset - start, 12)
  end.writeUInt32LE(start, 16)
  parts.push(end)
  return Buffer.concat(parts)
}

function fields(header: Buffer, at: number, record: ZipRecord): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(record.flags, at + 2)
  header.writeUInt16LE(record.method, at + 4)
  header.writeUInt32LE(record.crc, at + 10)
  header.writeUInt32LE(record.packed, at + 14)
  header.writeUInt32LE(record.size, at + 18)
}
