// Reads official procurement notices: bytes in, plain values out.
//
// Two formats: eForms (Implementing Regulation (EU) 2019/1780; UBL 2.3 with the eForms extension, field
// by field as documented in the eForms SDK, https://docs.ted.europa.eu/eforms/) since 2022, and TED XML
// (schemas R2.0.7 to R2.0.9, https://op.europa.eu/en/web/eu-vocabularies/e-procurement/tedschemas)
// before. The comment beside a field is its number in the eForms regulation; the same number stands
// for the TED element that came before it. A notice of one format reads as the other's would, so the
// rest of the house never asks which one it was.
import { EFORMS_ROOTS, readEforms } from './eforms.ts'
import { housePrefix } from './namespaces.ts'
import type { ParsedNotice } from './notice.ts'
import { isOutOfProportion } from './notice-size.ts'
import { readTed, TED_ROOT } from './ted.ts'
import { readXml, type XmlElement } from './xml.ts'
import { type NoticeRefusal, refuse } from './xml-bytes.ts'

export type NoticeParsing = { readonly ok: true; readonly notice: ParsedNotice } | NoticeRefusal

/** Parses one notice. Answers a refusal, and never throws, for any bytes whatever. */
export function parseNotice(bytes: Uint8Array): NoticeParsing {
  const parsing = readXml(bytes, housePrefix, readNotice)
  return parsing.ok ? parsing.value : parsing
}

function readNotice(root: XmlElement): NoticeParsing {
  const read = EFORMS_ROOTS.has(root.name) ? readEforms : root.name === TED_ROOT ? readTed : undefined
  if (read === undefined) return refuse('notice/unknown-format')
  const notice = read(root)
  if (notice === undefined) return refuse('notice/missing-identifier')
  return isOutOfProportion(notice) ? refuse('notice/too-complex') : { ok: true, notice }
}
