import { expect, test } from 'vitest'
import { answerCsv, safeCell } from './csv.ts'

test('no cell is taken for a formula, whichever sign the spreadsheet splits a line at', () => {
  const cells = [
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1+1',
    ' =1+1',
    '|cmd',
    'a;=1+1',
    'a; -1+1',
    'a;"=1+1"',
    'a;\t"+1',
  ]

  expect(cells.map(safeCell)).toEqual([
    "'=1+1",
    "'+1+1",
    "'-1+1",
    "'@SUM(A1)",
    "'\t=1+1",
    "' =1+1",
    "'|cmd",
    "a;'=1+1",
    "a;' -1+1",
    `a;'"=1+1"`,
    `a;'\t"+1`,
  ])
})

test('numbers and plain words stay as they are', () => {
  expect(['-12.5', '7', 'Rebane OÜ; Karu AS', 'a-b'].map(safeCell)).toEqual([
    '-12.5',
    '7',
    'Rebane OÜ; Karu AS',
    'a-b',
  ])
})

test.each([
  ['en', `a,b,c\r\n"x ""y"", z",'=1; Karu,1.5\r\n`],
  ['et', `a;b;c\r\n"x ""y"", z";"'=1; Karu";1,5\r\n`],
] as const)('a line is written as spreadsheets read it in %s', async (language, expected) => {
  const csv = await answerCsv(
    language,
    'x.csv',
    [
      { header: 'a', cell: (row) => row.a },
      { header: 'b', cell: (row) => row.b },
      { header: 'c', cell: (row) => row.c },
    ],
    [{ a: 'x "y", z', b: ['=1', 'Karu'], c: 1.5 }],
  ).text()

  expect(csv).toBe(expected)
})
