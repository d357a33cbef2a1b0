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

test('a line is written as spreadsheets read it', async () => {
  const csv = await answerCsv(
    'x.csv',
    [
      { header: 'a', cell: (row) => row.a },
      { header: 'b', cell: (row) => row.b },
    ],
    [{ a: 'x "y", z', b: ['=1', 'Karu'] }],
  ).text()

  expect(csv).toBe(`a,b\r\n"x ""y"", z",'=1; Karu\r\n`)
})
