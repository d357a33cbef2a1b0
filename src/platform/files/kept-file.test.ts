import { expect, test } from 'vitest'
import { answerBytes } from './kept-file.ts'

const named = (name: string) =>
  answerBytes(new Uint8Array(), name, 'text/html').headers.get('content-disposition')

test('a file goes out as a download that can become no page of ours', () => {
  const { headers } = answerBytes(new Uint8Array(), 'a.html', 'text/html')

  expect([headers.get('content-type'), headers.get('content-security-policy')]).toEqual([
    'application/octet-stream',
    "default-src 'none'; sandbox",
  ])
})

test('whatever its name, the header holds one name', () => {
  expect(named('Tõrv (1)".pdf')).toBe(
    `attachment; filename="T_rv (1)_.pdf"; filename*=UTF-8''T%C3%B5rv%20%281%29%22.pdf`,
  )
  expect(named('a\r\nset-cookie: b\u202e')).toBe(
    `attachment; filename="aset-cookie: b"; filename*=UTF-8''aset-cookie%3A%20b`,
  )
})

test('a long name is cut between characters, never inside one', () => {
  expect(named(`${'a'.repeat(199)}😀😀`)).toContain(`${'a'.repeat(199)}%F0%9F%98%80`)
  expect(named(`${'a'.repeat(199)}😀😀`)).not.toContain('%80%F0')
})
