import { countries } from './countries.ts'

const own = new Map(countries.map(({ code, label }) => [code, label]))
const names = { en: namesIn('en'), et: namesIn('et') }

/** A country's name, ours where we have one: the standard's Estonian still says Holland for Madalmaad. */
export function countryName(code: string, language: 'en' | 'et'): string {
  const label = own.get(code)
  if (label) return label[language]
  return /^[A-Z]{2}$/.test(code) ? (names[language].of(code) ?? code) : code
}

function namesIn(language: string): Intl.DisplayNames {
  return new Intl.DisplayNames(language, { type: 'region', fallback: 'code' })
}
