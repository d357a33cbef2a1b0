import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsv } from './csv.ts'

describe('a comma-separated file', () => {
  test('keeps separators, doubled quotes and line breaks inside quotes', () => {
    expect(parseCsv('code,en\r\n1,"a ""b"", c\nd"\r\n2,\r\n')).toEqual({
      ok: true,
      rows: [
        ['code', 'en'],
        ['1', 'a "b", c\nd'],
        ['2', ''],
      ],
    })
  })

  test.each([
    ['comma', 'a,"b;c;d;e",f'],
    ['semicolon', 'a;"b,c,d,e";f'],
    ['tab', 'a\t"b,c,d,e"\tf'],
  ])('is split by %s when that stands most often outside quotes', (_, text) => {
    const { rows } = parsed(text)

    expect(rows[0]).toHaveLength(3)
  })

  test('may begin with a byte order mark, end in old Mac line breaks and hold blank lines', () => {
    expect(parseCsv('\uFEFFa,b\r\r1,2\r')).toEqual({
      ok: true,
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    })
  })

  test('that leaves a quote open or writes after a closing one names the line', () => {
    expect(parseCsv('a,b\n1,2\n"3,4\n5,6')).toEqual({ ok: false, line: 3, reason: 'open-quote' })
    expect(parseCsv('a,b\n"1\n2",3\n"4"x,5')).toEqual({ ok: false, line: 4, reason: 'after-quote' })
  })

  test('takes a quote in the middle of a plain cell as it stands', () => {
    expect(parseCsv('size,7" screen')).toEqual({ ok: true, rows: [['size', '7" screen']] })
  })

  test('comes back as it was written, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', 'õ', ' ') })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })

    fc.assert(
      fc.property(table, (rows) => {
        // The head row decides the separator, so it must show one outside quotes.
        const all = [['x', 'y', 'z', 'u', 'v'], ...rows]
        const text = all
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join('\r\n')
        expect(parseCsv(text)).toEqual({ ok: true, rows: all })
      }),
    )
  })

  test('of a million quotes is judged at once', () => {
    const start = process.cpuUsage()
    parseCsv('"'.repeat(1_000_001))
    parseCsv('a,'.repeat(1_000_000))

    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000)
  })
})

function parsed(text: string): { rows: string[][] } {
  const result = parseCsv(text)
  if (!result.ok) throw new Error(result.reason)
  return result
}
