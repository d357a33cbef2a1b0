import { useMemo } from 'react'
import { type Language, useLanguage } from './text.ts'

/** Amount in the smallest unit of its currency, as everywhere in Talgud. */
export type Cents = { cents: number; currency: string }

export type Format = ReturnType<typeof createFormat>

/** Everything people read as a date, time, number or sum goes through here. */
export function useFormat(): Format {
  const language = useLanguage()
  return useMemo(() => createFormat(language), [language])
}

/** The formats of one language. Dates without a time are ISO days and never move between time zones. */
export function createFormat(language: Language, timeZone?: string) {
  // British English: day before month, as everyone in Europe reads it.
  const locale = language === 'et' ? 'et-EE' : 'en-GB'
  const day = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  const localDay = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  })
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const weekdayName = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const shortWeekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' })

  return {
    language,
    /** An ISO day (`2026-05-01`) or moment as a day with its year. */
    date: (iso: string) => (isDay(iso) ? day : localDay).format(new Date(iso)),
    /** An ISO day without the year, where the year is plain from its surroundings. */
    dayMonth: (iso: string) => shortDay.format(new Date(iso)),
    /** A moment as day and time. */
    dateTime: (iso: string) => moment.format(new Date(iso)),
    /** A moment's time on the clocks of a zone. */
    timeIn: (zone: string, iso: string) =>
      new Intl.DateTimeFormat(locale, {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: zone,
      }).format(new Date(iso)),
    /** `2026-05` as its month and year. */
    month: (month: string) => monthName.format(new Date(`${month}-01`)),
    /** Monday is 1. */
    weekday: (day: number) => weekdayName.format(new Date(Date.UTC(2024, 0, day))),
    /** The weekday of an ISO day, short. */
    weekdayOf: (iso: string) => shortWeekday.format(new Date(iso)),
    time: (iso: string) => time.format(new Date(iso)),
    /** "in 3 days", "2 hours ago". */
    relative: (iso: string, now: number) => relative.format(...distance(Date.parse(iso) - now)),
    number: (value: number) => number.format(value),
    /** 12 300 000 as "12M", for tiles and charts. */
    short: (value: number) => short.format(value),
    /** 0.42 as "42%". */
    percent: (share: number) => percent.format(share),
    money: (amount: Cents) => formatMoney(locale, amount),
    /** Size of a file. */
    bytes: (size: number) => formatBytes(locale, size),
    /** Compares words as the language orders them (š, ž, õ, ä, ö, ü). */
    compare: (a: string, b: string) => collator.compare(a, b),
  }
}

/** How near a deadline is, for its colour and its word: passed, today or tomorrow, this week, later. */
export function urgency(iso: string, now: number): 'passed' | 'pressing' | 'soon' | 'later' {
  // A deadline given as a day lasts until that day ends.
  const end = isDay(iso) ? Date.parse(iso) + dayLength : Date.parse(iso)
  if (end < now) return 'passed'
  if (end - now <= 2 * dayLength) return 'pressing'
  if (end - now <= 7 * dayLength) return 'soon'
  return 'later'
}

const dayLength = 86_400_000

function isDay(iso: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso)
}

function distance(milliseconds: number): [number, Intl.RelativeTimeFormatUnit] {
  // Days up to two months: people count them, and "next month" may be six weeks away.
  const steps: [least: number, length: number, unit: Intl.RelativeTimeFormatUnit][] = [
    [365 * dayLength, 365 * dayLength, 'year'],
    [60 * dayLength, 30 * dayLength, 'month'],
    [dayLength, dayLength, 'day'],
    [3_600_000, 3_600_000, 'hour'],
    [60_000, 60_000, 'minute'],
  ]
  const away = Math.abs(milliseconds)
  const [, length, unit] = steps.find(([least]) => away >= least) ?? [0, 60_000, 'minute' as const]
  return [Math.trunc(milliseconds / length), unit]
}

function formatMoney(locale: string, { cents, currency }: Cents): string {
  const form = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const digits = form.resolvedOptions().maximumFractionDigits ?? 2
  const amount = cents / 10 ** digits
  if (!Number.isInteger(amount)) return form.format(amount)
  // Whole sums without ",00": budgets are long enough.
  return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(
    amount,
  )
}

function formatBytes(locale: string, size: number): string {
  const steps: [number, string][] = [
    [1_000_000_000, 'gigabyte'],
    [1_000_000, 'megabyte'],
    [1_000, 'kilobyte'],
  ]
  const [length, unit] = steps.find(([least]) => size >= least) ?? [1, 'byte']
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(size / length)
}
