import type { Amount } from './notice.ts'

/**
 * An amount as notices write it: `15000000.00`, but in the older forms also `615 000 000,00` with hard
 * spaces, `1.234.567,89` or `1,234,567.89`. Undefined for text that is no amount, for a missing currency
 * and for amounts below zero (a withheld amount is published as -1).
 */
export function toAmount(value: string | undefined, currency: string | undefined): Amount | undefined {
  const code = currency?.trim().toUpperCase()
  if (value === undefined || code === undefined || !/^[A-Z]{3}$/.test(code)) return undefined
  const cents = toCents(value)
  return cents === undefined ? undefined : { cents, currency: code }
}

/** A count such as tenders received; undefined for anything but a whole number of at most nine digits. */
export function toCount(value: string | undefined): number | undefined {
  return value !== undefined && /^\+?\d{1,9}$/.test(value) ? Number(value) : undefined
}

function toCents(written: string): number | undefined {
  const plain = written.replace(/[\s'’]/g, '')
  const parts = /^\+?(\d[\d.,]*|[.,]\d+)$/.exec(plain)
  if (parts?.[1] === undefined) return undefined
  const mark = decimalMark(parts[1])
  const cut = mark === undefined ? parts[1].length : parts[1].lastIndexOf(mark)
  const grouped = parts[1].slice(0, cut)
  if (!/^\d*$|^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(grouped)) return undefined
  const whole = grouped.replace(/[.,]/g, '')
  const fraction = parts[1].slice(cut + 1)
  // Rounded by hand on the digits: 0.1 + 0.2 has no place in money.
  const padded = `${fraction}000`
  const cents = Number(whole || '0') * 100 + Number(padded.slice(0, 2)) + (Number(padded[2]) >= 5 ? 1 : 0)
  return Number.isSafeInteger(cents) ? cents : undefined
}

/** Which mark separates the decimals, if any: the last one, unless it repeats or can only group digits. */
function decimalMark(digits: string): '.' | ',' | undefined {
  const dots = digits.split('.').length - 1
  const commas = digits.split(',').length - 1
  if (dots > 0 && commas > 0) return digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ','
  if (dots === 1) return '.'
  // XML's own decimals never use a comma, so `1,234` is a thousand written by hand.
  if (commas === 1 && !/,\d{3}$/.test(digits)) return ','
  return undefined
}
