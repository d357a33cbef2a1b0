import { expect, test } from 'vitest'
import { sniff } from './sniff.ts'

const utf16 = (text: string, mark = true) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')

test.each<[string, string | Uint8Array]>([
  ['xml', '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a --><ContractNotice xmlns="urn:x"/>'],
  ['xml', '\ufeff<cn:ContractNotice xmlns:cn="urn:x"/>'],
  ['xml', utf16('<?xml version="1.0" encoding="UTF-16"?><Notice/>')],
  ['xml', utf16('<?xml version="1.0" encoding="UTF-16"?><Notice/>', false)],
  ['xml', '<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
  ['svg', '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b"><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['svg', '  <svg onload="alert(1)"/>'],
  ['html', '<!doctype html><p>'],
  ['html', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'],
  ['html', '<!-- safe --> <SCRIPT>alert(1)</SCRIPT>'],
  ['json', '{"a": 1}'],
  ['json', '[\n  1]'],
  ['text', 'code,label\n03000000,Põllumajandus\n'],
  ['text', Buffer.from('P\xf5llumajandus', 'latin1')],
  ['text', '<3 this is not markup'],
  ['pdf', '%PDF-1.7\n'],
  ['image', png],
  ['archive', Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1')],
  ['archive', Buffer.from('1f8b0800000000000003', 'hex')],
  ['empty', ''],
  ['binary', Uint8Array.of(0, 1, 2, 3)],
])('takes for %s what is %j', async (kind, content) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content

  expect((await sniff(bytes)).kind).toBe(kind)
})

test('names the character set it read', async () => {
  expect(await sniff(Buffer.from('P\xf5llu', 'latin1'))).toEqual({
    kind: 'text',
    mime: 'text/plain',
    charset: 'unknown',
  })
  expect(await sniff(utf16('<a/>'))).toEqual({ kind: 'xml', mime: 'application/xml', charset: 'utf-16le' })
})

test('is not fooled by a letter cut in half at the end of the sample', async () => {
  const long = `${'a'.repeat(64 * 1024 - 1)}õ and more`

  expect(await sniff(new TextEncoder().encode(long))).toEqual({
    kind: 'text',
    mime: 'text/plain',
    charset: 'utf-8',
  })
})

test('answers in a moment for hostile markup', async () => {
  const start = process.cpuUsage()
  await sniff(new TextEncoder().encode(`<?xml version="1.0"?>${'<!--'.repeat(16000)}`))
  await sniff(new TextEncoder().encode('<!DOCTYPE a ['.repeat(5000)))
  await sniff(new TextEncoder().encode('<!---->'.repeat(9000)))

  expect(process.cpuUsage(start).user / 1000).toBeLessThan(500)
})
