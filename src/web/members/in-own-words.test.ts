import { expect, test } from 'vitest'
import { personInput } from '#domains/members/schema.ts'
import { inOwnWords } from './in-own-words.ts'

const shape = inOwnWords(personInput, (field) => (field === 'phone' ? 'Give a number.' : undefined))

test('a complaint about a form is said in the words of the page', () => {
  const parsed = shape.safeParse({ name: 'Mari', phone: 'call me' })

  expect(parsed.error?.issues.map(({ path, message }) => ({ path, message }))).toEqual([
    { path: ['phone'], message: 'Give a number.' },
  ])
})

test('what the shape takes, the page takes', () => {
  expect(shape.safeParse({ name: 'Mari', phone: '+372 5555 5555' }).success).toBe(true)
})
