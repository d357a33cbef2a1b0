import { countries } from '#values/vocabulary/countries.ts'
import { fold } from './fold.ts'

const languages = [
  'en',
  'et',
  'de',
  'fi',
  'sv',
  'lv',
  'lt',
  'fr',
  'pl',
  'nl',
  'da',
  'nb',
  'es',
  'it',
  'pt',
  'cs',
  'ru',
  'uk',
]

// What no list of official names holds.
const everyday: Readonly<Record<string, string>> = {
  uk: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  inglismaa: 'GB',
  suurbritannia: 'GB',
  usa: 'US',
  us: 'US',
  'u s a': 'US',
  'u s': 'US',
  'united states': 'US',
  'united states of america': 'US',
  ameerika: 'US',
  america: 'US',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  'tsehhi vabariik': 'CZ',
  'slovak republic': 'SK',
  turkey: 'TR',
  turkiye: 'TR',
  'south korea': 'KR',
  korea: 'KR',
  'lõuna korea': 'KR',
  russia: 'RU',
  uae: 'AE',
  'republic of estonia': 'EE',
  'eesti vabariik': 'EE',
  brd: 'DE',
  deutschland: 'DE',
  el: 'GR',
  macedonia: 'MK',
  'ivory coast': 'CI',
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
// Regions and names of the past that the tables of languages also know.
const noCountry = new Set(
  'AC AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UN VD WK XA XB YD YU ZR ZZ'.split(
    ' ',
  ),
)

let byName: Map<string, string> | undefined

/** The code of a country named in any of eighteen languages, by two or three letters, or as people call it. */
export function countryNamed(text: string): string | undefined {
  byName ??= readNames()
  return byName.get(fold(text.replace(/\([^)]*\)/g, ' '))) ?? byName.get(fold(text))
}

function readNames(): Map<string, string> {
  const names = new Map<string, string>()
  const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const codes = [...letters]
    .flatMap((first) => [...letters].map((second) => first + second))
    .filter((code) => !noCountry.has(code) && english.of(code) !== undefined)
  for (const code of codes) names.set(fold(code), code)
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of codes) {
      const name = display.of(code)
      if (name) names.set(fold(name), code)
    }
  }
  for (const { code, iso3, label } of countries) {
    for (const word of [code, iso3, label.en, label.et]) names.set(fold(word), code)
  }
  for (const [word, code] of Object.entries(everyday)) names.set(fold(word), code)
  // NUTS and the VAT system write EL for Greece.
  return names
}
