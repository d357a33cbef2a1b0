import { expect, test } from 'vitest'
import { allWordsQuery, anyWordQuery, searchWords } from './search-words.ts'

test('words lose case, marks and endings; numbers lose leading zeros only', () => {
  expect(searchWords('Kaitsetööstuse Żółć, 00047522-2024 ÕHU')).toEqual([
    'kaitse',
    'zołc',
    '47522',
    '2024',
    'ohu',
  ])
})

test('what people type becomes a query, whatever signs stand in it', () => {
  expect(allWordsQuery("soomukite 'x' & !(drop) :*")).toBe("'soomuk':* & 'drop':*")
  expect(allWordsQuery('2-2026')).toBe("'2' & '2026':*")
  expect(allWordsQuery(' & | ! ')).toBe('')
})

test('alike means any of the longer words, each once', () => {
  expect(anyWordQuery('Night vision for the night')).toBe("'night' | 'vision'")
})
