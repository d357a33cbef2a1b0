/**
 * Whether the Estonian register code fits its check digit: the first seven digits weighed 1 to 7, modulo 11; when ten
 * remains, weighed 3 to 9; when ten remains again, zero. Method: that of Estonian personal codes (EVS 585:2007), on
 * seven digits.
 */
export function isEstonianRegisterCode(code: string): boolean {
  if (!/^[1-9]\d{7}$/.test(code)) return false
  const digits = [...code].map(Number)
  return digits[7] === checkDigit(digits.slice(0, 7))
}

/** The check digit that belongs to seven digits. */
export function checkDigit(seven: readonly number[]): number {
  const weigh = (first: number) => seven.reduce((sum, digit, at) => sum + digit * (first + at), 0) % 11
  const once = weigh(1)
  if (once < 10) return once
  const again = weigh(3)
  return again < 10 ? again : 0
}

/**
 * Whether a VAT number has the form of its country: the country's letters (EL for Greece) before it. For Estonia also
 * its check digit: eight digits weighed 3, 7, 1, 3, 7, 1, 3, 7, filled up to the next ten (Tax and Customs Board).
 * Other countries' numbers are held to their form only; whether a number exists, VIES says.
 */
export function isVatNumber(text: string, country: string): boolean {
  const bare = text.replaceAll(/[\s.-]/g, '').toUpperCase()
  const prefix = country === 'GR' ? 'EL' : country
  if (!bare.startsWith(prefix) || !/^[A-Z]{2}[0-9A-Z+*]{2,13}$/.test(bare)) return false
  if (country !== 'EE') return true
  if (!/^EE\d{9}$/.test(bare)) return false
  const digits = [...bare.slice(2)].map(Number)
  const sum = digits.slice(0, 8).reduce((total, digit, at) => total + digit * ([3, 7, 1][at % 3] ?? 0), 0)
  return (10 - (sum % 10)) % 10 === digits[8]
}
