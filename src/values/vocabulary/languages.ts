import type { Label } from '../country.ts'

export type Language = {
  /** ISO 639-1. */
  code: string
  /** ISO 639-2/T, as eForms notices and Genericode lists write it. */
  iso3: string
  label: Label
  isEuOfficial: boolean
}

const eu = (code: string, iso3: string, en: string, et: string): Language => ({
  code,
  iso3,
  label: { en, et },
  isEuOfficial: true,
})
const other = (code: string, iso3: string, en: string, et: string): Language => ({
  ...eu(code, iso3, en, et),
  isEuOfficial: false,
})

/** The 24 official languages of the EU and three more that neighbours write in. */
export const languages: readonly Language[] = [
  eu('bg', 'bul', 'Bulgarian', 'bulgaaria'),
  eu('cs', 'ces', 'Czech', 'tšehhi'),
  eu('da', 'dan', 'Danish', 'taani'),
  eu('de', 'deu', 'German', 'saksa'),
  eu('el', 'ell', 'Greek', 'kreeka'),
  eu('en', 'eng', 'English', 'inglise'),
  eu('es', 'spa', 'Spanish', 'hispaania'),
  eu('et', 'est', 'Estonian', 'eesti'),
  eu('fi', 'fin', 'Finnish', 'soome'),
  eu('fr', 'fra', 'French', 'prantsuse'),
  eu('ga', 'gle', 'Irish', 'iiri'),
  eu('hr', 'hrv', 'Croatian', 'horvaadi'),
  eu('hu', 'hun', 'Hungarian', 'ungari'),
  eu('it', 'ita', 'Italian', 'itaalia'),
  eu('lt', 'lit', 'Lithuanian', 'leedu'),
  eu('lv', 'lav', 'Latvian', 'läti'),
  eu('mt', 'mlt', 'Maltese', 'malta'),
  eu('nl', 'nld', 'Dutch', 'hollandi'),
  eu('pl', 'pol', 'Polish', 'poola'),
  eu('pt', 'por', 'Portuguese', 'portugali'),
  eu('ro', 'ron', 'Romanian', 'rumeenia'),
  eu('sk', 'slk', 'Slovak', 'slovaki'),
  eu('sl', 'slv', 'Slovenian', 'sloveeni'),
  eu('sv', 'swe', 'Swedish', 'rootsi'),
  other('no', 'nor', 'Norwegian', 'norra'),
  other('ru', 'rus', 'Russian', 'vene'),
  other('uk', 'ukr', 'Ukrainian', 'ukraina'),
]

/** Takes `et`, `est`, `EST` or `et-EE`; gives `et`, or undefined for a language not in the list. */
export function readLanguage(text: string): string | undefined {
  const wanted = text.toLowerCase().split(/[-_]/)[0]
  return languages.find((language) => language.code === wanted || language.iso3 === wanted)?.code
}
