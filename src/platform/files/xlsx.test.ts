import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { readXlsx } from './xlsx.ts'
import { openXlsxWriter } from './xlsx-writer.ts'

const limits = { rows: 1_000, columns: 100, cellCharacters: 1_000, sheets: 10 }
const text = (content: string) => new TextEncoder().encode(content)

/** A workbook written by hand: one sheet of this XML, and whatever else belongs in the zip. */
function workbook(sheet: string, others: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': text('<Types/>'),
    'xl/workbook.xml': text(
      '<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': text(
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': text(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
    ...others,
  })
}
const words = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`

const rowsOf = async (bytes: Uint8Array) => {
  const read = await readXlsx(bytes, limits)
  if (!read.ok) throw new Error(`${read.refused.code}: ${read.refused.message}`)
  return read.sheets[0]?.rows
}
const refusalOf = async (bytes: Uint8Array) => {
  const read = await readXlsx(bytes, limits)
  return read.ok ? 'taken' : read.refused.code
}

test('reads every sheet with texts, numbers, dates and gaps as texts', async () => {
  const bytes = await writeWorkbook([
    { sheet: 'Juhend', data: [['Loe mind']] },
    {
      sheet: 'Liikmed',
      data: [
        ['Nimi', 'Kood', 'Alates', 'Liige'],
        ['OÜ <A> & "B"', 12345678, { value: new Date(Date.UTC(2020, 0, 5)), format: 'dd.mm.yyyy' }, true],
        [null, 0.5, null, null],
      ],
    },
  ]).toBuffer()

  expect(await readXlsx(new Uint8Array(bytes), limits)).toEqual({
    ok: true,
    sheets: [
      { name: 'Juhend', rows: [['Loe mind']] },
      {
        name: 'Liikmed',
        rows: [
          ['Nimi', 'Kood', 'Alates', 'Liige'],
          ['OÜ <A> & "B"', '12345678', '2020-01-05', 'TRUE'],
          ['', '0.5', '', ''],
        ],
      },
    ],
  })
})

test('a formula gives its last value, or nothing when nobody calculated it; it is never run', async () => {
  const sheet = row(
    1,
    '<c r="A1"><f>1+1</f><v>2</v></c>',
    '<c r="B1" t="str"><f>HYPERLINK("https://evil.example")</f><v>click</v></c>',
    '<c r="C1" t="str"><f>NOW()</f></c>',
    '<c r="D1"><f>WEBSERVICE("https://evil.example")</f><v></v></c>',
    '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    words('F1', '=cmd|’ /C calc’!A0'),
  )

  expect(await rowsOf(workbook(sheet))).toEqual([['2', 'click', '', '', '#DIV/0!', '=cmd|’ /C calc’!A0']])
})

test('a name merged over several rows stands in each of them', async () => {
  const bytes = await writeWorkbook([
    ['Title over all', null],
    [{ value: 'Põhjatuul OÜ', rowSpan: 2 }, 'Mari'],
    [null, 'Jaan'],
  ]).toBuffer()

  expect(await rowsOf(new Uint8Array(bytes))).toEqual([
    ['Title over all', ''],
    ['Põhjatuul OÜ', 'Mari'],
    ['Põhjatuul OÜ', 'Jaan'],
  ])
})

test('what we write comes back as it was, formula signs and all, and holds no formula', async () => {
  const rows = [
    ['Name', 'Note'],
    ['=1+1', '+372 5555'],
    ['@x', 'two\nlines'],
  ]
  const write = openXlsxWriter()
  await write({ kind: 'rows', rows })
  const bytes = await write({ kind: 'end', sheet: 'List' })

  expect(await rowsOf(bytes)).toEqual(rows)
  expect(Buffer.from(bytes).toString('latin1')).not.toContain('<f>')
})

/** Text that hardly packs, so that no bomb is seen in it. */
function manyLetters(length: number): string {
  let state = 1
  return Array.from({ length: length / 4 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state.toString(36).padStart(7, '0').slice(0, 4)
  }).join('')
}

const million = 'A'.repeat(1_000_000)
test.each<[string, () => Uint8Array, string]>([
  [
    'a bomb',
    () =>
      workbook(row(1, words('A1', 'x')), {
        'xl/sharedStrings.xml': text(`<sst>${' '.repeat(90_000_000)}</sst>`),
      }),
    'files/bomb',
  ],
  [
    'a part larger than any list',
    () => workbook(row(1), { 'xl/media/x.bin': new Uint8Array(130_000_000) }),
    'files/bomb',
  ],
  ['a cell of 20 MB', () => workbook(row(1, words('A1', manyLetters(20_000_000)))), 'workbook/cell-too-long'],
  [
    'a shared text of a million characters',
    () =>
      workbook(row(1, words('A1', 'x')), {
        'xl/sharedStrings.xml': text(`<sst><si><t>${million}</t></si></sst>`),
      }),
    'workbook/cell-too-long',
  ],
  [
    'a million columns',
    () => workbook(`<row r="1">${'<c/>'.repeat(1_000_000)}</row>`),
    'workbook/too-many-columns',
  ],
  ['a cell far to the right', () => workbook(row(1, words('ZZZZZZ1', 'x'))), 'workbook/too-many-columns'],
  ['a cell far down', () => workbook(row(1, words('A99999999', 'x'))), 'workbook/too-many-rows'],
  [
    'a row with a number of its own',
    () => workbook('<row r="99999999"><c><v>1</v></c></row>'),
    'workbook/too-many-rows',
  ],
  ['a place that is none', () => workbook(row(1, words('A-1', 'x'))), 'workbook/damaged'],
  [
    'entities',
    () =>
      workbook('', {
        'xl/worksheets/sheet1.xml': text(
          '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>',
        ),
      }),
    'workbook/unsafe',
  ],
  [
    'swelling entities',
    () =>
      workbook('', {
        'xl/sharedStrings.xml': text('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst/>'),
      }),
    'workbook/unsafe',
  ],
  ['a zip that is no workbook', () => zipSync({ 'a.txt': text('a') }), 'workbook/none'],
  ['an archive in an archive', () => zipSync({ 'list.xlsx': workbook(row(1)) }), 'workbook/none'],
  ['a zip cut short', () => workbook(row(1, words('A1', 'x'))).slice(0, 300), 'files/truncated'],
  ['markup that ends nowhere', () => workbook('<row r="1"><c r="A1"><v>1'), 'workbook/damaged'],
])('refuses %s', async (_, make, code) => {
  expect(await refusalOf(make())).toBe(code)
})

test('a part with a name that climbs out of its folder is simply never asked for', async () => {
  const climbing = { '../../etc/cron.d/x': text('x'), 'xl/worksheets/../../x.xml': text('<x/>') }

  expect(await rowsOf(workbook(row(1, words('A1', 'x')), climbing))).toEqual([['x']])
})
