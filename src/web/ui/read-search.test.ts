import { expect, test } from 'vitest'
import { readOneOf, readSearch, readShaped } from './read-search.ts'

const read = readSearch({
  tab: readOneOf(['lots', 'history']),
  in: readShaped(/^[a-z]{2,3}$/),
  q: readShaped(/^.{1,9}$/),
})

test('an address is read word by word', () => {
  expect(read({ tab: 'lots', in: 'et', q: 7210 })).toEqual({ tab: 'lots', in: 'et', q: '7210' })
})

test('what a page does not know, or not in this shape, is left out', () => {
  expect(read({ tab: 'nonsense', in: 'Estonian', q: '', other: 'drone' })).toEqual({})
  expect(read({ tab: ['lots'], in: 12 })).toEqual({})
})
