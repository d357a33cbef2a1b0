import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assertOneAddress } from './address.ts'
import { renderLetter } from './letter.ts'

describe('a letter', () => {
  test('is written as text and as HTML', () => {
    const letter = {
      subject: 'Hello',
      paragraphs: ['Dear Mari,', 'Come in.'],
      action: { label: 'Open', url: 'https://talgud.example/x' },
      footnote: 'Bye.',
    }

    expect(renderLetter(letter)).toEqual({
      subject: 'Hello',
      text: 'Dear Mari,\n\nCome in.\n\nOpen:\nhttps://talgud.example/x\n\nBye.\n',
      html: '<p>Dear Mari,</p>\n<p>Come in.</p>\n<p><a href="https://talgud.example/x">Open</a></p>\n<p><small>Bye.</small></p>\n',
    })
  })

  test('runs nothing that a name brings along', () => {
    const name = '<img src=x onerror=alert(1)>"\'&{{7*7}}'
    const { html } = renderLetter({ subject: name, paragraphs: [name], action: { label: name, url: name } })

    expect(html.replaceAll(/<\/?p>|<a href="[^"<>]*">|<\/a>/g, '')).not.toMatch(/[<>"']/)
    expect(html).toContain('{{7*7}}')
  })

  test('has a subject of one line whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const { subject } = renderLetter({ subject: `a\r\nBcc: eve@evil.example${words}`, paragraphs: [] })
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(subject).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029]/)
      }),
    )
  })
})

test('a recipient is one address or none', () => {
  const wrong = [
    'a@b.example\r\nBcc: eve@evil.example',
    'a@b.example, eve@evil.example',
    '',
    'a',
    '<a@b.example>',
  ]

  expect(() => assertOneAddress('mari.mets+talgud@rebane.example')).not.toThrow()
  for (const address of wrong) expect(() => assertOneAddress(address)).toThrow('not one e-mail address')
})
