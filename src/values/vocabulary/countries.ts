import type { Country } from '../country.ts'

type Row = readonly [code: string, iso3: string, en: string, et: string]

/** Member States of the EU (27). */
const eu: readonly Row[] = [
  ['AT', 'AUT', 'Austria', 'Austria'],
  ['BE', 'BEL', 'Belgium', 'Belgia'],
  ['BG', 'BGR', 'Bulgaria', 'Bulgaaria'],
  ['CY', 'CYP', 'Cyprus', 'Küpros'],
  ['CZ', 'CZE', 'Czechia', 'Tšehhi'],
  ['DE', 'DEU', 'Germany', 'Saksamaa'],
  ['DK', 'DNK', 'Denmark', 'Taani'],
  ['EE', 'EST', 'Estonia', 'Eesti'],
  ['ES', 'ESP', 'Spain', 'Hispaania'],
  ['FI', 'FIN', 'Finland', 'Soome'],
  ['FR', 'FRA', 'France', 'Prantsusmaa'],
  ['GR', 'GRC', 'Greece', 'Kreeka'],
  ['HR', 'HRV', 'Croatia', 'Horvaatia'],
  ['HU', 'HUN', 'Hungary', 'Ungari'],
  ['IE', 'IRL', 'Ireland', 'Iirimaa'],
  ['IT', 'ITA', 'Italy', 'Itaalia'],
  ['LT', 'LTU', 'Lithuania', 'Leedu'],
  ['LU', 'LUX', 'Luxembourg', 'Luksemburg'],
  ['LV', 'LVA', 'Latvia', 'Läti'],
  ['MT', 'MLT', 'Malta', 'Malta'],
  ['NL', 'NLD', 'Netherlands', 'Madalmaad'],
  ['PL', 'POL', 'Poland', 'Poola'],
  ['PT', 'PRT', 'Portugal', 'Portugal'],
  ['RO', 'ROU', 'Romania', 'Rumeenia'],
  ['SE', 'SWE', 'Sweden', 'Rootsi'],
  ['SI', 'SVN', 'Slovenia', 'Sloveenia'],
  ['SK', 'SVK', 'Slovakia', 'Slovakkia'],
]

/** In the European Economic Area without being in the EU. */
const eeaOnly: readonly Row[] = [
  ['IS', 'ISL', 'Iceland', 'Island'],
  ['LI', 'LIE', 'Liechtenstein', 'Liechtenstein'],
  ['NO', 'NOR', 'Norway', 'Norra'],
]

const others: readonly Row[] = [
  ['AE', 'ARE', 'United Arab Emirates', 'Araabia Ühendemiraadid'],
  ['AL', 'ALB', 'Albania', 'Albaania'],
  ['AM', 'ARM', 'Armenia', 'Armeenia'],
  ['AU', 'AUS', 'Australia', 'Austraalia'],
  ['BA', 'BIH', 'Bosnia and Herzegovina', 'Bosnia ja Hertsegoviina'],
  ['BR', 'BRA', 'Brazil', 'Brasiilia'],
  ['CA', 'CAN', 'Canada', 'Kanada'],
  ['CH', 'CHE', 'Switzerland', 'Šveits'],
  ['CN', 'CHN', 'China', 'Hiina'],
  ['GB', 'GBR', 'United Kingdom', 'Ühendkuningriik'],
  ['GE', 'GEO', 'Georgia', 'Gruusia'],
  ['IL', 'ISR', 'Israel', 'Iisrael'],
  ['IN', 'IND', 'India', 'India'],
  ['JP', 'JPN', 'Japan', 'Jaapan'],
  ['KR', 'KOR', 'South Korea', 'Korea Vabariik'],
  ['KZ', 'KAZ', 'Kazakhstan', 'Kasahstan'],
  ['MD', 'MDA', 'Moldova', 'Moldova'],
  ['ME', 'MNE', 'Montenegro', 'Montenegro'],
  ['MK', 'MKD', 'North Macedonia', 'Põhja-Makedoonia'],
  ['NZ', 'NZL', 'New Zealand', 'Uus-Meremaa'],
  ['QA', 'QAT', 'Qatar', 'Katar'],
  ['RS', 'SRB', 'Serbia', 'Serbia'],
  ['SA', 'SAU', 'Saudi Arabia', 'Saudi Araabia'],
  ['SG', 'SGP', 'Singapore', 'Singapur'],
  ['TR', 'TUR', 'Türkiye', 'Türgi'],
  ['TW', 'TWN', 'Taiwan', 'Taiwan'],
  ['UA', 'UKR', 'Ukraine', 'Ukraina'],
  ['US', 'USA', 'United States', 'Ameerika Ühendriigid'],
  ['ZA', 'ZAF', 'South Africa', 'Lõuna-Aafrika Vabariik'],
]

/** The 32 allies since Sweden joined on 7 March 2024. */
const nato = new Set(
  'AL BE BG CA CZ DE DK EE ES FI FR GB GR HR HU IS IT LT LU LV ME MK NL NO PL PT RO SE SI SK TR US'.split(
    ' ',
  ),
)

export const countries: readonly Country[] = [
  ...eu.map((row) => country(row, true, true)),
  ...eeaOnly.map((row) => country(row, false, true)),
  ...others.map((row) => country(row, false, false)),
].sort((a, b) => (a.code < b.code ? -1 : 1))

/** Takes `EE`, `EST` or the `EL` of NUTS; gives the country, or undefined for one not in the list. */
export function readCountry(text: string): Country | undefined {
  const wanted = text.trim().toUpperCase()
  return countries.find((one) => one.code === wanted || one.iso3 === wanted || one.nuts === wanted)
}

function country([code, iso3, en, et]: Row, isEu: boolean, isEea: boolean): Country {
  const base = { code, iso3, label: { en, et }, isEu, isEea, isNato: nato.has(code) }
  return code === 'GR' ? { ...base, nuts: 'EL' } : base
}
