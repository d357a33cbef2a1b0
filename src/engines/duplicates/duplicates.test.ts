import { describe, expect, test } from 'vitest'
import { measureDuplicates } from '../../../bench/duplicates.ts'
import { inventCompanies } from '../../../bench/duplicates-data.ts'
import { type CompanyIdentity, CompanyIndex, domainOf } from './company-index.ts'
import { foldName } from './fold-name.ts'
import { PartIndex } from './part-index.ts'

const company = (id: string, fields: Partial<CompanyIdentity>): CompanyIdentity => ({
  id,
  name: 'Põhjatuul OÜ',
  country: 'EE',
  registerCode: null,
  vatNumber: null,
  website: null,
  ...fields,
})
const findAmong = (known: CompanyIdentity[], wanted: CompanyIdentity) => {
  const index = new CompanyIndex()
  for (const one of known) index.add(one)
  return index.find(wanted)
}

test.each([
  'Põhjatuul Robotics OÜ',
  'OÜ Põhjatuul Robotics',
  'POHJATUUL ROBOTICS LTD.',
  '“Põhjatuul Robotics”, osaühing',
  'Robotics Põhjatuul Limited',
  'Põhjatuul Robotics Gesellschaft mit beschränkter Haftung',
])('%s has the same words and the same form', (name) => {
  expect(foldName(name)).toMatchObject({ key: 'pohjatuul robotics', form: 'private' })
})

test.each([
  ['AS', { words: ['as'], form: undefined }],
  ['Nordic AB Systems A/S', { words: ['nordic', 'ab', 'systems'], form: 'public' }],
  ['Firma sp. z o.o.', { words: ['firma'], form: 'private' }],
  ['Mägi & Pojad TÜ', { words: ['magi', 'pojad'], form: 'partnership' }],
])('%s keeps what belongs to the name', (name, folded) => {
  expect(foldName(name)).toMatchObject(folded)
})

describe('one company is recognised', () => {
  test.each<[string, Partial<CompanyIdentity>, Partial<CompanyIdentity>, number, string[]]>([
    [
      'by its register code under another name',
      { registerCode: '10060701' },
      { name: 'Uus nimi AS', registerCode: '1006 0701' },
      1,
      ['register-code'],
    ],
    [
      'by its VAT number',
      { vatNumber: 'EE100931558' },
      { name: 'Uus nimi', country: null, vatNumber: 'EE 100931558' },
      0.99,
      ['vat-number'],
    ],
    ['by its name without the form', {}, { name: 'Põhjatuul' }, 0.96, ['same-name']],
    [
      'by website and a name with a mistake',
      { name: 'Põhjatuul Robotics OÜ', website: 'https://www.pohjatuul.example' },
      { name: 'Põhjatul Robotics', website: 'pohjatuul.example/et' },
      0.96,
      ['similar-name', 'website'],
    ],
  ])('%s', (_, known, wanted, score, signs) => {
    const [found] = findAmong([company('a', known)], company('b', wanted))

    expect([found?.id, found?.score, found?.signs]).toEqual(['a', score, signs])
  })
})

describe('a person is asked', () => {
  test.each<[string, Partial<CompanyIdentity>, Partial<CompanyIdentity>]>([
    ['when the form differs', { name: 'Põhjatuul AS' }, {}],
    ['when the country differs', { country: 'FI' }, {}],
    [
      'when the register codes contradict the name',
      { registerCode: '10060701' },
      { registerCode: '10345833' },
    ],
    [
      'when only the website is the same',
      { website: 'grupp.example' },
      { name: 'Hoopis teine', website: 'grupp.example' },
    ],
    ['when one name is short for the other', { name: 'Kaljukotkas Robotics OÜ' }, { name: 'Kaljukotkas' }],
    ['when the name has a mistake', { name: 'Kaljukotkas Robotics' }, { name: 'Kalujkotkas Robotics' }],
  ])('%s', (_, known, wanted) => {
    const [found] = findAmong([company('a', known)], company('b', wanted))

    expect(found?.id).toBe('a')
    expect(found?.score).toBeGreaterThanOrEqual(0.7)
    expect(found?.score).toBeLessThan(0.95)
  })
})

test('companies that share a first word, a site many share, or a number in another country are not taken for one', () => {
  expect(
    findAmong(
      [company('a', { name: 'Põhjatuul Energia OÜ' })],
      company('b', { name: 'Põhjatuul Tekstiil OÜ' }),
    ),
  ).toEqual([])
  expect(domainOf('https://www.facebook.com/pohjatuul')).toBeNull()
  expect(
    findAmong(
      [company('a', { name: 'Aken', registerCode: '12345' })],
      company('b', { name: 'Uks', country: 'NO', registerCode: '12345' }),
    ),
  ).toEqual([])
})

test('people and products are looked for within their company only', () => {
  const index = new PartIndex()
  index.add({ id: 'mari', ownerId: 'a', name: 'Mari Maasikas', mark: 'mari@a.example' })
  index.add({ id: 'info', ownerId: 'a', name: 'Jaan Tamm', mark: 'info@a.example' })
  const find = (ownerId: string, name: string, mark: string | null) =>
    index.find({ id: 'x', ownerId, name, mark }).map(({ id, score }) => [id, score])

  expect(find('a', 'Maasikas, Mari', null)).toEqual([['mari', 0.96]])
  expect(find('a', 'Mari Masikas', 'mari@a.example')).toEqual([['mari', 0.97]])
  expect(find('a', 'Peeter Põld', 'info@a.example')).toEqual([['info', 0.75]])
  expect(find('b', 'Mari Maasikas', 'mari@a.example')).toEqual([])
})

test.each([1, 2, 3, 4])('on an invented set (%i) hardly one is mistaken and hardly one missed', (seed) => {
  const { known, rows } = inventCompanies(seed, 400)

  const quality = measureDuplicates(known, rows)

  expect(quality.surePrecision).toBeGreaterThanOrEqual(0.99)
  expect(quality.sureRecall).toBeGreaterThanOrEqual(0.8)
  expect(quality.offeredRecall).toBeGreaterThanOrEqual(0.97)
})
