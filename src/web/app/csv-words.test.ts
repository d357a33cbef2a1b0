import { expect, test } from 'vitest'
import { directoryWords } from '#domains/members/queries/directory-csv.ts'
import { noticeWords } from '#domains/opportunities/queries/list-csv.ts'
import { en as membersEn } from '#web/members/en.ts'
import { et as membersEt } from '#web/members/et.ts'
import { en as noticesEn } from '#web/opportunities/en.ts'
import { et as noticesEt } from '#web/opportunities/et.ts'

type Labels = Record<string, { en: string; et: string }>

function inBoth(en: Record<string, unknown>, et: Record<string, unknown>, keys: Record<string, string>) {
  return Object.fromEntries(Object.entries(keys).map(([id, key]) => [id, { en: en[key], et: et[key] }]))
}

const same = (labels: Labels) => Object.fromEntries(Object.keys(labels).map((key) => [key, key]))

test('a download of the directory says what its page says', () => {
  const { header, size, status } = directoryWords

  expect(header).toEqual(
    inBoth(membersEn.directory, membersEt.directory, { ...same(header), name: 'company' }),
  )
  expect(size).toEqual(inBoth(membersEn.size, membersEt.size, same(size)))
  expect(status).toEqual(inBoth(membersEn.status, membersEt.status, same(status)))
})

test('a download of notices says what their page says', () => {
  const { header, kind, mark, answer } = noticeWords
  const { kind: _, marks, interested, notForUs, currency, buyerCountry, code, title, ...shown } = header

  expect({ title, ...shown }).toEqual(
    inBoth(noticesEn.list, noticesEt.list, { ...same(shown), title: 'notice' }),
  )
  expect(kind).toEqual(inBoth(noticesEn.kind, noticesEt.kind, same(kind)))
  expect(mark).toEqual(inBoth(noticesEn.mark, noticesEt.mark, same(mark)))
  expect(answer).toEqual(inBoth(noticesEn.answer, noticesEt.answer, same(answer)))
})
