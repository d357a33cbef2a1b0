import { type Reading, read, wrong } from './cell.ts'

/** A company's number in the register of its country. Where the country's check digit is known, it must hold. */
export function readRegisterCode(text: string, country: string | undefined): Reading<string> {
  const plain = text
    .replace(/\.0+$/, '')
    .replace(/\s+/g, country === 'EE' || country === 'LV' || country === 'LT' ? '' : ' ')
  if (country === 'EE') {
    const digits = plain.replace(/^(reg\.?\s*(nr|kood)?\.?:?|EE)/i, '')
    if (!/^\d{8}$/.test(digits)) return wrong('register-code')
    return isEstonianCode(digits) ? read(digits) : wrong('register-check')
  }
  if (country === 'FI') {
    const digits = plain.replace(/\D/g, '').padStart(8, '0')
    if (!/^\d{6,7}-?\d$/.test(plain)) return wrong('register-code')
    return isFinnishCode(digits) ? read(`${digits.slice(0, 7)}-${digits.slice(7)}`) : wrong('register-check')
  }
  if (country === 'LV') return /^\d{11}$/.test(plain) ? read(plain) : wrong('register-code')
  if (country === 'LT') return /^(\d{9}|\d{7})$/.test(plain) ? read(plain) : wrong('register-code')
  return plain.length <= 40 && /[\dA-Za-z]/.test(plain) ? read(plain) : wrong('register-code')
}

/** Äriregister: eight digits, the last a check over the first seven (weights 1–7, then 3–9, modulo 11). */
export function isEstonianCode(code: string): boolean {
  const digits = [...code].map(Number)
  const rest = (first: number) =>
    digits.slice(0, 7).reduce((sum, digit, at) => sum + digit * (first + at), 0) % 11
  const once = rest(1)
  const check = once < 10 ? once : rest(3) % 10
  return digits[7] === check
}

/** Y-tunnus: weights 7, 9, 10, 5, 8, 4, 2 modulo 11; a rest of one is never given out. */
function isFinnishCode(code: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2]
  const rest = weights.reduce((sum, weight, at) => sum + weight * Number(code[at]), 0) % 11
  return rest !== 1 && Number(code[7]) === (rest === 0 ? 0 : 11 - rest)
}

// Form of the VAT numbers (Directive 2006/112/EC Art. 215 prefixes; forms as the VIES help page lists them).
const vatForms: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{12}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
}

/** A VAT number with its prefix. One without gets the prefix of its country, if it then has the right form. */
export function readVatNumber(text: string, country: string | undefined): Reading<string> {
  const plain = text
    .replace(/\.0+$/, '')
    .replace(/[\s.\-/]/g, '')
    .replace(/^(VAT|KMKR|USTID):?/i, '')
    .toUpperCase()
  const prefix = plain.slice(0, 2)
  const form = vatForms[prefix]
  if (form) return form.test(plain.slice(2)) ? checked(plain) : wrong('vat-form')
  const home = country === 'GR' ? 'EL' : (country ?? '')
  if (vatForms[home]?.test(plain)) {
    const full = checked(`${home}${plain}`)
    return 'value' in full ? read(full.value, 'country-added') : full
  }
  // Countries outside the EU have forms of their own.
  if (/^(GB|NO|CHE|CH|IS|LI|UA|TR|RS|US|CA|AU|GE|MD)[A-Z0-9]{5,15}$/.test(plain)) return read(plain)
  return wrong('vat-form')
}

function checked(number: string): Reading<string> {
  if (number.startsWith('EE') && !isEstonianVat(number.slice(2))) return wrong('vat-check')
  if (number.startsWith('FI') && !isFinnishCode(number.slice(2))) return wrong('vat-check')
  return read(number)
}

/** KMKR: weights 3, 7, 1 over the first eight digits, up to the next ten. */
function isEstonianVat(digits: string): boolean {
  const weights = [3, 7, 1, 3, 7, 1, 3, 7]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return Number(digits[8]) === (10 - (sum % 10)) % 10
}

/** Eight-digit CPV codes anywhere in the cell; a check digit after a dash is dropped, as everywhere in Talgud. */
export function readCpv(text: string): Reading<string[]> {
  const found = [...text.matchAll(/(?<!\d)(\d{8})(?:-\d)?(?!\d)/g)].map((match) => match[1] ?? '')
  const codes = [...new Set(found)]
  if (codes.length === 0 || codes.length > 20) return wrong('cpv')
  return read(codes)
}

export function readNuts(text: string): Reading<string> {
  const code = text.toUpperCase().split(/[\s–-]/)[0] ?? ''
  return /^[A-Z]{2}[A-Z0-9]{0,3}$/.test(code) ? read(code) : wrong('nuts')
}

export function readNcage(text: string): Reading<string> {
  const code = text.toUpperCase().trim()
  return /^[A-Z0-9]{5}$/.test(code) ? read(code) : wrong('ncage')
}
