import { toAmount } from './amounts.ts'
import { distinct, stated, toCpv, toDate, toNuts } from './codes.ts'
import { toCountry } from './countries.ts'
import { collectTexts, UNKNOWN_LANGUAGE } from './languages.ts'
import type { Amount, Organisation, Place, Texts } from './notice.ts'
import { all, at, attribute, child, children, innerText, text, type XmlElement } from './xml.ts'

/** One language version of the form: the original first, then its translations. */
export interface FormVersion {
  readonly language: string | undefined
  readonly form: XmlElement
}

/** The same field in every language version. */
export function textsIn(
  versions: readonly FormVersion[],
  find: (form: XmlElement, version: number) => XmlElement | undefined,
): Texts {
  return collectTexts(
    versions.map(({ language, form }, version) => [language, paragraphs(find(form, version))]),
  )
}

/** Running text of TED: paragraphs, one a line; undefined when empty. */
export function paragraphs(element: XmlElement | undefined): string | undefined {
  const parts = children(element).filter((kid) => kid.name === 'P')
  const lines = parts.length > 0 ? parts : element === undefined ? [] : [element]
  return (
    lines
      .map((line) => innerText(line).trim())
      .filter((line) => line !== '')
      .join('\n') || undefined
  )
}

/** A value element with its own @CURRENCY. */
export function moneyOf(element: XmlElement | undefined): Amount | undefined {
  return element === undefined ? undefined : toAmount(text(element), attribute(element, 'CURRENCY'))
}

/** A cost block of forms 16 to 18: @FMTVAL repeats the written value in a form meant for machines. */
export function costOf(block: XmlElement | undefined): Amount | undefined {
  const cost = child(block, 'VALUE_COST')
  return toAmount(attribute(cost, 'FMTVAL') ?? text(cost), attribute(block, 'CURRENCY'))
}

/** As `costOf`, but of a range its upper end. */
export function highestCostOf(block: XmlElement | undefined): Amount | undefined {
  const high = at(block, 'RANGE_VALUE_COST', 'HIGH_VALUE')
  return costOf(block) ?? toAmount(attribute(high, 'FMTVAL') ?? text(high), attribute(block, 'CURRENCY'))
}

/** CPV codes of an element, main and additional. */
export function cpvIn(element: XmlElement | undefined): { main: string | undefined; additional: string[] } {
  const additional = all(element, 'CPV_ADDITIONAL', 'CPV_CODE').map((code) => toCpv(attribute(code, 'CODE')))
  return {
    main: toCpv(attribute(at(element, 'CPV_MAIN', 'CPV_CODE'), 'CODE')),
    additional: distinct(additional),
  }
}

/** A place known by its NUTS code, whose first letters are the country. */
export function placeOfNuts(code: string | undefined): Place | undefined {
  const nuts = toNuts(code)
  return nuts === undefined ? undefined : stated({ country: toCountry(nuts.slice(0, 2)), nuts })
}

/** Places of performance: the NUTS elements directly inside. */
export function placesIn(element: XmlElement | undefined): Place[] {
  return all(element, 'NUTS').flatMap((nuts) => placeOfNuts(attribute(nuts, 'CODE')) ?? [])
}

/** A date spread over DAY, MONTH and YEAR elements. */
export function dateOf(element: XmlElement | undefined): string | undefined {
  const [year, month, day] = ['YEAR', 'MONTH', 'DAY'].map((part) => text(child(element, part)))
  return year && month && day
    ? toDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    : undefined
}

/** `20210210` as `2021-02-10`. */
export function dateOfDigits(digits: string | undefined): string | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})/.exec(digits ?? '')
  return parts === null ? undefined : toDate(`${parts[1]}-${parts[2]}-${parts[3]}`)
}

/** An address block of the R2.0.9 forms, or of forms 16 to 18 (where the name stands one level deeper). */
export function organisationOf(address: XmlElement | undefined, language: string | undefined): Organisation {
  const body = child(address, 'ORGANISATION')
  // R2.0.7 writes the name straight into ORGANISATION.
  const name = text(child(address, 'OFFICIALNAME')) ?? text(child(body, 'OFFICIALNAME')) ?? text(body)
  return {
    name: name === undefined ? {} : { [language ?? UNKNOWN_LANGUAGE]: name },
    ...stated({
      country: toCountry(attribute(child(address, 'COUNTRY'), 'VALUE')),
      nuts: toNuts(attribute(child(address, 'NUTS'), 'CODE')),
      town: text(child(address, 'TOWN')),
      nationalId: text(child(address, 'NATIONALID')) ?? text(child(body, 'NATIONALID')),
      website: text(child(address, 'URL_GENERAL')) ?? text(child(address, 'URL')),
      email: text(child(address, 'E_MAIL')) ?? text(at(address, 'E_MAILS', 'E_MAIL')),
    }),
  }
}
