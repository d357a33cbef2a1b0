import { expect, test } from 'vitest'
import { findHeaderRow, findKind, findSheet, headersOf, proposeColumns, samplesOf } from './propose.ts'

test('finds the header under titles and blank lines', () => {
  const rows = [
    ['Klastri liikmed 2026'],
    [],
    ['Koostas: Mari', '', 'seisuga 1.3.2026'],
    ['Ettevõtte nimi', 'Registrikood', 'Koduleht', 'Töötajate arv'],
    ['Põhjatuul OÜ', '10060701', 'pohjatuul.example', '12'],
  ]

  expect(findHeaderRow(rows)).toBe(3)
})

test('finds the sheet that holds the list', () => {
  expect(
    findSheet([
      { rows: [['Juhend'], ['Täitke teine leht']] },
      {
        rows: [
          ['Company', 'Country'],
          ['A', 'EE'],
          ['B', 'FI'],
        ],
      },
      { rows: [] },
    ]),
  ).toBe(1)
})

test.each([
  [
    'CiviCRM contacts',
    ['First Name', 'Last Name', 'Job Title', 'Current Employer', 'Email', 'Phone'],
    'people',
    [
      'person.firstName',
      'person.lastName',
      'person.jobTitle',
      'company.legalName',
      'person.email',
      'person.phone',
    ],
  ],
  [
    'HubSpot companies',
    ['Company name', 'Company Domain Name', 'Country/Region', 'Number of Employees', 'Year Founded'],
    'companies',
    ['company.legalName', 'company.website', 'company.country', 'company.employees', 'company.foundedYear'],
  ],
  [
    'Pipedrive people',
    ['Person - Name', 'Organization - Name', 'Person - Email - Work', 'Person - Phone - Work', 'Job title'],
    'people',
    ['person.name', 'company.legalName', 'person.email', 'person.phone', 'person.jobTitle'],
  ],
  [
    'an ECCP-like list',
    ['Name of organisation', 'Country', 'NUTS 3', 'Website', 'Type of SME', 'Description'],
    'companies',
    [
      'company.legalName',
      'company.country',
      'company.nuts',
      'company.website',
      'company.sizeClass',
      'company.summaryEn',
    ],
  ],
  [
    'b2match participants',
    ['First name', 'Last name', 'Organization', 'Position', 'Email', 'Country'],
    'people',
    [
      'person.firstName',
      'person.lastName',
      'company.legalName',
      'person.jobTitle',
      'person.email',
      'company.country',
    ],
  ],
  [
    'an Estonian member list',
    ['Nimi', 'Registrikood', 'KMKR nr', 'Liige alates', 'Kontaktisik', 'E-post', 'Märkused'],
    'companies',
    [
      'company.legalName',
      'company.registerCode',
      'company.vatNumber',
      'company.startsOn',
      'person.name',
      'person.email',
      null,
    ],
  ],
  [
    'a German one',
    ['Firma', 'Land', 'USt-IdNr.', 'Ansprechpartner', 'Mitglied seit', 'Mitarbeiter'],
    'companies',
    [
      'company.legalName',
      'company.country',
      'company.vatNumber',
      'person.name',
      'company.startsOn',
      'company.employees',
    ],
  ],
  [
    'a Finnish one',
    ['Yritys', 'Y-tunnus', 'Kotisivut', 'Yhteyshenkilö', 'Sähköposti'],
    'companies',
    ['company.legalName', 'company.registerCode', 'company.website', 'person.name', 'person.email'],
  ],
  [
    'products',
    ['Toode', 'Ettevõte', 'CPV koodid', 'TRL', 'Kirjeldus'],
    'products',
    ['product.name', 'company.legalName', 'product.cpv', 'product.readiness', 'product.descriptionEt'],
  ],
])('proposes the columns of %s', (_, headers, kind, columns) => {
  expect(findKind(headers)).toBe(kind)
  expect(
    proposeColumns(
      headers,
      headers.map(() => []),
      findKind(headers),
    ),
  ).toEqual(columns)
})

test('knows a column without a header by what it holds, and no field is given twice', () => {
  const rows = [
    ['Company', '', 'Company name', 'x'],
    ['A OÜ', 'a@a.example', 'A', 'https://a.example'],
    ['B OÜ', 'b@b.example', 'B', 'www.b.example'],
  ]
  const headers = headersOf(rows, 0)

  expect(proposeColumns(headers, samplesOf(rows, 0, headers.length), 'companies')).toEqual([
    'company.legalName',
    'person.email',
    null,
    'company.website',
  ])
})
