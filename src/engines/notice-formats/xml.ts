// The only file that knows libxml2-wasm (0.7.2, pinned). Its public node classes make one object and
// several decoded strings per step and cost 3.5 times the bare parse; this file reads libxml2's own
// tree out of the wasm memory instead, decodes a name once per document and a text only when asked
// for. The record layout that needs is fixed by libxml2's ABI on 32-bit targets and proved on import
// (proveLayout), so an upgrade that moves a field stops at the first start, not in a wrong notice.
import loadLibxml2 from 'libxml2-wasm/lib/libxml2raw.mjs'
import { type NoticeRefusal, prepareXmlBytes, refuse, refuseUnparsable } from './xml-bytes.ts'

/**
 * One element of a document that is open right now. `name` is the local name behind the prefix this
 * house uses for the namespace (never the document's own prefix). Ask it only inside the `read`
 * function of `readXml`; afterwards the document is gone and every question answers "nothing".
 */
export interface XmlElement {
  readonly name: string
  readonly at: number
  readonly document: OpenDocument
  kids: readonly XmlElement[] | undefined
}

/** House prefix of a namespace URI, or undefined when the namespace is none of ours. */
export type PrefixOf = (namespaceUri: string) => string | undefined

/**
 * Parses the bytes, hands the root element to `read` and frees the document whatever happens.
 * Refuses document types, never loads or expands an entity, never touches network or disk.
 */
export function readXml<T>(
  bytes: Uint8Array,
  prefixOf: PrefixOf,
  read: (root: XmlElement) => T,
): { ok: true; value: T } | NoticeRefusal {
  const prepared = prepareXmlBytes(bytes)
  if (!prepared.ok) return prepared
  const pointer = parse(prepared.bytes)
  if (pointer === 0) return refuseUnparsable(prepared.bytes)
  try {
    // Second lock on the same door: the prolog was searched before, the tree is asked after.
    if (libxml2._xmlGetIntSubset(pointer) !== 0) return refuse('notice/has-doctype')
    return readTree(pointer, prefixOf, read)
  } finally {
    libxml2._xmlFreeDoc(pointer)
  }
}

/** Child elements, in document order. */
export function children(element: XmlElement | undefined): readonly XmlElement[] {
  if (element === undefined) return NONE
  element.kids ??= readChildren(element)
  return element.kids
}

/** The first child of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const kid of children(element)) if (kid.name === name) return kid
  return undefined
}

/** The first element along a path of child names. */
export function at(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let here = element
  for (const name of path) here = child(here, name)
  return here
}

/** Every element along a path of child names, through all branches. */
export function all(element: XmlElement | undefined, ...path: readonly string[]): XmlElement[] {
  let level = element === undefined ? [] : [element]
  for (const name of path) {
    const next: XmlElement[] = []
    for (const parent of level) for (const kid of children(parent)) if (kid.name === name) next.push(kid)
    level = next
  }
  return level
}

/** The first element below (at any depth) whose name matches; depth is capped by the parser at 256. */
export function below(element: XmlElement | undefined, name: string | RegExp): XmlElement | undefined {
  for (const kid of children(element)) {
    if (typeof name === 'string' ? kid.name === name : name.test(kid.name)) return kid
    const deeper = below(kid, name)
    if (deeper !== undefined) return deeper
  }
  return undefined
}

/** The element's own text, trimmed; undefined when there is none. */
export function text(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  const words = element.document.words
  let found = ''
  for (let node = words[(element.at + CHILDREN) >> 2]; node; node = words[(node + NEXT) >> 2]) {
    if (isText(words[(node + TYPE) >> 2])) found += decode(words[(node + CONTENT) >> 2])
  }
  return found.trim() || undefined
}

/** Text of the element and everything in it, in order, untrimmed. */
export function innerText(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return gatherText(element.document.words, element.at)
}

/** An attribute by its local name; eForms and TED have no two attributes that differ in namespace only. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  if (element === undefined) return undefined
  const { words, names } = element.document
  for (let node = words[(element.at + PROPERTIES) >> 2]; node; node = words[(node + NEXT) >> 2]) {
    if (nameAt(words[(node + NAME) >> 2] ?? 0, names) !== name) continue
    return gatherText(words, node).trim() || undefined
  }
  return undefined
}

/** Bytes of wasm memory held now; it only ever grows, so tests and benchmarks watch it for leaks. */
export function xmlMemory(): number {
  return libxml2.HEAPU8.length
}

interface OpenDocument {
  /** libxml2's memory as 32-bit words; emptied when the document is freed. */
  words: Int32Array
  readonly names: Map<number, string>
  /** Prefix by pointer of the namespace record; kept with the house names already spelled out. */
  readonly namespaces: Map<number, Map<number, string>>
  readonly prefixOf: PrefixOf
}

const libxml2 = await loadLibxml2()
libxml2._xmlInitParser()

// ParseOption bits of the library: errors and warnings are not reported one by one (collecting them
// costs the square of their number in hostile files), nothing external is loaded, no network, small
// texts inside the node. Absent on purpose: NOENT, DTDLOAD, XINCLUDE, RECOVER, HUGE (so nesting stops
// at 256 and a text at 10 MB).
const OPTIONS = 32 | 64 | 2048 | 65536 | 8388608 | 33554432
const UTF8 = allocateText('UTF-8')
const UTF8_DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

// Offsets in xmlNode, xmlAttr and xmlNs (libxml2 tree.h, 32-bit).
const TYPE = 4
const NAME = 8
const CHILDREN = 12
const NEXT = 24
const NAMESPACE = 36
const CONTENT = 40
const PROPERTIES = 44
const HREF = 8
const ELEMENT_NODE = 1
const NONE: readonly XmlElement[] = []

proveLayout()

function parse(bytes: Uint8Array): number {
  const buffer = libxml2._malloc(bytes.length + 1)
  if (buffer === 0) return 0
  const context = libxml2._xmlNewParserCtxt()
  try {
    libxml2.HEAPU8.set(bytes, buffer)
    libxml2.HEAPU8[buffer + bytes.length] = 0
    return libxml2._xmlCtxtReadMemory(context, buffer, bytes.length, 0, UTF8, OPTIONS)
  } finally {
    libxml2._xmlFreeParserCtxt(context)
    libxml2._free(buffer)
  }
}

function readTree<T>(
  pointer: number,
  prefixOf: PrefixOf,
  read: (root: XmlElement) => T,
): { ok: true; value: T } | NoticeRefusal {
  const root = libxml2._xmlDocGetRootElement(pointer)
  if (root === 0) return refuse('notice/not-xml')
  const document = { words: libxml2.HEAP32, names: new Map(), namespaces: new Map(), prefixOf }
  try {
    return { ok: true, value: read(toElement(root, document)) }
  } finally {
    document.words = new Int32Array(0)
  }
}

function readChildren(element: XmlElement): readonly XmlElement[] {
  const { words } = element.document
  const found: XmlElement[] = []
  for (let node = words[(element.at + CHILDREN) >> 2]; node; node = words[(node + NEXT) >> 2]) {
    if (words[(node + TYPE) >> 2] === ELEMENT_NODE) found.push(toElement(node, element.document))
  }
  return found.length === 0 ? NONE : found
}

function toElement(node: number, document: OpenDocument): XmlElement {
  return { name: houseName(node, document), at: node, document, kids: undefined }
}

function houseName(node: number, document: OpenDocument): string {
  const { words, namespaces } = document
  const namespace = words[(node + NAMESPACE) >> 2] ?? 0
  const local = words[(node + NAME) >> 2] ?? 0
  let known = namespaces.get(namespace)
  if (known === undefined) {
    known = new Map()
    namespaces.set(namespace, known)
  }
  const seen = known.get(local)
  if (seen !== undefined) return seen
  const uri = namespace === 0 ? '' : decode(words[(namespace + HREF) >> 2])
  const prefix = document.prefixOf(uri)
  // '?' can not stand in an XML name, so no element of a foreign namespace is taken for one of ours.
  const name = (prefix ?? '?') + nameAt(local, document.names)
  known.set(local, name)
  return name
}

/** Names are interned by libxml2: one pointer a name, so each is decoded once per document. */
function nameAt(pointer: number, names: Map<number, string>): string {
  const seen = names.get(pointer)
  if (seen !== undefined) return seen
  const name = decode(pointer)
  names.set(pointer, name)
  return name
}

function gatherText(words: Int32Array, parent: number): string {
  let found = ''
  for (let node = words[(parent + CHILDREN) >> 2]; node; node = words[(node + NEXT) >> 2]) {
    const type = words[(node + TYPE) >> 2]
    if (isText(type)) found += decode(words[(node + CONTENT) >> 2])
    else if (type === ELEMENT_NODE) found += gatherText(words, node)
  }
  return found
}

function isText(type: number | undefined): boolean {
  return type === 3 || type === 4
}

/** The C string at a pointer. The library's own decoder walks to the end byte by byte; this one searches. */
function decode(pointer: number | undefined): string {
  if (!pointer) return ''
  const memory = libxml2.HEAPU8
  const end = memory.indexOf(0, pointer)
  let short = ''
  // Codes, numbers and dates: below this length the text decoder's own start-up costs more.
  if (end - pointer <= 24) {
    for (let at = pointer; at < end; at += 1) {
      const byte = memory[at] ?? 0
      if (byte > 127) return UTF8_DECODER.decode(memory.subarray(pointer, end))
      short += String.fromCharCode(byte)
    }
    return short
  }
  return UTF8_DECODER.decode(memory.subarray(pointer, end))
}

function allocateText(value: string): number {
  const pointer = libxml2._malloc(value.length + 1)
  libxml2.stringToUTF8(value, pointer, value.length + 1)
  return pointer
}

function proveLayout(): void {
  const sample = new TextEncoder().encode('<a xmlns="urn:x"><b c="1">two<!-- - --><![CDATA[<3]]></b><b/></a>')
  const seen = readXml(
    sample,
    (uri) => (uri === 'urn:x' ? 'x:' : undefined),
    (root) => [
      root.name,
      ...children(root).map((kid) => [kid.name, attribute(kid, 'c'), text(kid)].join('|')),
    ],
  )
  const found = seen.ok ? seen.value.join(' ') : seen.code
  if (found !== 'x:a x:b|1|two<3 x:b||') {
    throw new Error(
      `libxml2's tree is laid out differently: read "${found}".\nMaybe libxml2-wasm was upgraded.`,
    )
  }
}
