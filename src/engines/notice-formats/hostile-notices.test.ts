import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseNotice } from './parse-notice.ts'
import { xmlMemory } from './xml.ts'

const PATIENCE_MS = 2000

describe('files made to harm', () => {
  test.each([
    ['nothing at all', '', 'notice/empty'],
    ['white space only', ' \r\n\t'.repeat(1000), 'notice/empty'],
    ['one byte', '<', 'notice/truncated'],
    ['plain words', 'Dear buyer,', 'notice/not-xml'],
    ['a web page', '<!doctype html><html></html>', 'notice/has-doctype'],
    ['a billion laughs', laughs(), 'notice/has-doctype'],
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'notice/has-doctype',
    ],
    [
      'a parameter entity',
      '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><a/>',
      'notice/has-doctype',
    ],
    [
      'a doctype behind a comment',
      '<!-- <a> --><?note x?>\n<!DOCTYPE a SYSTEM "x.dtd"><a/>',
      'notice/has-doctype',
    ],
    ['a doctype behind the root', '<a/><!DOCTYPE a>', 'notice/not-xml'],
    ['an entity nobody declared', '<a>&x;</a>', 'notice/not-xml'],
    ['a NUL in the text', '<a>\0</a>', 'notice/not-xml'],
    ['two roots', '<a/><b/>', 'notice/not-xml'],
    ['UTF-7', '<?xml version="1.0" encoding="UTF-7"?><a>+ADw-b/+AD4-</a>', 'notice/wrong-encoding'],
    ['UTF-16 by its own word only', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'notice/wrong-encoding'],
    ['an encoding nobody knows', '<?xml version="1.0" encoding="x-mine"?><a/>', 'notice/wrong-encoding'],
    ['some other XML', '<feed><entry/></feed>', 'notice/unknown-format'],
    [
      'a notice without its namespace',
      '<ContractNotice><ID>1</ID></ContractNotice>',
      'notice/unknown-format',
    ],
  ])('%s', (_what, file, code) => {
    expect(refusalOf(bytesOf(file))).toBe(code)
  })

  test.each([
    ['little-endian UTF-16', utf16(laughs(), true), 'notice/has-doctype'],
    ['big-endian UTF-16', utf16(laughs(), false), 'notice/has-doctype'],
    ['UTF-16 without a mark', utf16(laughs(), true).subarray(2), 'notice/has-doctype'],
    ['half a UTF-16 character', Uint8Array.of(0xff, 0xfe, 0x3c, 0x00, 0x61), 'notice/wrong-encoding'],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0, 0x61, 0, 0, 0), 'notice/not-xml'],
    ['EBCDIC', Uint8Array.of(0x4c, 0x6f, 0xa7, 0x94, 0x93), 'notice/not-xml'],
    [
      'bytes that are no UTF-8',
      Uint8Array.of(0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e),
      'notice/not-xml',
    ],
    [
      'an overlong less-than',
      Uint8Array.of(0x3c, 0x61, 0x3e, 0xc0, 0xbc, 0x3c, 0x2f, 0x61, 0x3e),
      'notice/not-xml',
    ],
    ['a byte order mark alone', Uint8Array.of(0xef, 0xbb, 0xbf), 'notice/empty'],
  ])('%s', (_what, file, code) => {
    expect(refusalOf(file)).toBe(code)
  })

  test('an inclusion is left alone, and nothing of the included file shows', () => {
    const include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="/etc/passwd"/>'

    const parsing = parseNotice(bytesOf(notice(`<b:Note>${include}</b:Note>`)))

    expect(parsing.ok).toBe(true)
    expect(JSON.stringify(parsing)).not.toContain('root:')
  })

  test('every refusal is a sentence', () => {
    for (const file of ['', '<', 'x', laughs(), '<a/>', notice('').replace(ID, '')]) {
      const parsing = parseNotice(bytesOf(file))
      expect(parsing.ok ? '' : parsing.message).toMatch(/^[A-Z].*\.$/)
    }
  })

  test('a notice cut off anywhere is refused', () => {
    const whole = bytesOf(notice('<b:Note>Täpitähed ja muu tekst</b:Note>'))

    for (let cut = 0; cut < 200; cut += 1) {
      const length = Math.floor((whole.length * cut) / 200)
      expect(['notice/truncated', 'notice/empty', 'notice/not-xml']).toContain(
        refusalOf(whole.subarray(0, length)),
      )
    }
    expect(refusalOf(whole.subarray(0, whole.length - 3))).toBe('notice/truncated')
  })

  test('bytes changed at random are read or refused, never more', () => {
    const whole = bytesOf(notice('<b:Note>Täpitähed</b:Note>'))
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))

    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
        const changed = whole.slice()
        for (const [offset, byte] of changes) changed[offset] = byte
        expect(() => parseNotice(changed)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })

  test('any bytes at all are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => typeof parseNotice(bytes).ok === 'boolean'),
    )
  })

  test('words that mean something to JavaScript are only words in a notice', () => {
    const odd = ['__proto__', 'constructor', 'toString']

    for (const word of odd) {
      const parsing = parseNotice(
        bytesOf(
          notice(`<b:NoticeTypeCode listName="${word}">${word}</b:NoticeTypeCode>
          <a:ProcurementProject><b:Name languageID="${word}">A</b:Name></a:ProcurementProject>`),
        ),
      )
      expect(parsing.ok && parsing.notice.kind).toBe('other')
      expect(parsing.ok && parsing.notice.title).toEqual({ und: 'A' })
    }
  })

  test('a result that names the same group a hundred thousand times is refused', () => {
    const members = '<x:Tenderer><b:ID>ORG-1</b:ID></x:Tenderer>'.repeat(1000)
    const result = '<x:LotResult><x:LotTender><b:ID>TEN-1</b:ID></x:LotTender></x:LotResult>'.repeat(1000)

    const file = notice(
      '',
      `<x:NoticeResult>${result}
      <x:LotTender><b:ID>TEN-1</b:ID><x:TenderingParty><b:ID>TPA-1</b:ID></x:TenderingParty></x:LotTender>
      <x:TenderingParty><b:ID>TPA-1</b:ID>${members}</x:TenderingParty></x:NoticeResult>`,
    )

    expect(refusalOf(bytesOf(file))).toBe('notice/too-complex')
  })

  test('large files are refused in time, and the second round takes no more memory than the first', () => {
    const bombs: [string, Uint8Array, string][] = [
      ['50 MB of one letter', new Uint8Array(50_000_000).fill(97), 'notice/too-large'],
      ['19 MB of less-than', new Uint8Array(19_000_000).fill(60), 'notice/too-complex'],
      ['nested a million deep', bytesOf('<a>'.repeat(1_000_000)), 'notice/too-complex'],
      ['nested 200,000 deep', bytesOf('<a>'.repeat(200_000) + '</a>'.repeat(200_000)), 'notice/not-xml'],
      [
        'a million attributes',
        bytesOf(`<a ${numbered(1_000_000, (n) => `b${n}=""`)}/>`),
        'notice/too-complex',
      ],
      [
        '400,000 attributes',
        bytesOf(`<a ${numbered(400_000, (n) => `b${n}=""`)}/>`),
        'notice/unknown-format',
      ],
      [
        '400,000 namespaces',
        bytesOf(`<a ${numbered(400_000, (n) => `xmlns:b${n}="u"`)}/>`),
        'notice/unknown-format',
      ],
      ['400,000 unknown prefixes', bytesOf(`<r>${'<x:a/>'.repeat(400_000)}</r>`), 'notice/unknown-format'],
      ['a text of 15 MB', bytesOf(`<a>${'x'.repeat(15_000_000)}</a>`), 'notice/not-xml'],
      ['a name of 15 MB', bytesOf(`<${'a'.repeat(15_000_000)}/>`), 'notice/not-xml'],
      ['a comment without end', bytesOf(`<!--${'- '.repeat(5_000_000)}`), 'notice/truncated'],
      ['three million entities', bytesOf(`<a>${'&x;'.repeat(3_000_000)}</a>`), 'notice/not-xml'],
    ]
    const round = () => {
      for (const [what, bytes, code] of bombs) {
        const start = process.threadCpuUsage()
        expect(refusalOf(bytes), what).toBe(code)
        // Processor time: the clock on the wall measures the neighbours, too.
        expect(process.threadCpuUsage(start).user / 1000, what).toBeLessThan(PATIENCE_MS)
      }
    }

    round()
    const held = xmlMemory()
    round()

    expect(xmlMemory()).toBe(held)
    expect(held).toBeLessThan(300_000_000)
  }, 60_000)

  test('ten thousand notices leave no memory behind', () => {
    const whole = bytesOf(notice('<b:Note>A</b:Note>'))
    const broken = whole.subarray(0, whole.length - 5)
    for (let round = 0; round < 500; round += 1) parseNotice(round % 2 ? whole : broken)
    const held = xmlMemory()

    for (let round = 0; round < 10_000; round += 1) parseNotice(round % 2 ? whole : broken)

    expect(xmlMemory()).toBe(held)
  }, 30_000)
})

const ID = '<b:ID schemeName="notice-id">5c0a7a4e-0000-4000-8000-000000000001</b:ID>'

/** The smallest contract notice, with more inside it or inside its extension. */
function notice(more: string, extension = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<n:ContractNotice xmlns:n="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
  xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
  xmlns:e="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
  xmlns:f="http://data.europa.eu/p27/eforms-ubl-extensions/1"
  xmlns:x="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1">
  <e:UBLExtensions><e:UBLExtension><e:ExtensionContent><f:EformsExtension>
    ${extension}
  </f:EformsExtension></e:ExtensionContent></e:UBLExtension></e:UBLExtensions>
  ${ID}${more}
</n:ContractNotice>`
}

function refusalOf(bytes: Uint8Array): string {
  const parsing = parseNotice(bytes)
  return parsing.ok ? 'read' : parsing.code
}

function laughs(): string {
  const lines = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`)
  return `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">${lines.join('')}]><l>&l10;</l>`
}

function numbered(count: number, write: (number: number) => string): string {
  return Array.from({ length: count }, (_, number) => write(number)).join(' ')
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2))
  view.setUint16(0, 0xfeff, isLittle)
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 + at * 2, text.charCodeAt(at), isLittle)
  return new Uint8Array(view.buffer)
}
