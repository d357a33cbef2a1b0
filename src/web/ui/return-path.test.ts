import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeReturnPath, signInAddress } from './return-path.ts'

test('a path on this site is kept with its search and fragment', () => {
  expect(safeReturnPath('/companies?page=2#top')).toBe('/companies?page=2#top')
})

test.each([
  '//evil.example/a',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/a/..//evil.example',
  'companies',
  '',
  undefined,
  7,
])('%s leads home', (wanted) => {
  expect(safeReturnPath(wanted)).toBe('/')
})

test('signing in never returns to the sign-in page', () => {
  expect(signInAddress('/sign-in?return=%2Fsign-in')).toBe('/sign-in')
})

test('no text whatever leads to another site', () => {
  const nasty = fc.array(fc.constantFrom('/', '\\', '.', '%2f', '@', ':', 'evil.example', '\t', '\n', ' '), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(nasty, (parts) => {
      const path = safeReturnPath(`/${parts.join('')}`)
      expect(new URL(path, 'https://talgud.example').origin).toBe('https://talgud.example')
    }),
  )
})
