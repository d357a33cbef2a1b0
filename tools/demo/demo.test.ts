import { describe, expect, test } from 'vitest'
import { certificateKinds } from '#values/vocabulary/certificates.ts'
import { countries } from '#values/vocabulary/countries.ts'
import { cpvStarter } from '#values/vocabulary/cpv.ts'
import { interfaceStandards } from '#values/vocabulary/interface-standards.ts'
import { languages } from '#values/vocabulary/languages.ts'
import { isNutsForm, nutsEstonia } from '#values/vocabulary/nuts.ts'
import { legalBases, noticeKinds, procedureTypes } from '#values/vocabulary/procurement.ts'
import { sizeClasses } from '#values/vocabulary/size-classes.ts'
import { isDualUseForm, isMilitaryListForm } from '#values/vocabulary/strategic-goods.ts'
import { supplyClasses } from '#values/vocabulary/supply-classes.ts'
import { demoCluster } from './cluster.ts'
import { demoCompanies } from './companies.ts'
import { demoAwards } from './notices/awards.ts'
import { demoNotices } from './notices.ts'
import { demoPeers } from './peers.ts'
import { demoOutsiders } from './people.ts'
import type { DemoCompany } from './types.ts'

const codesOf = (list: readonly { code: string }[]) => new Set(list.map(({ code }) => code))
const known = {
  cpv: codesOf(cpvStarter),
  supply: codesOf(supplyClasses),
  standards: codesOf(interfaceStandards),
  certificates: codesOf(certificateKinds),
  countries: codesOf(countries),
  languages: codesOf(languages),
  regions: codesOf(nutsEstonia),
}
const everything = { demoCluster, demoCompanies, demoNotices, demoAwards, demoPeers, demoOutsiders }

describe('nothing in the demo is real', () => {
  test('every address ends in .example, which nobody can register (RFC 2606)', () => {
    const texts = allTexts(everything)
    const mails = texts.filter((text) => text.includes('@'))
    const sites = texts.filter((text) => /https?:|www\.|\.(ee|com|eu|org|fi|lv|pl|de|net|io)\b/i.test(text))

    expect(mails.filter((mail) => !/^[a-z.]+@[a-z]+\.example$/.test(mail))).toEqual([])
    expect(sites.filter((site) => !/^https:\/\/[a-z]+\.example$/.test(site))).toEqual([])
    expect(mails.length).toBeGreaterThan(50)
  })

  test('telephone numbers, register codes and NCAGE codes lie where none are given out', () => {
    const phones = allTexts(everything).filter((text) => text.startsWith('+'))

    expect(phones.filter((phone) => !/^\+372 5555 \d{4}$/.test(phone))).toEqual([])
    for (const { registerCode } of [demoCluster, ...demoCompanies]) expect(registerCode).toMatch(/^99\d{6}$/)
    for (const { ncage } of demoCompanies) if (ncage !== undefined) expect(ncage).toMatch(/^9OI[0-9A-Z]J$/)
  })

  test('names say so: companies bear “Näidis”, buyers that they are made up, and summaries begin with it', () => {
    for (const company of demoCompanies) {
      expect(company.name).toContain(' Näidis ')
      expect(company.summary.en).toMatch(/^Invented company\./)
      expect(company.summary.et).toMatch(/^Väljamõeldud ettevõte\./)
    }
    const invented = /Invented|Sample|Made-up|Beispiel|Przykład|Parauga|Esimerkki/
    const buyers = [
      ...demoNotices,
      ...demoAwards,
      ...demoCompanies.flatMap(({ references }) => references),
    ].map(({ buyer }) => buyer)
    expect(buyers.filter((buyer) => !invented.test(buyer))).toEqual([])
    const issuers = demoCompanies.flatMap(({ certificates }) => certificates.map(({ issuer }) => issuer))
    expect(issuers.filter((issuer) => !invented.test(issuer))).toEqual([])
  })
})

test('every key is used once, and every reference to a key finds its owner', () => {
  const companyKeys = demoCompanies.map(({ key }) => key)
  const keys = [
    demoCluster.key,
    ...companyKeys,
    ...demoCompanies.flatMap((company) =>
      [company.people, company.capabilities, company.products, company.references]
        .flat()
        .map(({ key }) => key),
    ),
    ...[demoOutsiders, demoPeers, demoNotices, demoAwards].flat().map(({ key }) => key),
  ]

  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  for (const { peerKey } of demoOutsiders)
    if (peerKey) expect(demoPeers.map(({ key }) => key)).toContain(peerKey)
  for (const { winners } of demoAwards) {
    for (const { companyKey, name } of winners) {
      if (companyKey) expect(demoCompanies.find(({ key }) => key === companyKey)?.name).toBe(name)
    }
  }
  expect(new Set(demoCompanies.map(({ registerCode }) => registerCode)).size).toBe(11)
})

test('every code used is in the vocabulary', () => {
  const cpv = [
    ...demoCompanies
      .flatMap((company) => [company.capabilities, company.products, company.references].flat())
      .flatMap(({ cpv }) => cpv),
    ...demoPeers.flatMap(({ cpv }) => cpv),
    ...demoNotices.flatMap((notice) => [
      notice.cpv,
      ...notice.otherCpv,
      ...notice.lots.flatMap((lot) => lot.cpv),
    ]),
    ...demoAwards.map((award) => award.cpv),
  ]
  const supply = demoCompanies.flatMap((company) => [
    ...company.capabilities.flatMap(({ supplyClasses }) => supplyClasses),
    ...company.products.flatMap(({ supplyClass }) => supplyClass ?? []),
  ])
  const standards = products().flatMap((product) => product.standards.map(({ standard }) => standard))
  const certificates = [
    ...demoCompanies.flatMap((company) => company.certificates.map(({ kind }) => kind)),
    ...demoNotices.flatMap((notice) => notice.requirements.flatMap(({ certificate }) => certificate ?? [])),
  ]
  const used = [
    ...demoCompanies.flatMap((company) => [
      company.country,
      ...company.exportsTo,
      ...company.ownership.map(({ country }) => country),
      ...company.references.map(({ buyerCountry }) => buyerCountry),
    ]),
    ...demoPeers.map(({ country }) => country),
    ...[...demoNotices, ...demoAwards].map(({ buyerCountry }) => buyerCountry),
    ...demoAwards.flatMap(({ winners }) => winners.map(({ country }) => country)),
  ]

  expect(cpv.filter((code) => !known.cpv.has(code))).toEqual([])
  expect(supply.filter((code) => !known.supply.has(code))).toEqual([])
  expect(standards.filter((code) => !known.standards.has(code))).toEqual([])
  expect(certificates.filter((code) => !known.certificates.has(code))).toEqual([])
  expect(used.filter((code) => !known.countries.has(code))).toEqual([])
})

test('strategic goods status is a list entry, a checked no, or an open question — and each occurs', () => {
  const military = products().map(({ militaryList }) => militaryList)
  const dualUse = products().map(({ dualUse }) => dualUse)

  expect(military.filter((status) => !isOpenOrNone(status) && !isMilitaryListForm(status))).toEqual([])
  expect(dualUse.filter((status) => !isOpenOrNone(status) && !isDualUseForm(status))).toEqual([])
  for (const statuses of [military, dualUse]) {
    expect([...new Set(statuses)].filter(isOpenOrNone).sort()).toEqual(['none', 'unknown-ask'])
    expect(statuses.some((status) => !isOpenOrNone(status))).toBe(true)
  }
})

describe('a company', () => {
  test.each(demoCompanies.map((company) => [company.tradeName, company] as const))(
    '%s has the parts a member has',
    (_, company) => {
      const roles = company.people.flatMap((person) => person.roles)

      expect(company.people.length).toBeGreaterThanOrEqual(3)
      expect(company.people.length).toBeLessThanOrEqual(6)
      expect(company.capabilities.length).toBeGreaterThanOrEqual(3)
      expect(company.capabilities.length).toBeLessThanOrEqual(7)
      expect(company.products.length).toBeGreaterThanOrEqual(2)
      expect(company.products.length).toBeLessThanOrEqual(6)
      expect(company.references.length).toBeGreaterThanOrEqual(2)
      expect(company.references.length).toBeLessThanOrEqual(6)
      expect(roles).toEqual(expect.arrayContaining(['main', 'dues', 'security']))
      expect(roles.filter((role) => role === 'main')).toHaveLength(1)
      expect(company.people.some((person) => person.isCompanyAdmin)).toBe(true)
      expect(company.ownership.reduce((sum, { percent }) => sum + percent, 0)).toBe(100)
      expect(known.regions.has(company.nuts)).toBe(true)
      expect(company.employees).toBeLessThan(
        sizeClasses.find(({ size }) => size === company.sizeClass)?.staffBelow ?? 0,
      )
    },
  )

  test('is one of eleven, two of them thin on purpose, with certificates in force, running out and run out', () => {
    const days = demoCompanies.flatMap((company) =>
      company.certificates.flatMap(({ expiresInDays }) => expiresInDays ?? []),
    )
    const isThin = (company: DemoCompany) => company.completeness === 'thin'

    expect(demoCompanies).toHaveLength(11)
    expect(demoCompanies.filter(isThin).map(({ key }) => key)).toEqual(['tahelepaneja', 'vaiksamm'])
    for (const company of demoCompanies.filter(isThin)) {
      expect(company.capabilities.some(({ evidence }) => evidence === '')).toBe(true)
    }
    expect(days.filter((day) => day < 0).length).toBeGreaterThanOrEqual(4)
    expect(days.filter((day) => day >= 0 && day <= 60).length).toBeGreaterThanOrEqual(4)
    expect(days.filter((day) => day > 60).length).toBeGreaterThanOrEqual(20)
  })

  test('has products that fit those of others: ten standards are provided by one member and consumed by another', () => {
    const uses = demoCompanies.flatMap((company) =>
      company.products.flatMap((product) =>
        product.standards.map((use) => ({ ...use, company: company.key })),
      ),
    )
    const joins = interfaceStandards.filter(({ code }) => {
      const of = uses.filter(({ standard }) => standard === code)
      const givers = of.filter(({ role }) => role === 'provider' || role === 'both')
      const takers = of.filter(({ role }) => role === 'consumer' || role === 'both')
      return givers.some((giver) => takers.some((taker) => taker.company !== giver.company))
    })

    expect(joins.length).toBeGreaterThanOrEqual(10)
  })
})

describe('a notice', () => {
  test.each(demoNotices.map((notice) => [notice.key, notice] as const))('%s is whole', (_, notice) => {
    const lotSum = notice.lots.reduce((sum, lot) => sum + lot.valueEur, 0)

    expect(Object.keys(notice.texts).filter((language) => !known.languages.has(language))).toEqual([])
    expect(codesOf(legalBases).has(notice.legalBasis)).toBe(true)
    expect(codesOf(procedureTypes).has(notice.procedure)).toBe(true)
    expect(codesOf(noticeKinds).has(notice.kind)).toBe(true)
    expect(isNutsForm(notice.place)).toBe(true)
    expect(notice.publishedDaysAgo).toBeGreaterThan(0)
    expect(notice.deadlineInDays === undefined).toBe(notice.kind === 'planning')
    expect(notice.deadlineKind === undefined).toBe(notice.deadlineInDays === undefined)
    if (notice.lots.length > 0) expect(lotSum).toBe(notice.valueEur)
  })

  test('comes a dozen times in English and Estonian and once in each neighbour’s language', () => {
    const languagesOf = demoNotices.map((notice) => Object.keys(notice.texts).sort().join('+'))
    const counts = Object.groupBy(languagesOf, (languages) => languages)

    expect(Object.fromEntries(Object.entries(counts).map(([key, all]) => [key, all?.length]))).toEqual({
      'en+et': 12,
      de: 1,
      pl: 1,
      lv: 1,
      fi: 1,
    })
  })

  test('ends in four awards, one to a group led by a member and one to a group led from abroad', () => {
    const leads = demoAwards.map(({ winners }) => winners.filter(({ isLead }) => isLead))

    expect(leads.map((lead) => lead.length)).toEqual([1, 1, 1, 1])
    expect(demoAwards.map(({ winners }) => winners.length)).toEqual([3, 1, 2, 1])
  })
})

test('the people around the cluster wear each hat that companies do not', () => {
  expect(demoOutsiders.map(({ hat }) => hat)).toEqual([
    'cluster-manager',
    'cluster-staff',
    'cluster-staff',
    'programme-officer',
    'auditor',
    'outside-contact',
    'peer-cluster-staff',
  ])
  expect(demoPeers.map(({ country }) => country)).toEqual(['FI', 'LV', 'PL'])
})

function products() {
  return demoCompanies.flatMap((company) => company.products)
}

function isOpenOrNone(status: string): boolean {
  return status === 'none' || status === 'unknown-ask'
}

function allTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(allTexts) : []
}
