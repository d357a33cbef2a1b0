import { expect, test } from 'vitest'
import { en } from '../identity/en.ts'
import { et } from '../identity/et.ts'

const source = import.meta.glob<string>('../../{platform,domains,server}/**/*.ts', {
  eager: true,
  query: '?raw',
  import: 'default',
})

test('everything the journal tells of has words in both languages', () => {
  const written = Object.entries(source)
    .filter(([name]) => !/\.test\.ts$/.test(name))
    .flatMap(([, text]) =>
      [...text.matchAll(/action: '([a-z-]+\/[a-z-]+)'/g)].map(([, action]) => action ?? ''),
    )
  const unsaid = [...new Set(written)].filter((action) => !(action in en.did) || !(action in et.did))

  expect(written.length).toBeGreaterThan(40)
  expect(unsaid).toEqual([])
})
