/**
 * The Estonian reference number (viitenumber): digits and a check digit by the 7-3-1 method. From the right the digits
 * are weighed 7, 3, 1, 7, …; the check digit fills the sum up to the next ten. At most 20 digits, the check included.
 * Source: Pangaliit (Estonian Banking Association), “Viitenumbri 7-3-1 meetod”.
 */
export function makeReference(digits: string): string {
  if (!/^\d{1,19}$/.test(digits)) throw new RangeError(`a reference is made of 1 to 19 digits, got ${digits}`)
  return `${digits}${checkDigit731(digits)}`
}

/** Whether the check digit fits. Leading zeros count for nothing, as banks drop them. */
export function isReference(text: string): boolean {
  if (!/^\d{2,20}$/.test(text)) return false
  return checkDigit731(text.slice(0, -1)) === Number(text.at(-1))
}

/**
 * The creditor reference of ISO 11649: `RF`, two check digits and up to 21 letters and digits. The check digits are
 * those of ISO/IEC 7064 MOD 97-10: `RF00` is moved to the end, letters become 10 to 35, and 98 minus the remainder of
 * the division by 97 is taken.
 */
export function makeCreditorReference(body: string): string {
  if (!/^[0-9A-Z]{1,21}$/.test(body)) throw new RangeError(`not the body of an RF reference: ${body}`)
  return `RF${String(98 - remainder97(`${body}RF00`)).padStart(2, '0')}${body}`
}

/** Whether the text, with or without its customary spaces, is an RF reference with fitting check digits. */
export function isCreditorReference(text: string): boolean {
  const bare = bareReference(text)
  if (!/^RF\d{2}[0-9A-Z]{1,21}$/.test(bare)) return false
  return remainder97(bare.slice(4) + bare.slice(0, 4)) === 1
}

/** A reference as it is compared: no spaces, capital letters, no leading zeros. An RF reference is reduced to its body. */
export function referenceKey(text: string): string {
  const bare = bareReference(text)
  const body = isCreditorReference(bare) ? bare.slice(4) : bare
  return body.replace(/^0+(?=.)/, '')
}

/** As people read it: an RF reference in groups of four (ISO 11649, print form). */
export function printedReference(reference: string): string {
  return reference.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** Whether the text is an IBAN with fitting check digits (ISO 13616: moved to the end, the remainder by 97 is 1). */
export function isIban(text: string): boolean {
  const bare = bareReference(text)
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(bare)) return false
  return remainder97(bare.slice(4) + bare.slice(0, 4)) === 1
}

function bareReference(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase()
}

function checkDigit731(digits: string): number {
  const weights = [7, 3, 1]
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (weights[at % 3] ?? 0), 0)
  return (10 - (sum % 10)) % 10
}

function remainder97(text: string): number {
  let rest = 0
  for (const sign of text) {
    const value = /\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55)
    rest = Number(`${rest}${value}`) % 97
  }
  return rest
}
