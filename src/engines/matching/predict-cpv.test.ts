import { expect, test } from 'vitest'
import { buildCpvPredictor } from './predict-cpv.ts'
import type { CpvLabels } from './types.ts'

const labels: CpvLabels = new Map([
  ['34000000', { en: 'Transport equipment', et: 'Transpordivahendid', de: 'Transportmittel' }],
  [
    '35000000',
    {
      en: 'Security and defence equipment',
      et: 'Turva- ja kaitsevahendid',
      de: 'Sicherheits- und Verteidigungsausrüstung',
    },
  ],
  [
    '35613000',
    { en: 'Unmanned aerial vehicles', et: 'Mehitamata õhusõidukid', de: 'Unbemannte Luftfahrzeuge' },
  ],
  ['35722000', { en: 'Radar', et: 'Radarid', de: 'Radargeräte' }],
  ['90910000', { en: 'Cleaning services', et: 'Puhastusteenused', de: 'Reinigungsdienste' }],
  ['09310000', { en: 'Electricity', et: 'Elekter', de: 'Elektrizität' }],
])
const example = (id: string, language: string, title: string, cpv: string) => ({
  id,
  language,
  title,
  description: '',
  cpv,
})
const examples = [
  example('1', 'en', 'Night flying of quadcopters', '35613000'),
  example('2', 'en', 'Quadcopters for the border guard', '35613000'),
  example('3', 'et', 'Koolimaja koristamine', '90910000'),
  example('4', 'et', 'Haigla koristamine', '90910000'),
]

test('labels alone tell the code, in any of their languages', () => {
  const { predict } = buildCpvPredictor({ labels, examples: [] })
  expect(predict('Õhusõidukid, mehitamata', 'et')[0]?.cpv).toBe('35613000')
  expect(predict('Reinigung von Schulen', 'de')[0]?.cpv).toBe('90910000')
})

test('examples teach words no label knows', () => {
  const { predict } = buildCpvPredictor({ labels, examples })
  const [best] = predict('Koristamine lasteaias', 'et')
  expect(best?.cpv).toBe('90910000')
  expect(best?.why.examples.map(({ id }) => id).sort()).toEqual(['3', '4'])
})

test('an example in one language teaches another through the labels', () => {
  const taught = [example('1', 'de', 'Unbemannte Luftfahrzeuge', '34000000'), ...examples.slice(2)]
  const { predictDepths } = buildCpvPredictor({ labels, examples: taught })
  expect(
    predictDepths('Mehitamata õhusõidukid', 'et')
      .divisions.map(({ cpv }) => cpv)
      .slice(0, 2),
  ).toContain('34000000')
})

test('examples alone do where there are no labels', () => {
  const { predict } = buildCpvPredictor({ labels: new Map(), examples })
  expect(predict({ title: 'Quadcopters', description: '' }, 'en')[0]?.cpv).toBe('35613000')
})

test('words given as why stand in the text as written', () => {
  const [best] = buildCpvPredictor({ labels, examples }).predict('Uus RADAR sadamasse', 'en')
  expect(best).toMatchObject({ cpv: '35722000', why: { words: ['RADAR'] } })
})

test('letters join what stems keep apart', () => {
  const { predict } = buildCpvPredictor({ labels, examples: [] })
  expect(predict('Radar sadamasse', 'et')[0]?.cpv).toBe('35722000')
})

test('scores are parts of one belief, best first, at each depth', () => {
  const found = buildCpvPredictor({ labels, examples }).predictDepths('Radar and electricity', 'en', 100)
  for (const list of [found.divisions, found.groups, found.codes]) {
    expect(list.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 9)
    expect(list.map(({ score }) => score)).toEqual(list.map(({ score }) => score).sort((a, b) => b - a))
  }
  expect(found.divisions.every(({ cpv }) => cpv.endsWith('000000'))).toBe(true)
})

test('the order of the examples does not matter', () => {
  const one = buildCpvPredictor({ labels, examples }).predict('Quadcopters and radar', 'en')
  expect(
    buildCpvPredictor({ labels, examples: [...examples].reverse() }).predict('Quadcopters and radar', 'en'),
  ).toEqual(one)
})

test('nothing breaks on nothing', () => {
  expect(buildCpvPredictor({ labels: new Map(), examples: [] }).predict('Radar', 'en')).toEqual([])
  const { predict } = buildCpvPredictor({ labels, examples })
  expect(predict('', 'en')).toEqual([])
  expect(predict('— 12 …', 'xx')).toEqual([])
  expect(predict('Zzzz', 'xx').length).toBeGreaterThan(0)
  const strange = buildCpvPredictor({ labels, examples: [example('x', 'en', 'Radar', '00000000')] })
  expect(strange.predict('Radar', 'en').length).toBeGreaterThan(0)
})
