import { expect, test } from 'vitest'
import { countStems, foldStems, foldText, foldWords, letterRuns } from './folding.ts'

test('letters fold to their base in every script', () => {
  expect(foldText('Łódź Ærø Straße Đuro þing')).toBe('lodz aero strasse duro thing')
  expect(foldText('Υπηρεσίες ΑΣΦΆΛΕΙΑΣ')).toBe('υπηρεσιεσ ασφαλειασ')
  expect(foldText('Район Йордан')).toBe('раион иордан')
  expect(foldText('Sõjaväe õppus')).toBe('sojavae oppus')
})

test('endings of a word fold together', () => {
  const together: [string, string][] = [
    ['droonid', 'DROONIDE'],
    ['kaitsetööstus', 'kaitsetööstuse'],
    ['energii', 'energią'],
    ['υπηρεσίες', 'υπηρεσιών'],
    ['Reinigungen', 'Reinigungsdienste'],
  ]
  for (const [a, b] of together)
    expect(foldStems(a).map((stem) => stem.slice(0, 5))).toEqual(foldStems(b).map((stem) => stem.slice(0, 5)))
})

test('codes with digits stay whole, small numbers and years go', () => {
  expect(foldStems('STANAG 5516, Link 16, C4ISR2030X in 2021 (12 pcs)')).toEqual([
    'stanag',
    '5516',
    'link',
    'c4isr2030x',
    'pcs',
  ])
})

test('function words of several languages go', () => {
  expect(foldStems('the and ja ning und oraz και')).toEqual([])
})

test('the surface of a word is as the text writes it', () => {
  expect(foldWords('Überwachung der Straßen')).toEqual([
    { surface: 'Überwachung', stem: 'uberwa' },
    { surface: 'Straßen', stem: 'strass' },
  ])
})

test('a text in decomposed letters folds as the composed one', () => {
  const text = 'Sõiduki hooldus, Žemės ūkio'
  expect(foldWords(text.normalize('NFD'))).toEqual(foldWords(text))
  expect(foldStems(text.normalize('NFD'))).toEqual(foldStems(text))
})

test('both ways of folding find the same stems', () => {
  const text = 'Įrangos pirkimas ½ kainos – ﬁnansuojama, Ελλάδα ΟΔΟΣ Straße I/O ﷺ'
  expect(foldWords(text).map(({ stem }) => stem)).toEqual(foldStems(text))
})

test('counts add the weight of each text', () => {
  const counts = countStems([
    { text: 'radar radar', weight: 1 },
    { text: 'Radar', weight: 3 },
  ])
  expect([...counts]).toEqual([['radar', 5]])
})

test('letter runs find the part inside a compound', () => {
  const inside = new Set(letterRuns('Stromlieferung', 5))
  expect(letterRuns('Lieferung', 5).filter((run) => inside.has(run)).length).toBeGreaterThan(3)
})
