import { expect, test } from 'vitest'
import { languagesOf, readingLanguage } from './reading-language.ts'

const notice = { titles: { fi: 'Ajoneuvot', en: 'Vehicles', sv: ' ' }, languages: ['fi', 'sv'] }

test('the notice’s own languages come first, without those it has no title in', () => {
  expect(languagesOf(notice)).toEqual(['fi', 'en'])
})

test.each([
  ['fi', 'et', 'fi'],
  [undefined, 'et', 'en'],
  ['de', 'fi', 'fi'],
])('asked for %s by a reader of %s, it is shown in %s', (wanted, language, shown) => {
  expect(readingLanguage(notice, wanted, language)).toBe(shown)
})

test('a notice in one foreign language is shown in it, one without a title in none', () => {
  expect(readingLanguage({ titles: { pl: 'Drony' }, languages: ['pl'] }, undefined, 'et')).toBe('pl')
  expect(readingLanguage({ titles: {}, languages: ['pl'] }, undefined, 'et')).toBeUndefined()
})
