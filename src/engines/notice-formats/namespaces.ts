/** Namespaces of UBL 2.3 and of the eForms extension, under the prefixes the eForms documentation uses. */
const EFORMS: ReadonlyMap<string, string> = new Map([
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2', 'cac:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2', 'cbc:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2', 'ext:'],
  ['http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1', 'efac:'],
  ['http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1', 'efbc:'],
  ['http://data.europa.eu/p27/eforms-ubl-extensions/1', 'efext:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2', 'eforms:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:ContractAwardNotice-2', 'eforms:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:PriorInformationNotice-2', 'eforms:'],
  ['http://data.europa.eu/p27/eforms-business-registration-information-notice/1', 'eforms:'],
])

/**
 * TED renamed its namespace with nearly every release and keeps the NUTS elements in one more per NUTS
 * edition; element names mean the same in all of them, so they all go by their bare names.
 */
const TED =
  /^(?:(?:http:\/\/publications\.europa\.eu\/resource\/schema\/)?ted\/(?:R2\.0\.[789]|20\d\d\/nuts$)|http:\/\/formex\.publications\.europa\.eu\/ted\/schema\/export\/R2\.0\.[789]|http:\/\/publications\.europa\.eu\/TED_schema\/Export$)/

/** The house prefix of a namespace: bound by URI, because prefixes are the sender's free choice. */
export function housePrefix(namespaceUri: string): string | undefined {
  return EFORMS.get(namespaceUri) ?? (TED.test(namespaceUri) ? '' : undefined)
}
