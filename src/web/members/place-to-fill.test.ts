import { expect, test } from 'vitest'
import { completenessOf } from '#domains/members/rules.ts'
import type { Company } from '#domains/members/schema.ts'
import { en } from './en.ts'
import { placeToFill } from './place-to-fill.ts'

const nothing = {
  summary: {},
  website: null,
  registerCode: null,
  nuts: null,
  sizeClass: null,
  clearance: 'unknown',
  exportCountries: [],
  people: [],
  capabilities: [],
  products: [],
  references: [],
  certificates: [],
}
const company = { ...nothing, id: 'raud' } as unknown as Company

test('every part a profile may lack has its sentence', () => {
  const parts = completenessOf(nothing).missing.map((one) => one.part)

  expect(Object.keys(en.completeness.part).sort()).toEqual(parts.sort())
})

test('a missing part of an empty profile leads to a field or to a new thing', () => {
  const places = completenessOf(nothing).missing.map(({ part }) => placeToFill(part, company))

  expect(places.filter((place) => place.to === '/members/$id/edit' && !place.search)).toEqual([])
})

test('what is already there is completed rather than added again', () => {
  const product = { id: 'kandur', cpv: [], controlStatus: 'unknown' }
  const withProduct = { ...company, products: [product] } as unknown as Company

  expect(placeToFill('product-codes', withProduct)).toEqual({
    to: '/members/$id/$kind/$partId',
    params: { id: 'raud', kind: 'products', partId: 'kandur' },
  })
})
