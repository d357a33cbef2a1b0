import { describe, expect, test } from 'vitest'
import type { ListField } from '#values/member-list-fields.ts'
import { cleanCell } from './cell.ts'
import type { ListPlan } from './facts.ts'
import { readField } from './read-field.ts'
import { readRow } from './read-row.ts'

const login = 'user:secret'

const read = (field: ListField, text: string, country = 'EE') => {
  const reading = readField(field, cleanCell(text), { country, dateOrder: 'dmy' })
  return 'wrong' in reading ? `wrong: ${reading.wrong}` : reading.value
}

describe('a cell', () => {
  test.each<[ListField, string, unknown]>([
    ['company.country', 'Eesti', 'EE'],
    ['company.country', 'Deutschland', 'DE'],
    ['company.country', 'Suomi', 'FI'],
    ['company.country', 'LVA', 'LV'],
    ['company.country', 'United Kingdom (UK)', 'GB'],
    ['company.country', 'USA', 'US'],
    ['company.country', 'Brasiilia', 'BR'],
    ['company.country', 'Nowhere', 'wrong: country'],
    ['company.registerCode', '10060701', '10060701'],
    ['company.registerCode', '1006 0701', '10060701'],
    ['company.registerCode', '10060701.0', '10060701'],
    ['company.registerCode', '10060702', 'wrong: register-check'],
    ['company.registerCode', '1006070', 'wrong: register-code'],
    ['company.vatNumber', 'EE 100 931 558', 'EE100931558'],
    ['company.vatNumber', '100931558', 'EE100931558'],
    ['company.vatNumber', 'EE100931559', 'wrong: vat-check'],
    ['company.vatNumber', 'DE 123456789', 'DE123456789'],
    ['company.vatNumber', 'hello', 'wrong: vat-form'],
    ['company.website', 'www.Example.ee/', 'https://www.example.ee'],
    ['company.website', 'http://example.ee/about', 'http://example.ee/about'],
    ['company.website', 'javascript:alert(1)', 'wrong: website'],
    ['company.website', 'mari@example.ee', 'wrong: website'],
    ['company.website', `https://${login}@example.ee`, 'wrong: website'],
    ['company.foundedYear', '12.03.1998', 1998],
    ['company.foundedYear', '1998', 1998],
    ['company.employees', '1 234,5', 'large'],
    ['company.employees', 'ca 40', 'small'],
    ['company.employees', '11-50', 'small'],
    ['company.employees', '9', 'micro'],
    ['company.sizeClass', 'Keskmine', 'medium'],
    ['company.sizeClass', 'Kleinunternehmen', 'small'],
    ['company.exportCountries', 'Soome; Läti, Rootsi', ['FI', 'LV', 'SE']],
    ['company.exportCountries', 'Narnia', 'wrong: country'],
    ['company.exportCountries', 'Soome, Läti, Schweden', ['FI', 'LV', 'SE']],
    ['company.startsOn', '5.1.2020', '2020-01-05'],
    ['company.startsOn', '05/01/2020', '2020-01-05'],
    ['company.startsOn', '2020-01-05T00:00:00', '2020-01-05'],
    ['company.startsOn', '43835', '2020-01-05'],
    ['company.startsOn', '5. jaanuar 2020', '2020-01-05'],
    ['company.startsOn', 'Jan 5, 2020', '2020-01-05'],
    ['company.startsOn', '31.02.2020', 'wrong: date'],
    ['company.status', 'Expired', 'ended'],
    ['company.status', 'Liige', 'active'],
    ['person.email', 'Mari Maasikas <Mari@Example.EE>', 'mari@example.ee'],
    ['person.email', 'mailto:a@b.ee', 'a@b.ee'],
    ['person.email', 'a@b', 'wrong: email'],
    ['person.phone', '00372 5555.5555', '+372 5555 5555'],
    ['person.phone', "'+372 5555 5555", '+372 5555 5555'],
    ['person.phone', 'Tel: +49 (0)30 123456', '+49 30 123456'],
    ['person.phone', '+49 (0)30 123456', '+49 (0)30 123456'],
    ['person.phone', '0049 30 123456; 0049 30 123457', '+49 30 123456'],
    ['person.phone', 'ask Mari', 'wrong: phone'],
    ['person.roles', 'CEO; Müük', ['management', 'sales']],
    ['product.readiness', 'TRL 7-8', 7],
    ['product.readiness', '12', 'wrong: choice'],
    ['product.cpv', '35613000-4, 34711200', ['35613000', '34711200']],
    ['product.controlStatus', 'Kahesuguse kasutusega kaup', 'dual-use'],
  ])('%s “%s” is read', (field, text, value) => {
    expect(read(field, text)).toEqual(value)
  })

  test('of an export gives back what was exported', () => {
    expect(["'=1+1", "'@home", "'-x", "a;'=b", '="00123"', "'tis", "O'Neil"].map(cleanCell)).toEqual([
      '=1+1',
      '@home',
      '-x',
      'a;=b',
      '00123',
      "'tis",
      "O'Neil",
    ])
  })
})

const plan = (
  kind: ListPlan['kind'],
  columns: ListPlan['columns'],
  country: string | null = 'EE',
): ListPlan => ({
  kind,
  columns,
  country,
  dateOrder: 'dmy',
})

test('a company’s row with its contact person becomes a company and a person', () => {
  const columns: ListField[] = [
    'company.legalName',
    'company.registerCode',
    'person.firstName',
    'person.lastName',
    'person.email',
  ]

  expect(
    readRow(
      ['Põhjatuul OÜ', '10060701', 'Mari', 'Maasikas', 'mari@pohjatuul.example'],
      plan('companies', columns),
    ),
  ).toEqual({
    company: { legalName: 'Põhjatuul OÜ', registerCode: '10060701', country: 'EE' },
    person: { name: 'Mari Maasikas', email: 'mari@pohjatuul.example' },
    problems: [],
  })
})

test('a bad cell costs only itself; a missing name or country costs the row', () => {
  const columns: ListField[] = ['company.legalName', 'company.registerCode']

  expect(readRow(['', '10060702'], plan('companies', columns, null))).toEqual({
    problems: [
      { severity: 'row', code: 'no-company-name' },
      { severity: 'row', code: 'no-country' },
    ],
    company: { registerCode: '10060702' },
  })
  expect(readRow(['A OÜ', '10060702'], plan('companies', columns))).toEqual({
    company: { legalName: 'A OÜ', country: 'EE' },
    problems: [
      {
        severity: 'cell',
        code: 'register-check',
        column: 1,
        field: 'company.registerCode',
        cell: '10060702',
      },
    ],
  })
})

test('a formula is text, never calculated; a spreadsheet’s error is no value', () => {
  const columns: ListField[] = ['company.legalName', 'company.summaryEn']

  expect(readRow(['=HYPERLINK("https://evil.example")', '#REF!'], plan('companies', columns))).toEqual({
    company: { legalName: '=HYPERLINK("https://evil.example")', country: 'EE' },
    problems: [
      {
        severity: 'note',
        code: 'formula-as-text',
        column: 0,
        field: 'company.legalName',
        cell: '=HYPERLINK("https://evil.example")',
      },
      { severity: 'cell', code: 'formula-error', column: 1, field: 'company.summaryEn', cell: '#REF!' },
    ],
  })
})

test('a person’s row says whose company it means', () => {
  const columns: ListField[] = ['person.name', 'company.legalName']

  expect(readRow(['Mari Maasikas', 'Põhjatuul'], plan('people', columns))).toEqual({
    owner: { legalName: 'Põhjatuul' },
    person: { name: 'Mari Maasikas' },
    problems: [],
  })
  expect(readRow(['', ''], plan('people', columns)).problems.map(({ code }) => code)).toEqual([
    'no-company',
    'no-person-name',
  ])
})
