import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSearch, writeSearch } from './url-search.ts'

test('a repeated name becomes a list', () => {
  expect(parseSearch('?country=EE&country=LV&page=2')).toEqual({ country: ['EE', 'LV'], page: '2' })
})

test('empty values leave no trace in the address', () => {
  expect(writeSearch({ q: '', page: undefined, country: [], sort: null })).toBe('')
})

test('what was written is read back', () => {
  const value = fc.string({ minLength: 1 })
  const search = fc.dictionary(
    fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
    fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 4 })),
  )
  fc.assert(
    fc.property(search, (written) => {
      expect(parseSearch(writeSearch(written))).toEqual({ ...written })
    }),
  )
})
