/** ISO 3166-1 alpha-2. */
export type CountryCode = string

/** A label in the two languages of the house. */
export type Label = { en: string; et: string }

export type Country = {
  code: CountryCode
  /** ISO 3166-1 alpha-3, as eForms notices write it. */
  iso3: string
  /** NUTS writes EL for Greece and UK for the United Kingdom; otherwise the same as `code`. */
  nuts?: string
  label: Label
  isEu: boolean
  /** EU, Iceland, Liechtenstein, Norway. */
  isEea: boolean
  isNato: boolean
}
