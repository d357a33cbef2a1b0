import { piecesOf, type Reading, read, wrong } from './cell.ts'
import { countryNamed } from './country-names.ts'
import { fold } from './fold.ts'
import { readNumber } from './read-numbers.ts'

type Choices = ReadonlyMap<string, string>

/** One of a closed list, by its code or by the words people use for it. */
function choices(table: Readonly<Record<string, string>>): Choices {
  return new Map(
    Object.entries(table).flatMap(([value, words]) =>
      [value, ...words.split('|')].map((word): [string, string] => [fold(word), value]),
    ),
  )
}

const sizes = choices({
  micro:
    'micro enterprise|mikro|mikroettevõte|kleinst|kleinstunternehmen|mikroyritys|xs|1 9|0 9|1 10|2 10|self employed',
  small: 'small enterprise|väike|väikeettevõte|klein|kleinunternehmen|pieni|pienyritys|s|10 49|11 50|10 50',
  medium:
    'medium sized|medium enterprise|keskmine|keskmise suurusega|mittel|mittlere|mittelgroß|keskisuuri|keskikokoinen|m|50 249|51 200|51 250|50 250',
  large:
    'large enterprise|suur|suurettevõte|groß|großunternehmen|suuri|suuryritys|l|xl|250 plus|250|201 500|501 1000|1001 5000|5001 10 000|over 250|more than 250|üle 250',
})
const clearances = choices({
  unknown: 'teadmata|märkimata|unbekannt',
  none: 'no|ei|puudub|ei ole|nein|keine|ei ole lubaa',
  restricted: 'piiratud|nato restricted|eu restricted|vs nfd',
  confidential: 'konfidentsiaalne|nato confidential|eu confidential|vs vertraulich',
  secret: 'salajane|nato secret|eu secret|geheim|salainen',
  'top-secret': 'top secret|täiesti salajane|cosmic top secret|streng geheim',
})
const visibilities = choices({
  public: 'avalik|everyone|kõik|öffentlich|julkinen',
  'partner-clusters': 'partner clusters|partners|partnerklastrid|klaster ja partnerklastrid',
  cluster: 'klaster|members|liikmed|cluster only|klastri liikmed',
})
const statuses = choices({
  applied:
    'applicant|application|pending|esitanud avalduse|taotleja|ootel|antragsteller|beantragt|hakemus|new',
  approved: 'vastu võetud|accepted|genehmigt|hyväksytty',
  active:
    'current|member|liige|aktiivne|kehtiv|aktiv|mitglied|aktiivinen|jäsen|yes|jah|ja|kyllä|renewed|paid',
  grace: 'grace period|ajapikendusega|ajapikendus|overdue|past due',
  ended:
    'expired|cancelled|canceled|former|inactive|lapsed|deceased|lõppenud|endine|välja astunud|mitteaktiivne|ehemalig|beendet|ausgetreten|päättynyt|entinen|no|ei',
})
const controls = choices({
  unknown: 'teadmata|märkimata|unbekannt|tuntematon',
  none: 'no|ei|none|not controlled|ei ole|nein|keine|ei valvottu',
  military: 'sõjaline|sõjaline kaup|militär|rüstungsgut|sotilaallinen|ml|puolustustarvike',
  'dual-use':
    'dual use|dual use item|kahesuguse kasutusega|kahesuguse kasutusega kaup|kahekasutusega|dual use gut|kaksikäyttö|kaksikäyttötuote|yes|jah',
})
const productKinds = choices({
  product: 'toode|produkt|tuote|goods|kaup|produkts|hardware|software|tarkvara|solution|lahendus',
  service: 'teenus|dienstleistung|palvelu|tjänst|pakalpojums|paslauga|services',
})
const spoken = choices({
  en: 'english|inglise|inglise keel|englisch|englanti|eng|en us|en gb',
  et: 'estonian|eesti|eesti keel|estnisch|viro|est|ee|et ee',
})
const roles = choices({
  'main-contact':
    'main contact|primary contact|contact person|põhikontakt|peamine kontakt|hauptansprechpartner|pääyhteyshenkilö|kontaktisik|esindaja',
  sales: 'müük|vertrieb|myynti|sales manager|commercial',
  dues: 'billing|invoices|arved|liikmemaks|finance|raamatupidamine|rechnung|laskutus|accounting',
  'export-control': 'export control|ekspordikontroll|exportkontrolle|vientivalvonta',
  security: 'turvalisus|julgeolek|sicherheit|turvallisuus',
  technical: 'tehnika|tehniline|technik|tekninen|r d|cto|engineering',
  management: 'juhtkond|juhatus|geschäftsführung|johto|ceo|board|director|tegevjuht',
})

const tables = {
  sizeClass: sizes,
  clearance: clearances,
  visibility: visibilities,
  status: statuses,
  controlStatus: controls,
  productKind: productKinds,
  language: spoken,
}

/** A choice out of one of the closed lists. */
export function readChoice(table: keyof typeof tables, text: string): Reading<string> {
  const found = tables[table].get(fold(text))
  return found ? read(found) : wrong('choice')
}

/** The size class of so many people (Recommendation 2003/361/EC, headcount only). */
export function readHeadcount(text: string): Reading<string> {
  const range = /^(\d+)\s*(?:-|–|—|to|kuni|bis)\s*(\d+)$/i.exec(text.replace(/\s+/g, ' '))
  const number = range ? read(Number(range[2])) : readNumber(text)
  if (!('value' in number)) return readChoice('sizeClass', text)
  const people = number.value
  if (people < 0 || people > 5_000_000) return wrong('number')
  if (people < 10 || (range && people === 10)) return read('micro')
  if (people < 50 || (range && people === 50)) return read('small')
  return read(people < 250 || (range && people === 250) ? 'medium' : 'large')
}

/** A technology readiness level: `7`, `TRL 7`, `TRL7-8` (the lower counts). */
export function readReadiness(text: string): Reading<number> {
  const level = /(?:^|\D)([1-9])(?:\.0+)?(?:\s*[-–]\s*[1-9])?$/.exec(text.replace(/^trl|tvt/i, ' ').trim())
  return level ? read(Number(level[1])) : wrong('choice')
}

export function readCountry(text: string): Reading<string> {
  const code = countryNamed(text)
  return code ? read(code) : wrong('country')
}

/** Several countries of one cell; those not known are left out, and a note says so. */
export function readCountries(text: string): Reading<string[]> {
  // A comma may stand inside a name ("Korea, South"), so it parts only what is no country as a whole.
  const pieces = piecesOf(text).flatMap((piece) => (countryNamed(piece) ? [piece] : piecesOf(piece)))
  const codes = pieces.flatMap((piece) => countryNamed(piece) ?? [])
  if (codes.length === 0) return wrong('country')
  return read([...new Set(codes)].sort(), codes.length < pieces.length ? 'parts-left-out' : undefined)
}

export function readRoles(text: string): Reading<string[]> {
  const pieces = piecesOf(text)
  const found = pieces.flatMap((piece) => roles.get(fold(piece)) ?? [])
  if (found.length === 0) return wrong('choice')
  return read([...new Set(found)].sort(), found.length < pieces.length ? 'parts-left-out' : undefined)
}
