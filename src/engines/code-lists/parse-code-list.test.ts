import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CodeList } from './code-list.ts'
import { parseCodeList } from './parse-code-list.ts'

const data = '../shared/data'
const hasData = existsSync(data)
if (!hasData) console.log('skipped: no shared data')

const bytes = (text: string) => new TextEncoder().encode(text)

describe.skipIf(!hasData)('the published lists', { timeout: 30_000 }, () => {
  test('CPV 2008 has 9,454 codes, each in 24 languages and each but the divisions under another', () => {
    const cpv = only(read('codelists/cpv-2008.24langs.tsv.gz'))

    expect(cpv.list).toBe('cpv')
    expect(cpv.codes).toHaveLength(9454)
    expect(new Set(cpv.codes.map((code) => Object.keys(code.labels).length))).toEqual(new Set([24]))
    expect(cpv.codes.filter((code) => code.parent === undefined)).toHaveLength(45)
    expect(cpv.codes.find((code) => code.code === '35613100')?.parent).toBe('35613000')
  })

  test('CPV in two languages has the same codes, and the parents we derive are the published ones', () => {
    const derived = only(read('codelists/cpv-2008.24langs.tsv.gz'))
    const published = only(read('codelists/cpv-2008.en-et.csv'))

    const tree = (list: CodeList) => list.codes.map(({ code, parent }) => [code, parent])
    expect(published.list).toBe('cpv')
    expect(tree(derived)).toEqual(tree(published))
  })

  test('NUTS has 2,087 codes', () => {
    const nuts = only(read('codelists/nuts.en-et.csv'))

    expect(nuts.list).toBe('nuts')
    expect(nuts.codes).toHaveLength(2087)
    expect(nuts.codes.find((code) => code.code === 'EE001')).toEqual({
      code: 'EE001',
      parent: 'EE00',
      labels: { en: 'Põhja-Eesti', et: 'Põhja-Eesti' },
    })
  })

  test('the eForms lists come all at once', () => {
    const lists = read('codelists/eforms-codelists.24langs.json.gz')

    const sizes = Object.fromEntries(lists.map((list) => [list.list, list.codes.length]))
    expect(lists.length).toBeGreaterThan(100)
    expect(sizes).toMatchObject({ country: 246, currency: 154, nuts: 2087, 'notice-subtype': 51 })
  })

  test.each([
    ['nato-supply-groups-fsg.csv', { fsg: 75 }],
    ['nato-supply-classes-fsc.csv', { fsc: 639 }],
    ['eu-common-military-list.csv', { 'military-list': 22 }],
    ['eu-dual-use-annex-i-structure.csv', { 'dual-use-categories': 10, 'dual-use-groups': 5 }],
    ['trl.csv', { 'readiness-levels': 9 }],
    ['nisp-interface-standards.csv', { 'interface-standards': 1257 }],
    ['asterix-categories.csv', { asterix: 27 }],
    ['harmonized-system.csv', { hs: 6940 }],
  ])('%s is told by its columns', (file, sizes) => {
    const lists = read(`classification/${file}`)

    expect(Object.fromEntries(lists.map((list) => [list.list, list.codes.length]))).toEqual(sizes)
  })

  test('a supply class lies under its group and a customs heading under its chapter', () => {
    const fsc = only(read('classification/nato-supply-classes-fsc.csv'))
    const hs = only(read('classification/harmonized-system.csv'))

    expect(fsc.codes.find((code) => code.code === '5855')?.parent).toBe('58')
    expect(hs.codes.find((code) => code.code === '01')?.parent).toBeUndefined()
    expect(hs.codes.find((code) => code.code === '0101')?.parent).toBe('01')
  })

  test('a table that links services to standards is no code list', () => {
    const file = 'classification/nisp-service-to-standard.csv'

    expect(parseCodeList(load(file), basename(file))).toMatchObject({
      ok: false,
      code: 'code-lists/unknown-columns',
    })
  })
})

describe('Genericode', () => {
  test('gives codes, parents and labels by language', () => {
    expect(parseCodeList(bytes(genericode), 'x.gc')).toEqual({
      ok: true,
      lists: [
        {
          list: 'demo-list',
          codes: [
            { code: 'a', labels: { en: 'First & best', et: 'Esimene' } },
            { code: 'b', parent: 'a', labels: { en: 'Second' } },
          ],
        },
      ],
    })
  })

  test('may be written in UTF-16', () => {
    const utf16 = Buffer.from(`\uFEFF${genericode.replace('UTF-8', 'UTF-16')}`, 'utf16le')

    expect(parseCodeList(utf16, 'x.gc')).toEqual(parseCodeList(bytes(genericode), 'x.gc'))
  })

  test('of the older kind has a column of names instead of languages, and values in the order of columns', () => {
    const old = `<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
      <Identification><ShortName>Old List</ShortName></Identification>
      <ColumnSet><Column Id="code"/><Column Id="name"/></ColumnSet>
      <SimpleCodeList><Row><Value><SimpleValue>x</SimpleValue></Value><Value><SimpleValue>An x</SimpleValue></Value></Row></SimpleCodeList>
    </gc:CodeList>`

    expect(parseCodeList(bytes(old), 'x.gc')).toEqual({
      ok: true,
      lists: [{ list: 'old-list', codes: [{ code: 'x', labels: { en: 'An x' } }] }],
    })
  })

  test.each([
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'code-lists/doctype'],
    [
      'a foreign file',
      '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
      'code-lists/doctype',
    ],
    ['a cut file', '<gc:CodeList xmlns:gc="x"><Row>', 'code-lists/bad-xml'],
    ['another XML', '<Notice xmlns="urn:x"/>', 'code-lists/not-genericode'],
    ['a deep nest', '<a>'.repeat(100_000), 'code-lists/bad-xml'],
  ])('refuses %s', (_, xml, code) => {
    expect(parseCodeList(bytes(xml), 'x.gc')).toMatchObject({ ok: false, code })
  })
})

describe('a table of one’s own', () => {
  test('needs a code and a label in some language, and is named after its file', () => {
    expect(parseCodeList(bytes('code;parent;et;en\nA;;Üks;One\nB;A;Kaks;\n'), 'Our Skills.2026.csv')).toEqual(
      {
        ok: true,
        lists: [
          {
            list: 'our-skills',
            codes: [
              { code: 'A', labels: { et: 'Üks', en: 'One' } },
              { code: 'B', parent: 'A', labels: { et: 'Kaks' } },
            ],
          },
        ],
      },
    )
  })

  test.each([
    ['nothing', '', 'code-lists/empty'],
    ['only a head', 'code,en\n', 'code-lists/empty'],
    ['no column of codes', 'name,price\na,1\n', 'code-lists/unknown-columns'],
    ['a row without code', 'code,en\n,One\n', 'code-lists/no-code'],
    ['a code twice', 'code,en\n1,One\n1,Uno\n', 'code-lists/duplicate-code'],
    ['a code without label', 'code,en\n1,\n', 'code-lists/bad-row'],
    ['an open quote', 'code,en\n1,"One\n2,Two\n', 'code-lists/bad-table'],
    ['two columns of one name', 'code,en,en\n1,One,Uno\n', 'code-lists/same-columns'],
    ['a label without end', `code,en\n1,${'x'.repeat(5000)}\n`, 'code-lists/bad-row'],
    [
      'too many codes',
      `code,en\n${Array.from({ length: 200_001 }, (_, at) => `${at},x`).join('\n')}`,
      'code-lists/too-large',
    ],
    ['broken JSON', '{"a": {', 'code-lists/bad-json'],
    ['JSON of another shape', '{"a": [1]}', 'code-lists/not-a-list'],
    ['JSON with a label that is no text', '{"a": {"1": {"en": 5}}}', 'code-lists/no-labels'],
    ['JSON that reaches for prototypes', '{"a": {"1": {"__proto__": "x"}}}', 'code-lists/no-labels'],
  ])('is refused when it has %s', (_, text, code) => {
    expect(parseCodeList(bytes(text), 'x.csv')).toMatchObject({ ok: false, code })
  })

  test('is refused in an old one-byte encoding', () => {
    expect(parseCodeList(Buffer.from('code,et\n1,\xdcks\n', 'latin1'), 'x.csv')).toMatchObject({
      ok: false,
      code: 'code-lists/encoding',
    })
  })
})

test('any bytes end in lists or a refusal', () => {
  const pieces = fc.constantFrom(
    'code',
    'en',
    ',',
    '"',
    '\n',
    '<',
    '>',
    '{',
    '}',
    ':',
    'gc:CodeList',
    '\0',
    'õ',
    '<!DOCTYPE',
  )
  const input = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: pieces, maxLength: 60 }).map((text) => bytes(text)),
    fc.nat(genericode.length).map((cut) => bytes(genericode.slice(0, cut))),
  )

  fc.assert(
    fc.property(input, (hostile) => {
      expect(typeof parseCodeList(hostile, 'x').ok).toBe('boolean')
    }),
    { numRuns: 500 },
  )
})

const genericode = `<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
  <Annotation><Description/></Annotation>
  <Identification><ShortName>Demo list</ShortName><Version>1</Version></Identification>
  <ColumnSet>
    <Column Id="code" Use="required"><ShortName>Code</ShortName><Data Type="normalizedString"/></Column>
    <Column Id="parentCode" Use="optional"><ShortName>ParentCode</ShortName></Column>
    <Column Id="Name"><ShortName>Name</ShortName></Column>
    <Column Id="eng_label"><ShortName>en</ShortName></Column>
    <Column Id="est_label"><ShortName>et</ShortName></Column>
  </ColumnSet>
  <SimpleCodeList>
    <Row>
      <Value ColumnRef="code"><SimpleValue>a</SimpleValue></Value>
      <Value ColumnRef="Name"><SimpleValue>first</SimpleValue></Value>
      <Value ColumnRef="eng_label"><SimpleValue>First &amp; best</SimpleValue></Value>
      <Value ColumnRef="est_label"><SimpleValue>Esimene</SimpleValue></Value>
    </Row>
    <Row>
      <Value ColumnRef="code"><SimpleValue>b</SimpleValue></Value>
      <Value ColumnRef="parentCode"><SimpleValue>a</SimpleValue></Value>
      <Value ColumnRef="eng_label"><SimpleValue>Second</SimpleValue></Value>
    </Row>
  </SimpleCodeList>
</gc:CodeList>`

function load(file: string): Uint8Array {
  const packed = readFileSync(`${data}/${file}`)
  return file.endsWith('.gz') ? gunzipSync(packed) : packed
}

function read(file: string): CodeList[] {
  const result = parseCodeList(load(file), basename(file).replace(/\.gz$/, ''))
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`)
  return result.lists
}

function only(lists: CodeList[]): CodeList {
  const [list] = lists
  if (!list || lists.length > 1) throw new Error(`expected one list, got ${lists.length}`)
  return list
}
