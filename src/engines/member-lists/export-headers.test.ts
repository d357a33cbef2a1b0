import { expect, test } from 'vitest'
import { type ListKind, listKinds } from '#values/member-list-fields.ts'
import { exportFields, fieldNames } from './export-headers.ts'
import { findKind, proposeColumns } from './propose.ts'

const cases = listKinds.flatMap((kind) =>
  (['en', 'et'] as const).map((language): [ListKind, 'en' | 'et'] => [kind, language]),
)

test.each(cases)('an export of %s in %s is known again, column by column', (kind, language) => {
  const headers = exportFields[kind].map((field) => fieldNames[field][language])

  expect(findKind(headers)).toBe(kind)
  expect(
    proposeColumns(
      headers,
      headers.map(() => []),
      kind,
    ),
  ).toEqual(exportFields[kind])
})
