import { describe, expect, test } from 'vitest'
import { typeset } from './typeset.ts'

const template = `#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: datetime(year: 2027, month: 1, day: 4))
#set text(font: "Source Sans 3", lang: "et")
= #d.title
#d.words`

describe('a document', () => {
  test('has the same bytes whenever it is set', async () => {
    const first = await typeset(template, { title: 'Arve', words: 'õäöü šž' }, '2027-01-04')
    const second = await typeset(template, { title: 'Arve', words: 'õäöü šž' }, '2027-01-04')

    expect(Buffer.from(first).equals(second)).toBe(true)
    expect(Buffer.from(first).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('runs nothing that a name brings along', async () => {
    const words = '#panic("run") #read("/etc/passwd") $x$ \\ *bold* "]) #import "@preview/x:0.1.0"'

    await expect(typeset(template, { title: words, words }, '2027-01-04')).resolves.toBeInstanceOf(Uint8Array)
  })

  test('with a mistake says which', async () => {
    await expect(typeset('#undefined-word', {}, '2027-01-04')).rejects.toThrow('unknown variable')
  })

  test.each(['#read("/etc/passwd")', '#read("../../../../etc/passwd")', '#import "@preview/cetz:0.4.0": *'])(
    'reaches nothing outside itself: %s',
    async (reach) => {
      await expect(typeset(reach, {}, '2027-01-04')).rejects.toThrow('The page could not be set')
    },
  )
})
