import type { ListField } from '#values/member-list-fields.ts'
import { type DateOrder, type Reading, read, wrong } from './cell.ts'
import type { Fact } from './facts.ts'
import {
  readChoice,
  readCountries,
  readCountry,
  readHeadcount,
  readReadiness,
  readRoles,
} from './read-choices.ts'
import { readCpv, readNcage, readNuts, readRegisterCode, readVatNumber } from './read-codes.ts'
import { readEmail, readPhone, readWebsite } from './read-contacts.ts'
import { readDate, readYear } from './read-numbers.ts'

type Surroundings = { country: string | undefined; dateOrder: DateOrder }

/** What a cell of this field means. The text is clean and not empty. */
export function readField(field: ListField, text: string, around: Surroundings): Reading<Fact> {
  return readers[field](text, around)
}

type Reader = (text: string, around: Surroundings) => Reading<Fact>

const line =
  (most: number): Reader =>
  (text) => {
    const flat = text.replace(/\s+/g, ' ')
    return flat.length > most ? wrong('too-long') : read(flat)
  }
const prose: Reader = (text) => (text.length > 8_000 ? wrong('too-long') : read(text))
const id: Reader = (text) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? read(text.toLowerCase()) : wrong('choice')
const choice =
  (table: Parameters<typeof readChoice>[0]): Reader =>
  (text) =>
    readChoice(table, text)
const date: Reader = (text, { dateOrder }) => readDate(text, dateOrder)

const readers: Record<ListField, Reader> = {
  'company.id': id,
  'company.legalName': line(200),
  'company.registerCode': (text, { country }) => readRegisterCode(text, country),
  'company.vatNumber': (text, { country }) => readVatNumber(text, country),
  'company.country': (text) => readCountry(text),
  'company.nuts': (text) => readNuts(text),
  'company.sizeClass': (text) => {
    const named = readChoice('sizeClass', text)
    return 'value' in named ? named : readHeadcount(text)
  },
  'company.employees': (text) => readHeadcount(text),
  'company.foundedYear': (text, { dateOrder }) => readYear(text, dateOrder),
  'company.website': (text) => readWebsite(text),
  'company.ncage': (text) => readNcage(text),
  'company.summaryEn': prose,
  'company.summaryEt': prose,
  'company.exportCountries': (text) => readCountries(text),
  'company.clearance': choice('clearance'),
  'company.visibility': choice('visibility'),
  'company.status': choice('status'),
  'company.tier': line(60),
  'company.startsOn': date,
  'company.endsOn': date,
  'person.id': id,
  'person.name': line(120),
  'person.firstName': line(60),
  'person.lastName': line(60),
  'person.jobTitle': line(120),
  'person.email': (text) => readEmail(text),
  'person.phone': (text) => readPhone(text),
  'person.language': choice('language'),
  'person.roles': (text) => readRoles(text),
  'product.id': id,
  'product.name': line(160),
  'product.kind': choice('productKind'),
  'product.descriptionEn': prose,
  'product.descriptionEt': prose,
  'product.readiness': (text) => readReadiness(text),
  'product.cpv': (text) => readCpv(text),
  'product.controlStatus': choice('controlStatus'),
  'product.controlCode': line(20),
  // What a company keeps to itself is the company's own to say; a list of the cluster's staff cannot.
  'product.visibility': choice('visibility'),
}
