import { type DateOrder, type Reading, read, wrong } from './cell.ts'
import { fold } from './fold.ts'

// The first three letters of the months, folded, in the languages of the headers.
const months: readonly string[][] = [
  ['jan', 'jaa', 'tam', 'sau'],
  ['feb', 'vee', 'hel', 'vas', 'fev'],
  ['mar', 'mae', 'maa', 'kov'],
  ['apr', 'huh', 'bal', 'avr'],
  ['may', 'mai', 'tou', 'geg', 'maj'],
  ['jun', 'juu', 'kes', 'bir', 'juin'],
  ['jul', 'hei', 'lie', 'juil'],
  ['aug', 'elo', 'rgp', 'aou'],
  ['sep', 'syy', 'rgs'],
  ['oct', 'okt', 'lok', 'spa'],
  ['nov', 'mar ras', 'lap'],
  ['dec', 'det', 'dez', 'jou', 'gru'],
]

/** A date as ISO writes it. Where day and month could be exchanged, `order` decides and a note says so. */
export function readDate(text: string, order: DateOrder): Reading<string> {
  const day = text
    .replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(am|pm|z|[+-]\d{2}:?\d{2})?$/i, '')
    .trim()
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(day)
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(day)
  if (compact) return dateOf(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const short = /^(\d{1,2})([-./ ]{1,2})(\d{1,2})[-./ ]{1,2}(\d{4}|\d{2})$/.exec(day)
  if (short)
    return shortDate(Number(short[1]), Number(short[3]), fullYear(short[4] ?? ''), short[2] ?? '', order)
  // A spreadsheet's serial number: days since 30 December 1899.
  if (/^\d{5}(\.\d+)?$/.test(day)) {
    const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(day)) * 86_400_000)
    return read(date.toISOString().slice(0, 10))
  }
  return namedDate(day)
}

function shortDate(
  first: number,
  second: number,
  year: number,
  mark: string,
  order: DateOrder,
): Reading<string> {
  // With dots nobody writes the month first.
  if (mark.startsWith('.') || first > 12) return dateOf(year, second, first)
  if (second > 12) return dateOf(year, first, second)
  const made = order === 'dmy' ? dateOf(year, second, first) : dateOf(year, first, second)
  return 'value' in made && first !== second ? read(made.value, 'date-order') : made
}

function namedDate(day: string): Reading<string> {
  const words = fold(day).split(' ')
  const month = words.flatMap((word) => {
    const at = months.findIndex((names) => names.some((name) => word.startsWith(name)))
    return at >= 0 && /^\p{L}/u.test(word) ? [at + 1] : []
  })[0]
  const numbers = words.filter((word) => /^\d+$/.test(word)).map(Number)
  const year = numbers.find((number) => number > 31)
  const dayOfMonth = numbers.find((number) => number >= 1 && number <= 31)
  if (month === undefined || year === undefined || dayOfMonth === undefined) return wrong('date')
  return dateOf(year, month, dayOfMonth)
}

function fullYear(digits: string): number {
  if (digits.length === 4) return Number(digits)
  return Number(digits) < 70 ? 2000 + Number(digits) : 1900 + Number(digits)
}

function dateOf(year: number, month: number, day: number): Reading<string> {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (year < 1500 || year > 2200 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return wrong('date')
  return read(date.toISOString().slice(0, 10))
}

/** A year, alone or in a date. */
export function readYear(text: string, order: DateOrder): Reading<number> {
  const alone = /^(\d{4})(\.0+)?$/.exec(text)
  if (alone) {
    const year = Number(alone[1])
    return year >= 1500 && year <= 2200 ? read(year) : wrong('year')
  }
  const date = readDate(text, order)
  return 'value' in date ? read(Number(date.value.slice(0, 4))) : wrong('year')
}

/** A number as Europe or America writes it: `1 234,5`, `1.234,5`, `1,234.5`, `ca 40`. */
export function readNumber(text: string): Reading<number> {
  const bare = text
    .replace(/^(ca\.?|umbes|circa|~|>|üle|über|yli|about|approx\.?)\s*/i, '')
    .replace(/[\s'’]/g, '')
    .replace(/\+$/, '')
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(bare)) return wrong('number')
  const lastComma = bare.lastIndexOf(',')
  const lastDot = bare.lastIndexOf('.')
  const decimal = decimalMark(bare, lastComma, lastDot)
  const plain = [...bare]
    .filter((mark, at) => !/[.,]/.test(mark) || at === decimal)
    .join('')
    .replace(',', '.')
  const number = Number(plain)
  return Number.isFinite(number) ? read(number) : wrong('number')
}

/** Where the decimals begin; -1 where every mark parts thousands. */
function decimalMark(text: string, lastComma: number, lastDot: number): number {
  if (lastComma >= 0 && lastDot >= 0) return Math.max(lastComma, lastDot)
  const mark = Math.max(lastComma, lastDot)
  if (mark < 0) return -1
  const isRepeated = text.indexOf(text[mark] ?? '') !== mark
  const looksLikeThousands = text.length - mark - 1 === 3 && mark <= 3 && text[0] !== '0'
  return isRepeated || looksLikeThousands ? -1 : mark
}
