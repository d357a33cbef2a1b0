import { expect, test } from 'vitest'
import type { en } from './en.ts'
import { sayIssue } from './form-messages.ts'
import type { Text } from './text.ts'

const t: Text<typeof en> = (key, values) => (values ? `${key} ${Object.values(values).join()}` : key)

test('what the server finds wrong with a field is said in the reader’s language', () => {
  const issues = [
    { code: 'too_small', origin: 'string', minimum: 1, message: 'Too small' },
    { code: 'too_big', origin: 'string', maximum: 200, message: 'Too big' },
    { code: 'invalid_format', format: 'email', message: 'Invalid email' },
    { code: 'invalid_format', format: 'regex', message: 'a CPV code of eight digits' },
    { code: 'invalid_type', message: 'Invalid input: expected string, received undefined' },
    { code: 'invalid_value', message: 'Invalid option' },
    { code: 'unrecognized_keys', message: 'Unrecognized key' },
    { message: 'said by the page itself, in its own language' },
  ]

  expect(issues.map((issue) => sayIssue(t, issue))).toEqual([
    'form.required',
    'form.tooLong 200',
    'form.notEmail',
    'form.cpvCode',
    'form.required',
    'form.notOption',
    'form.notValid',
    'said by the page itself, in its own language',
  ])
})
