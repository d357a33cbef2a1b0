import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldStems } from './folding.ts'
import { buildLabelSpace } from './label-space.ts'
import { buildMatcher } from './match.ts'
import type { CpvLabels, Match, MatchCompany, MatchNotice } from './types.ts'
import { countWords } from './word-statistics.ts'

const today = '2026-03-01'
const options = { today }

function company(id: string, change: Partial<MatchCompany> = {}): MatchCompany {
  return { id, country: 'EE', capabilities: [], products: [], references: [], exportCountries: [], ...change }
}

function product(id: string, name: string, text: string, cpv: string[] = []) {
  return { id, name, text, cpv }
}

function notice(
  language: string,
  title: string,
  description: string,
  change: Partial<MatchNotice> = {},
): MatchNotice {
  return {
    id: 'n',
    texts: [{ language, title, description }],
    cpvAdditional: [],
    countries: [],
    buyerNames: [],
    deadlines: {},
    kind: 'competition',
    ...change,
  }
}

/** A handful of labels in the languages the examples speak. */
const labels: CpvLabels = new Map([
  [
    '35613000',
    {
      en: 'Unmanned aerial vehicles',
      et: 'Mehitamata õhusõidukid',
      pl: 'Bezzałogowe pojazdy powietrzne',
      de: 'Unbemannte Luftfahrzeuge',
      el: 'Μη επανδρωμένα εναέρια οχήματα',
    },
  ],
  ['35722000', { en: 'Radar', et: 'Radarid', pl: 'Radary', de: 'Radargeräte', el: 'Ραντάρ' }],
  [
    '90910000',
    {
      en: 'Cleaning services',
      et: 'Puhastusteenused',
      pl: 'Usługi sprzątania',
      de: 'Reinigungsdienste',
      el: 'Υπηρεσίες καθαρισμού',
    },
  ],
  [
    '79710000',
    {
      en: 'Security services',
      et: 'Turvateenused',
      pl: 'Usługi ochroniarskie',
      de: 'Dienstleistungen von Sicherheitsdiensten',
      el: 'Υπηρεσίες ασφάλειας',
    },
  ],
  [
    '09310000',
    { en: 'Electricity', et: 'Elekter', pl: 'Elektryczność', de: 'Elektrizität', el: 'Ηλεκτρική ενέργεια' },
  ],
])
const space = buildLabelSpace(labels, { dimensions: 5 })

const members = [
  company('a-drones', {
    products: [product('p1', 'Kotkas', 'Mehitamata õhusõiduk ja droonitõrje radar', ['35613000'])],
  }),
  company('b-cleaning', {
    country: 'DE',
    products: [product('p1', 'Saubermann', 'Reinigungsdienste für Krankenhäuser', ['90910000'])],
  }),
  company('c-guards', {
    country: 'PL',
    references: [
      {
        id: 'r1',
        title: 'Ochrona lotniska',
        text: 'Usługi ochroniarskie',
        cpv: ['79710000'],
        buyerName: 'Port Lotniczy Gdańsk',
        nuts: ['PL633'],
      },
    ],
  }),
  company('d-power', {
    country: 'GR',
    capabilities: [
      { id: 'c1', name: 'Ηλεκτρική ενέργεια', cpv: ['09310000'], terms: ['προμήθεια ρεύματος'] },
    ],
  }),
]
const matcher = buildMatcher({ companies: members, space })

function first(found: readonly Match[]): string | undefined {
  return found[0]?.companyId
}

test.each([
  ['et', 'Droonide ja radarite hange', 'Mehitamata õhusõidukite ostmine', 'a-drones'],
  ['de', 'Krankenhausreinigung', 'Reinigung der Krankenhäuser', 'b-cleaning'],
  ['pl', 'Ochrona osób i mienia', 'Usługa ochrony lotniska', 'c-guards'],
  ['el', 'Προμήθεια ηλεκτρικής ενέργειας', 'Παροχή ρεύματος', 'd-power'],
])('a notice in %s finds the company that says the same', (language, title, description, expected) => {
  expect(first(matcher.match(notice(language, title, description), options))).toBe(expected)
})

test.each([
  ['en', 'Unmanned aerial vehicles', 'a-drones'],
  ['en', 'Cleaning services', 'b-cleaning'],
  ['et', 'Turvateenused', 'c-guards'],
  ['de', 'Elektrizität', 'd-power'],
])('a notice in %s about %s meets a company that writes in another language', (language, title, expected) => {
  const [best] = matcher.match(notice(language, title, ''), options)
  expect(best?.companyId).toBe(expected)
  expect(best?.why.map(({ kind }) => kind)).toContain('meaning')
})

test('without labels and without words codes alone decide', () => {
  const bare = buildMatcher({ companies: members })
  const found = bare.match(notice('en', '', '', { cpvMain: '35613000' }), options)
  expect(found.map(({ companyId }) => companyId)).toEqual(['a-drones'])
  expect(found[0]?.why).toEqual([
    {
      kind: 'cpv',
      share: 1,
      code: '35613000',
      noticeCpv: '35613000',
      companyCpv: '35613000',
      source: { kind: 'product', id: 'p1', name: 'Kotkas' },
    },
  ])
})

test('a code without words meets a text without codes by the label', () => {
  const teller = buildMatcher({
    companies: [
      company('x', { products: [product('p', 'Cleaning services', '')] }),
      company('y', { products: [product('p', 'Radar', '')] }),
    ],
    space,
  })
  expect(first(teller.match(notice('en', '', '', { cpvMain: '90910000' }), options))).toBe('x')
})

test('reasons name the buyer, the country, the place and the record they rest on', () => {
  const [best] = matcher.match(
    notice('pl', 'Ochrona', '', {
      cpvMain: '79711000',
      countries: ['PL'],
      nuts: ['PL634'],
      buyerNames: ['Port Lotniczy Gdańsk Sp. z o.o.'],
    }),
    options,
  )
  const why = new Map(best?.why.map((reason) => [reason.kind, reason]))
  expect(why.get('cpv')).toMatchObject({ code: '79710000', source: { kind: 'reference', id: 'r1' } })
  expect(why.get('buyer')).toMatchObject({ buyer: 'Port Lotniczy Gdańsk' })
  expect(why.get('country')).toMatchObject({ country: 'PL', how: 'seat' })
  expect(why.get('place')).toMatchObject({ nuts: 'PL63' })
  expect(why.get('words')).toMatchObject({ words: ['Ochrona'], ownWords: ['Ochrona'] })
})

test('a company that only sits in the country does not match', () => {
  const found = matcher.match(
    notice('en', 'Qwertyuiop', '', { countries: ['DE', 'PL', 'EE', 'GR'] }),
    options,
  )
  expect(found).toEqual([])
})

test('leaving a part out answers as if the record never held it', () => {
  const asked = notice('pl', 'Ochrona lotniska', 'Usługi', { cpvMain: '79710000' })
  const without = matcher.match(asked, { today, without: new Set(['c-guards/r1']) })
  const never = buildMatcher({
    companies: [...members.slice(0, 2), company('c-guards', { country: 'PL' }), ...members.slice(3)],
    space,
  })
  expect(without).toEqual(never.match(asked, options))
})

test('a day is its notices one by one', () => {
  const day = [notice('et', 'Radarid', '', { id: '1' }), notice('de', 'Reinigung', '', { id: '2' })]
  const found = matcher.matchDay(day, { today, limit: 2 })
  expect([...found]).toEqual(day.map((one) => [one.id, matcher.match(one, { today, limit: 2 })]))
})

test('nothing breaks on nothing', () => {
  expect(buildMatcher({ companies: [] }).match(notice('en', 'Radar', ''), options)).toEqual([])
  const odd = company('odd', { country: '', products: [product('', '', '', ['', 'x', '99999999'])] })
  const bare = buildMatcher({ companies: [odd], space: buildLabelSpace(new Map()) })
  expect(bare.match({ ...notice('', '', ''), texts: [] }, options)).toEqual([])
  expect(
    bare.match(notice('xx', '—', '…', { cpvMain: 'x', cpvAdditional: [''] }), options).length,
  ).toBeLessThan(2)
})

const word = fc.constantFrom(
  'radar',
  'drone',
  'cleaning',
  'guard',
  'electricity',
  'software',
  'bridge',
  'Ελλάδα',
  'töö',
)
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '))
const code = fc.constantFrom(
  '35613000',
  '35722000',
  '35720000',
  '90910000',
  '90000000',
  '79710000',
  '45000000',
)
const anyCompany = fc.record({
  country: fc.constantFrom('EE', 'FI', 'DE'),
  products: fc.array(fc.tuple(text, text, fc.array(code, { maxLength: 3 })), { maxLength: 3 }),
})
const anyCompanies = fc.array(anyCompany, { minLength: 1, maxLength: 6 }).map((all) =>
  all.map(({ country, products }, at) =>
    company(`c${at}`, {
      country,
      products: products.map(([name, said, cpv], p) => product(`p${p}`, name, said, cpv)),
    }),
  ),
)
const anyNotice = fc
  .record({
    title: text,
    description: text,
    cpvMain: code,
    cpvAdditional: fc.array(code, { maxLength: 2 }),
    country: fc.constantFrom('EE', 'FI'),
  })
  .map(({ title, description, country, ...codes }) =>
    notice('en', title, description, { ...codes, countries: [country] }),
  )

test('the order of the companies does not matter', () => {
  fc.assert(
    fc.property(anyCompanies, anyNotice, (companies, asked) => {
      const one = buildMatcher({ companies, space }).match(asked, options)
      const other = buildMatcher({ companies: [...companies].reverse(), space }).match(asked, options)
      expect(other).toEqual(one)
    }),
  )
})

test('a newcomer moves nobody else, neither in score nor in order', () => {
  fc.assert(
    fc.property(anyCompanies, anyCompany, anyNotice, (companies, { country }, asked) => {
      const newcomer = company('z', {
        country,
        products: [product('p', 'radar cleaning', 'guard', ['35722000'])],
      })
      const before = buildMatcher({ companies, space }).match(asked, options)
      const after = buildMatcher({ companies: [newcomer, ...companies], space }).match(asked, options)
      expect(after.filter(({ companyId }) => companyId !== 'z')).toEqual(before)
    }),
  )
})

test('the nearer a company’s code, the higher its score', () => {
  const from = ['90000000', '35000000', '35100000', '35120000', '35125000', '35125100']
  fc.assert(
    fc.property(text, fc.nat({ max: 4 }), (said, at) => {
      const score = (cpv: string | undefined) =>
        buildMatcher({
          companies: [company('c', { products: [product('p', 'radar', said, [cpv ?? ''])] })],
        }).match(notice('en', 'radar', '', { cpvMain: '35125100' }), options)[0]?.score ?? 0
      expect(score(from[at + 1])).toBeGreaterThan(score(from[at]))
    }),
  )
})

test('scores lie between 0 and 100 and shares add up to the whole', () => {
  fc.assert(
    fc.property(anyCompanies, anyNotice, (companies, asked) => {
      const found = buildMatcher({ companies, space }).match(asked, options)
      expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a))
      for (const { score, why } of found) {
        expect(score).toBeGreaterThan(0)
        expect(score).toBeLessThan(100)
        expect(why.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
      }
    }),
  )
})

test('every word given as a reason stands in both texts', () => {
  fc.assert(
    fc.property(anyCompanies, anyNotice, (companies, asked) => {
      const statistics = countWords(['radar drone', 'cleaning guard'])
      for (const { companyId, why } of buildMatcher({ companies, statistics }).match(asked, options)) {
        const reason = why.find(({ kind }) => kind === 'words')
        if (reason?.kind !== 'words') continue
        const own = companies
          .find(({ id }) => id === companyId)
          ?.products.find(({ id }) => id === reason.source.id)
        const asks = `${asked.texts[0]?.title} ${asked.texts[0]?.description}`.split(' ')
        expect(reason.words.length).toBeGreaterThan(0)
        for (const said of reason.words) expect(asks).toContain(said)
        for (const said of reason.ownWords) expect(`${own?.name} ${own?.text}`.split(' ')).toContain(said)
        expect(reason.words.flatMap(foldStems)).toEqual(reason.ownWords.flatMap(foldStems))
      }
    }),
  )
})
