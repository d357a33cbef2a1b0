import { expect, test } from 'vitest'
import { safeAddress } from './safe-address.ts'

test.each([
  ['https://riigihanked.example/1', 'https://riigihanked.example/1'],
  ['HTTP://riigihanked.example', 'http://riigihanked.example/'],
  ['javascript:alert(1)', undefined],
  [' java\nscript:alert(1)', undefined],
  ['data:text/html,hi', undefined],
  ['riigihanked.example', undefined],
  [null, undefined],
])('%j becomes the link %j', (written, link) => {
  expect(safeAddress(written)).toBe(link)
})
