import { expect, test } from 'vitest'
import { readCsv } from './read-csv.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le')
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16())
}
const rowsOf = (bytes: Uint8Array) => {
  const read = readCsv(bytes, 'list.csv')
  if (!read.ok) throw new Error(read.refused.message)
  return { encoding: read.encoding, rows: read.sheets[0]?.rows }
}
const refusalOf = (bytes: Uint8Array) => {
  const read = readCsv(bytes, 'list.csv')
  return read.ok ? 'taken' : read.refused.code
}

const list = 'Ettevõte;Riik\r\nÕunapuu OÜ;Eesti\r\n'
const rows = [
  ['Ettevõte', 'Riik'],
  ['Õunapuu OÜ', 'Eesti'],
]

test.each([
  ['UTF-8', utf8(list), 'utf-8'],
  ['UTF-8 with a mark', utf8(`\uFEFF${list}`), 'utf-8'],
  ['UTF-16 little-endian with a mark', utf16(`\uFEFF${list}`, 'le'), 'utf-16le'],
  ['UTF-16 big-endian with a mark', utf16(`\uFEFF${list}`, 'be'), 'utf-16be'],
  ['UTF-16 little-endian without a mark', utf16(list, 'le'), 'utf-16le'],
  ['UTF-16 big-endian without a mark', utf16(list, 'be'), 'utf-16be'],
  ['Windows-1252', new Uint8Array(Buffer.from(list, 'latin1')), 'windows-1252'],
])('reads %s', (_, bytes, encoding) => {
  expect(rowsOf(bytes)).toEqual({ encoding, rows })
})

test('tells the Baltic code page by its letters', () => {
  // "Šķērsiela, Žemaitija, Kėdainiai" in Windows-1257.
  const baltic = Uint8Array.from([
    0xd0, 0xed, 0xe7, 0x72, 0x73, 0x2c, 0xde, 0x65, 0x6d, 0x2c, 0x4b, 0xeb, 0x64,
  ])

  expect(rowsOf(baltic)).toEqual({ encoding: 'windows-1257', rows: [['Šķērs', 'Žem', 'Kėd']] })
})

test.each([
  [
    ';',
    'a;b,c;d\n1;2,5;3\n',
    [
      ['a', 'b,c', 'd'],
      ['1', '2,5', '3'],
    ],
  ],
  [
    ',',
    'a,b\n"x, y",2\n',
    [
      ['a', 'b'],
      ['x, y', '2'],
    ],
  ],
  [
    'tab',
    'a\tb;c\n1\t2\n',
    [
      ['a', 'b;c'],
      ['1', '2'],
    ],
  ],
  [
    '|',
    'a|b\n1|2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
])('finds the separator %s', (_, text, expected) => {
  expect(rowsOf(utf8(text)).rows).toEqual(expected)
})

test('keeps the numbers of rows with Excel’s separator line, title rows and blank lines', () => {
  expect(rowsOf(utf8('sep=;\r\nLiikmed\r\n\r\na;b\r\n1;2\r\n')).rows).toEqual([
    [],
    ['Liikmed'],
    [],
    ['a', 'b'],
    ['1', '2'],
  ])
})

test('reads cells with line breaks, doubled quotes and text after the closing quote', () => {
  expect(rowsOf(utf8('a,b\n"x\ny","say ""hi"""\n"p"q,r')).rows).toEqual([
    ['a', 'b'],
    ['x\ny', 'say "hi"'],
    ['pq', 'r'],
  ])
})

test.each([
  ['a cell of 20 MB', utf8(`a,b\n${'x'.repeat(20_000_000)},1`), 'exchange/cell-too-long'],
  ['a quote that is never closed', utf8('a,b\n"x,1\n2,3'), 'exchange/open-quote'],
  ['a quote that swallows the file', utf8(`a,b\n"${'x,1\n'.repeat(100_000)}",1`), 'exchange/cell-too-long'],
  ['a million columns', utf8(','.repeat(1_000_000)), 'exchange/too-many-columns'],
  ['two million rows', utf8('a\n'.repeat(2_000_000)), 'exchange/too-many-rows'],
  ['bytes that are no text', Uint8Array.from([1, 2, 0, 3, 0, 0, 0, 5, 255, 0, 0, 0]), 'exchange/not-text'],
])('refuses %s', (_, bytes, code) => {
  expect(refusalOf(bytes)).toBe(code)
})
