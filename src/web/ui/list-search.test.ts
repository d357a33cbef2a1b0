import { expect, test } from 'vitest'
import { chosenIn, listSearch, serverSearch } from './list-search.ts'
import { parseSearch, writeSearch } from './url-search.ts'

const read = listSearch({ facets: ['country'], sorts: ['name'] })

test('one chosen value is read as a list of one', () => {
  expect(read(parseSearch('?country=EE&sort=-name&page=3'))).toEqual({
    country: ['EE'],
    sort: '-name',
    page: 3,
  })
})

test('nonsense in an address is left out', () => {
  expect(read(parseSearch('?page=minus&sort=password&unknown=1&q=crane'))).toEqual({ q: 'crane' })
})

test('an address survives being read and written again', () => {
  const address = '?q=crane&sort=name&page=2&columns=%2Bvat&country=EE&country=LV'
  expect(writeSearch(read(parseSearch(address)))).toBe(address)
})

test('the choice of columns stays in the browser', () => {
  expect(serverSearch({ q: 'crane', columns: ['+vat'] }, 50)).toEqual({ q: 'crane', pageSize: 50 })
})

test('a facet that is not in the address has nothing chosen', () => {
  expect(chosenIn({ q: 'crane' }, 'country')).toEqual([])
})
