import { toAmount } from './amounts.ts'
import { distinct, stated, toCpv, toMoment, toNuts } from './codes.ts'
import { toCountry } from './countries.ts'
import { collectTexts, toLanguage } from './languages.ts'
import type { Amount, Moment, Place, Texts } from './notice.ts'
import { all, at, attribute, child, children, text, type XmlElement } from './xml.ts'

/** Path from an element that has extensions to the eForms one inside them. */
const EXTENSION = ['ext:UBLExtensions', 'ext:UBLExtension', 'ext:ExtensionContent', 'efext:EformsExtension']

/** The eForms extension of an element; other extensions may stand beside it. */
export function extension(element: XmlElement | undefined): XmlElement | undefined {
  return all(element, ...EXTENSION)[0]
}

/** Text of every element of that name by its @languageID; texts without one are in the notice's language. */
export function textsOf(parent: XmlElement | undefined, name: string, language: string | undefined): Texts {
  const pairs: [string | undefined, string | undefined][] = []
  for (const kid of children(parent)) {
    if (kid.name === name) pairs.push([toLanguage(attribute(kid, 'languageID')) ?? language, shown(kid)])
  }
  return collectTexts(pairs)
}

/** An element's text, unless it is the word that stands in for a withheld one. */
export function shown(element: XmlElement | undefined): string | undefined {
  const value = text(element)
  return value === 'unpublished' ? undefined : value
}

/** An amount with its @currencyID. */
export function amountOf(element: XmlElement | undefined): Amount | undefined {
  return element === undefined ? undefined : toAmount(text(element), attribute(element, 'currencyID'))
}

/** EndDate and EndTime of a period. */
export function endOf(period: XmlElement | undefined): Moment | undefined {
  return toMoment(text(child(period, 'cbc:EndDate')), text(child(period, 'cbc:EndTime')))
}

/** The code in the list of that name: several codes share an element name and differ in @listName. */
export function codeInList(
  elements: readonly XmlElement[],
  listName: string,
  codeName: string,
): { element: XmlElement; code: string | undefined } | undefined {
  for (const element of elements) {
    const code = child(element, codeName)
    if (code !== undefined && attribute(code, 'listName') === listName) return { element, code: shown(code) }
  }
  return undefined
}

/** BT-262 and BT-263 of a procurement project. */
export function cpvOf(project: XmlElement | undefined): { main: string | undefined; additional: string[] } {
  const main = toCpv(text(at(project, 'cac:MainCommodityClassification', 'cbc:ItemClassificationCode')))
  const codes = all(project, 'cac:AdditionalCommodityClassification', 'cbc:ItemClassificationCode')
  return { main, additional: distinct(codes.map((code) => toCpv(text(code)))) }
}

/** BT-5071, BT-5141 and BT-5131 of every place of performance. */
export function placesOf(project: XmlElement | undefined): Place[] {
  return all(project, 'cac:RealizedLocation', 'cac:Address')
    .map(placeOf)
    .filter((place) => Object.keys(place).length > 0)
}

/** Country, NUTS and town of one address. */
export function placeOf(address: XmlElement | undefined): Place {
  return stated({
    country: toCountry(text(at(address, 'cac:Country', 'cbc:IdentificationCode'))),
    nuts: toNuts(text(child(address, 'cbc:CountrySubentityCode'))),
    town: shown(child(address, 'cbc:CityName')),
  })
}
