import { expect, test } from 'vitest'
import { capabilityRows, countViews } from './capability-rows.ts'

const map = {
  companies: [
    { id: 'a', name: 'Aeroforge' },
    { id: 'b', name: 'Balti Optika' },
  ],
  rows: [
    { code: '35000000', cells: [cell('a', 1), cell('b', 3)] },
    { code: '38000000', cells: [cell('b', 2)] },
  ],
}

test('the most proven company of a capability stands first', () => {
  const [first] = capabilityRows(map, null)

  expect(first?.holders.map((one) => one.name)).toEqual(['Balti Optika', 'Aeroforge'])
})

test('what notices ask for and nobody holds is a row of its own, in its place among the codes', () => {
  const rows = capabilityRows(map, {
    items: [
      { code: '36000000', notices: 4 },
      { code: '38000000', notices: 9 },
    ],
  })

  expect(rows.map(({ code, view, notices }) => [code, view, notices])).toEqual([
    ['35000000', 'several', 0],
    ['36000000', 'nobody', 4],
    ['38000000', 'single', 9],
  ])
  expect(countViews(rows)).toEqual({ nobody: 1, single: 1, several: 1 })
})

test('without a count of notices nothing is called a gap', () => {
  expect(countViews(capabilityRows(map, null))).toEqual({ nobody: 0, single: 1, several: 1 })
})

function cell(companyId: string, strength: number) {
  return { companyId, strength, names: ['something'] }
}
