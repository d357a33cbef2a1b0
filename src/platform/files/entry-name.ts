import type { FileRefusal } from './upload.ts'

/** A name from an archive made safe to show and to store, or the reason it is refused. */
export type EntryName = { ok: true; name: string } | { ok: false; shown: string; refused: FileRefusal }

const MAX_NAME_LENGTH = 1000
const MAX_SEGMENT_LENGTH = 255

/**
 * Judges the name an archive gives a file. Names that would leave their folder are refused, not repaired:
 * an honest program does not write them.
 */
export function safeEntryName(raw: string): EntryName {
  // Some Windows programs write backslashes although the zip format forbids them.
  const slashed = raw.replaceAll('\\', '/').normalize('NFC')
  const shown = printable(slashed)
  const refuse = (code: FileRefusal['code'], message: string): EntryName => ({
    ok: false,
    shown,
    refused: { code, message },
  })
  if (hasControlCharacter(raw)) {
    return refuse('files/unsafe-name', 'The name of this file holds invisible control characters.')
  }
  if (slashed.startsWith('/') || /^[A-Za-z]:/.test(slashed)) {
    return refuse('files/unsafe-name', 'The name of this file points to a fixed place on a disk.')
  }
  const segments = slashed.split('/').filter((segment) => segment !== '' && segment !== '.')
  if (segments.some((segment) => /^\.\.[. ]*$/.test(segment))) {
    return refuse('files/unsafe-name', 'The name of this file climbs out of its folder.')
  }
  if (segments.length === 0) return refuse('files/unsafe-name', 'This file has no name.')
  const name = segments.join('/')
  if (name.length > MAX_NAME_LENGTH || segments.some((segment) => segment.length > MAX_SEGMENT_LENGTH)) {
    return refuse('files/unsafe-name', 'The name of this file is too long.')
  }
  return { ok: true, name }
}

/** Folders and the side files that macOS and Windows add; nobody means to send them. */
export function isClutter(name: string): boolean {
  if (name.endsWith('/')) return true
  const last = name.slice(name.lastIndexOf('/') + 1)
  return (
    name.startsWith('__MACOSX/') || last === '.DS_Store' || last === 'Thumbs.db' || last === 'desktop.ini'
  )
}

/** C0 and C1 controls, and the marks that turn the reading direction so that `exe.pdf` shows as `fdp.exe`. */
function hasControlCharacter(text: string): boolean {
  return /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text)
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}').slice(0, MAX_SEGMENT_LENGTH)
}
