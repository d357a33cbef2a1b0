import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { isCpvForm } from '../cpv.ts'
import { certificateKinds } from './certificates.ts'
import { countries, readCountry } from './countries.ts'
import { cpvStarter } from './cpv.ts'
import { cpvDivisions } from './cpv-divisions.ts'
import { interfaceStandards } from './interface-standards.ts'
import { languages, readLanguage } from './languages.ts'
import { isNutsForm, nutsEstonia } from './nuts.ts'
import { contractNatures, legalBases, noticeKinds, procedureTypes } from './procurement.ts'
import { readinessLevels } from './readiness.ts'
import { sizeClasses } from './size-classes.ts'
import { dualUseCategories, isDualUseForm, isMilitaryListForm, militaryList } from './strategic-goods.ts'
import { supplyClasses, supplyGroupOf } from './supply-classes.ts'

const data = '../shared/data'
const hasData = existsSync(data)
if (!hasData) console.log('skipped: no shared data')

const lists = {
  cpvStarter,
  countries,
  languages,
  nutsEstonia,
  militaryList,
  dualUseCategories,
  supplyClasses,
  interfaceStandards,
  certificateKinds,
  procedureTypes,
  noticeKinds,
  contractNatures,
  legalBases,
}

test.each(Object.entries(lists))('%s holds each code once, with a label in both languages', (_, list) => {
  const codes = list.map((entry) => entry.code)

  expect(new Set(codes).size).toBe(codes.length)
  for (const { code, label } of list) {
    expect(label.en.trim(), code).not.toBe('')
    expect(label.et.trim(), code).not.toBe('')
  }
})

test('the lists are as long as the things they name', () => {
  expect({
    divisions: cpvDivisions.length,
    eu: countries.filter((country) => country.isEu).length,
    eea: countries.filter((country) => country.isEea).length,
    nato: countries.filter((country) => country.isNato).length,
    euLanguages: languages.filter((language) => language.isEuOfficial).length,
    militaryList: militaryList.length,
    dualUse: dualUseCategories.length,
    readiness: readinessLevels.map(({ level }) => level),
    sizes: sizeClasses.map(({ size }) => size),
  }).toEqual({
    divisions: 45,
    eu: 27,
    eea: 30,
    nato: 32,
    euLanguages: 24,
    militaryList: 22,
    dualUse: 10,
    readiness: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    sizes: ['micro', 'small', 'medium', 'large'],
  })
})

test('codes have the form of their list, and each supply class has its group', () => {
  const groups = new Set(supplyClasses.map(({ code }) => code).filter((code) => code.length === 2))

  expect(cpvStarter.every(({ code }) => isCpvForm(code))).toBe(true)
  expect(nutsEstonia.every(({ code }) => isNutsForm(code))).toBe(true)
  expect(militaryList.every(({ code }) => isMilitaryListForm(code))).toBe(true)
  expect(supplyClasses.filter(({ code }) => !groups.has(supplyGroupOf(code)))).toEqual([])
  expect(['6A003', '5A002.a', '9A012.a.1'].every(isDualUseForm)).toBe(true)
  expect(['6F003', 'ML23', '6A03'].some((code) => isDualUseForm(code) || isMilitaryListForm(code))).toBe(
    false,
  )
})

test('countries and languages are found by any of their codes', () => {
  expect(readCountry('EL')?.code).toBe('GR')
  expect(readCountry('est')?.label).toEqual({ en: 'Estonia', et: 'Eesti' })
  expect(readCountry('XX')).toBeUndefined()
  expect(['et', 'EST', 'et-EE', 'tlh'].map(readLanguage)).toEqual(['et', 'et', 'et', undefined])
})

describe.skipIf(!hasData)('against the published lists', () => {
  test('every CPV code is in the CPV 2008', () => {
    const published = new Map(
      rows('codelists/cpv-2008.en-et.csv').map(([code = '', ...rest]) => [code, rest.join(',')]),
    )

    expect(cpvStarter.filter(({ code }) => !published.has(code))).toEqual([])
  })

  test('every supply class is in the NATO table, but for group 70, which that table leaves out', () => {
    const published = new Set([
      ...rows('classification/nato-supply-classes-fsc.csv').map(([code]) => code),
      ...rows('classification/nato-supply-groups-fsg.csv').map(([code]) => code),
    ])

    expect(supplyClasses.filter(({ code }) => !published.has(code)).map(({ code }) => code)).toEqual([
      '70',
      '7010',
      '7030',
    ])
  })

  test('every region of Estonia, country, procedure, notice kind and law is one that eForms knows', () => {
    const eforms: Record<string, Record<string, unknown>> = JSON.parse(
      gunzipSync(readFileSync(`${data}/codelists/eforms-codelists.24langs.json.gz`)).toString(),
    )
    const missing = (list: string, codes: readonly string[]) =>
      codes.filter((code) => !(code in (eforms[list] ?? {})))

    expect(
      missing(
        'nuts',
        nutsEstonia.map(({ code }) => code),
      ),
    ).toEqual([])
    expect(
      missing(
        'country',
        countries.map(({ iso3 }) => iso3),
      ),
    ).toEqual([])
    expect(
      missing(
        'eu-country',
        countries.filter(({ isEu }) => isEu).map(({ iso3 }) => iso3),
      ),
    ).toEqual([])
    expect(
      missing(
        'eea-country',
        countries.filter(({ isEea }) => isEea).map(({ iso3 }) => iso3),
      ),
    ).toEqual([])
    expect(
      missing(
        'language',
        languages.map(({ iso3 }) => iso3.toUpperCase()),
      ),
    ).toEqual([])
    expect(
      missing(
        'procurement-procedure-type',
        procedureTypes.map(({ code }) => code),
      ),
    ).toEqual([])
    expect(
      missing(
        'form-type',
        noticeKinds.map(({ code }) => code).filter((code) => code !== 'change'),
      ),
    ).toEqual([])
    expect(
      missing(
        'legal-basis',
        legalBases.map(({ code }) => code),
      ),
    ).toEqual([])
  })
})

function rows(file: string): string[][] {
  return readFileSync(`${data}/${file}`, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
}
