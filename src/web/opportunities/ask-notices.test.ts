import { expect, test } from 'vitest'
import { askNotices } from './ask-notices.ts'

test('bands become sums that do not overlap, features become flags', () => {
  const asked = askNotices({ q: 'droon', value: ['140k-1m'], mark: ['defence', 'eu-funded'], pageSize: 50 })

  expect(asked).toEqual({
    q: 'droon',
    pageSize: 50,
    valueFrom: '14000000',
    valueTo: '99999999',
    defence: 'true',
    euFunded: 'true',
  })
})

test('several choices travel as one word, a single one as itself', () => {
  const asked = askNotices({ kind: ['planning', 'competition'], cpv: '35000000', state: ['all'] })

  expect(asked).toEqual({ kind: 'planning,competition', cpv: '35000000', state: 'all' })
})

test('a band nobody knows asks for nothing', () => {
  expect(askNotices({ value: ['toString'] })).toEqual({})
})
