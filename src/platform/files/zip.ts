import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { collect } from './collect.ts'
import { isClutter, safeEntryName } from './entry-name.ts'
import { bombThreshold, type UploadLimits } from './limits.ts'
import { bomb, damaged, encrypted, entryTooLarge, tooLarge, tooManyEntries, truncated } from './refusals.ts'
import { type FileRefusal, partOf, type Upload } from './upload.ts'

/** A file of an archive before anyone looked at what it is. */
export type PackedFile = { name: string; bytes: Uint8Array } | { name: string; refused: FileRefusal }

/**
 * Reads a zip in two steps: first its whole list of contents is judged, then the files are unpacked one by one.
 * A bomb is refused in the first step, before a byte is unpacked.
 */
export async function* readZip(upload: Upload, limits: UploadLimits): AsyncGenerator<PackedFile> {
  const zip = await openZip(upload)
  if ('code' in zip) return yield { name: upload.name, refused: zip }
  try {
    const directory = await readDirectory(zip, limits)
    if (!('code' in directory) && (await listsMore(zip, upload))) {
      return yield { name: upload.name, refused: damaged('The zip holds more files than it states.') }
    }
    if ('code' in directory) return yield { name: upload.name, refused: directory }
    for (const entry of directory) {
      const file = await readEntry(zip, entry, limits)
      if (file) yield file
    }
  } finally {
    zip.close()
  }
}

async function openZip(upload: Upload): Promise<ZipFile | FileRefusal> {
  // Names are decoded by us: the library would stop at the first unsafe name instead of leaving that file out.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true }
  try {
    if ('path' in upload) return await openPromise(upload.path, options)
    const { buffer, byteOffset, byteLength } = upload.bytes
    return await fromBufferPromise(Buffer.from(buffer, byteOffset, byteLength), options)
  } catch {
    return truncated('The zip ends too early: its list of contents is missing.')
  }
}

async function readDirectory(zip: ZipFile, limits: UploadLimits): Promise<Entry[] | FileRefusal> {
  if (zip.entryCount > limits.entries) return tooManyEntries(limits)
  const entries: Entry[] = []
  let directoryBytes = 0
  let unpacked = 0
  let packed = 0
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry)
      directoryBytes += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
      unpacked += entry.uncompressedSize
      packed += entry.compressedSize
      if (directoryBytes > limits.zipDirectoryBytes) return tooManyEntries(limits)
    }
  } catch (error) {
    if (/strong encryption/i.test(String(error))) return encrypted('The zip is locked with a password.')
    return damaged('The list of contents of the zip is damaged.')
  }
  if (unpacked > limits.totalBytes) return tooLarge(limits)
  if (unpacked > bombThreshold(packed, limits)) return bomb()
  if (overlaps(entries, zip.fileSize)) return bomb()
  return entries
}

/**
 * A zip counts its entries in 16 bits, so a careless program writes 70,000 files as 4,464.
 * Taking the first 4,464 in silence would lose the rest.
 */
async function listsMore(zip: ZipFile, upload: Upload): Promise<boolean> {
  // The library's types call this a boolean; it is the byte after the last entry read.
  const next = await partOf(upload, Number(zip.readEntryCursor), 4)
  return Buffer.compare(next, Buffer.from('PK\x01\x02', 'latin1')) === 0
}

/**
 * Two entries that share bytes are the mark of the modern zip bomb: a small kernel that is listed thousands of times.
 * No program that packs honestly writes them.
 */
function overlaps(entries: readonly Entry[], fileSize: number): boolean {
  const spans = entries
    // A local header is 30 bytes and the name; its extra field may differ from the listed one, so it is not counted.
    .map((entry) => ({
      from: entry.relativeOffsetOfLocalHeader,
      to: entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize,
    }))
    .sort((a, b) => a.from - b.from)
  let end = 0
  for (const span of spans) {
    if (span.from < end || span.to > fileSize) return true
    end = span.to
  }
  return false
}

async function readEntry(zip: ZipFile, entry: Entry, limits: UploadLimits): Promise<PackedFile | undefined> {
  const raw = entryName(entry)
  if (isClutter(raw)) return undefined
  const safe = safeEntryName(raw)
  if (!safe.ok) return { name: safe.shown, refused: safe.refused }
  const name = safe.name
  const refused = refuseBeforeReading(entry, limits)
  if (refused) return { name, refused }
  try {
    const bytes = await collect(await zip.openReadStreamPromise(entry), limits.entryBytes)
    if (!bytes) return { name, refused: entryTooLarge(limits) }
    if (crc32(bytes) !== entry.crc32)
      return { name, refused: damaged('This file is damaged inside the zip.') }
    return { name, bytes }
  } catch (error) {
    if (/too many bytes|not enough bytes/.test(String(error))) {
      return {
        name,
        refused: { code: 'files/size-lies', message: 'The zip states a false size for this file.' },
      }
    }
    return { name, refused: damaged('This file cannot be unpacked: the zip is damaged here.') }
  }
}

function refuseBeforeReading(entry: Entry, limits: UploadLimits): FileRefusal | undefined {
  if (entry.isEncrypted()) return encrypted('This file is locked with a password.')
  if (!isRegularFile(entry)) {
    return { code: 'files/not-a-file', message: 'This entry is a link or a device, not a file.' }
  }
  if (!entry.canDecodeFileData()) {
    return {
      code: 'files/unknown-packing',
      message: 'This file is packed in a way that cannot be read here.',
    }
  }
  if (entry.uncompressedSize > limits.entryBytes) return entryTooLarge(limits)
  if (entry.uncompressedSize > bombThreshold(entry.compressedSize, limits)) return bomb()
  return undefined
}

/** Unix and macOS zips carry the file mode in the upper half of the attributes. */
function isRegularFile(entry: Entry): boolean {
  const system = entry.versionMadeBy >>> 8
  if (system !== 3 && system !== 19) return true
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000
  return kind === 0 || kind === 0o100000
}

/** Many programs write UTF-8 without saying so; bytes that are valid UTF-8 are hardly ever anything else. */
function entryName(entry: Entry): string {
  try {
    const stated = getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      entry.extraFields,
      true,
    )
    const asUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.fileNameRaw)
    return entry.extraFields.some((field) => field.id === 0x7075) ? stated : asUtf8
  } catch {
    return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, [], true)
  }
}
