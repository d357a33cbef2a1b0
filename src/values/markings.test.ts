import { describe, expect, test } from 'vitest'
import { findMarkings, findMarkingsInName, isClassified } from './markings.ts'

const kinds = (text: string) => findMarkings(text).map((one) => one.kind)

describe('a text that carries a marking', () => {
  test.each([
    ['NATO RESTRICTED\n\nPlan of the exercise', ['nato']],
    ['Report\r\n— NATO SECRET —\r\npage 3', ['nato']],
    ['NATO RESTRICTED REL TO FIN, SWE', ['nato']],
    ['Cosmic Top Secret', ['nato']],
    ['RESTREINT UE/EU RESTRICTED', ['eu']],
    ['TRÈS SECRET UE / EU TOP SECRET', ['eu']],
    ['R-UE/EU-R', ['eu']],
    ['(R-UE/EU-R) The radar sees …', ['eu']],
    ['(NR) The radar sees …', ['nato']],
    ['PIIRATUD', ['estonian']],
    ['* * SALAJANE * *', ['estonian']],
    ['S A L A J A N E', ['estonian']],
    ['Täiesti salajane', ['estonian']],
    ['KONFIDENTSIAALNE', ['estonian']],
    ['ASUTUSESISESEKS KASUTAMISEKS\nMärge tehtud 1.02.2026\nAlus: AvTS § 35 lg 1 p 6', ['official-use']],
    ['Dokument\nAK\nalus', ['official-use']],
    ['- SECRET -', ['national']],
    ['VS - NUR FÜR DEN DIENSTGEBRAUCH', ['national']],
    ['Käyttö rajoitettu', ['national']],
    ['TOP SECRET\nNATO SECRET', ['national', 'nato']],
  ])('%j', (text, expected) => {
    expect(kinds(text)).toEqual(expected)
    expect(findMarkings(text).every(isClassified)).toBe(true)
  })
})

describe('a text that only speaks of a level, or of everyday things', () => {
  test.each([
    'Our people are cleared to NATO SECRET and EU RESTRICTED.',
    'Tenderers need a facility security clearance at the level of SALAJANE.',
    'piiratud',
    'Piiratud hankemenetlus',
    'Piiratud vastutusega äriühing',
    'The secret of our textiles is the yarn.',
    'A secret',
    'Restricted procedure',
    'NATO UNCLASSIFIED',
    '(NU) Open to all.',
    'AKTSIASELTS',
    'Akude laadimine, AK 47 juppe ei müü',
    '',
  ])('%j', (text) => {
    expect(findMarkings(text)).toEqual([])
  })
})

test('commercial confidentiality is told apart', () => {
  expect(findMarkings('Confidential\nPrice list')).toEqual([{ words: 'Confidential', kind: 'commercial' }])
  expect(kinds('Commercial in confidence')).toEqual(['commercial'])
  expect(kinds('CONFIDENTIAL')).toEqual(['commercial'])
  expect(kinds('Konfidentsiaalne')).toEqual(['commercial'])
  expect(findMarkings('Strictly confidential').every(isClassified)).toBe(false)
})

describe('a file name', () => {
  test.each([
    ['NATO_RESTRICTED_plan.pdf', 'nato'],
    ['plan - SALAJANE.docx', 'estonian'],
    ['Täiesti salajane.odt', 'estonian'],
    ['2026 asutusesiseseks-kasutamiseks.pdf', 'official-use'],
    ['SECRET.txt', 'national'],
  ])('%s', (name, kind) => {
    expect(findMarkingsInName(name).map((one) => one.kind)).toEqual([kind])
  })

  test.each(['PIIRATUD HANKEMENETLUS.pdf', 'secret-garden.jpg', 'hinnakiri confidential.xlsx', 'notice.xml'])(
    '%s carries none',
    (name) => {
      expect(findMarkingsInName(name)).toEqual([])
    },
  )
})

test('a long text without line ends is looked through at once', () => {
  const began = performance.now()
  findMarkings('SECRET '.repeat(40_000))
  findMarkings(`${'-'.repeat(100_000)}SECRET${' '.repeat(100_000)}`)

  expect(performance.now() - began).toBeLessThan(1_000)
})
