import { expect, test } from 'vitest'
import { initialsOf, shortName } from './short-name.ts'

test('the legal form at the end is left out', () => {
  expect(['Kaarnatiib OÜ', 'Baltic Optics, SIA', 'Pohja Oy'].map(shortName)).toEqual([
    'Kaarnatiib',
    'Baltic Optics',
    'Pohja',
  ])
})

test('letters that only look like a legal form stay', () => {
  expect(['AS Kaitse', 'OÜ', 'Maas'].map(shortName)).toEqual(['AS Kaitse', 'OÜ', 'Maas'])
})

test('a company without a logo is known by two letters', () => {
  expect(['Kuuse Optika OÜ', 'Õõsilm AS', 'b', '“—” OÜ'].map(initialsOf)).toEqual(['KO', 'ÕÕ', 'B', ''])
})
