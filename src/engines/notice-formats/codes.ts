import type { Amount, Moment, Nature, NoticeReference } from './notice.ts'

/** The directive on defence and security procurement, 2009/81/EC, as CELEX number. */
export const DEFENCE_DIRECTIVE = '32009L0081'

/** Eight digits of a CPV code, without the check digit (`45215214-3`) some forms carry. */
export function toCpv(code: string | undefined): string | undefined {
  return /^(\d{8})(-\d)?$/.exec(code ?? '')?.[1]
}

/** A NUTS code; `00` (TED's "not specified") and free text are none. */
export function toNuts(code: string | undefined): string | undefined {
  const upper = code?.toUpperCase()
  return upper !== undefined && /^[A-Z]{2}[0-9A-Z]{0,3}$/.test(upper) ? upper : undefined
}

/** CELEX number of the law: `2009/81/EC`, `32009L0081` and `Directive 2014/24/EU` say the same. */
export function toLegalBasis(code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  if (/^3\d{4}[A-Z]\d{4}$/.test(code)) return code
  const written = /(\d{4})\/(\d{1,4})\/(?:EC|EU|EEC)/.exec(code)
  return written?.[1] && written[2] ? `3${written[1]}L${written[2].padStart(4, '0')}` : code
}

/** `works`, `supplies` or `services`, from eForms codes and TED's words. */
export function toNature(code: string | undefined): Nature | undefined {
  const lower = code?.toLowerCase()
  return lower === 'works' || lower === 'supplies' || lower === 'services' ? lower : undefined
}

/**
 * Publication number in one spelling, eight digits and the year: TED writes `008473-2021`, eForms
 * `00047522-2024`, the search interface `47522-2024` and the Official Journal `2020/S 075-144335`.
 */
export function toPublicationId(written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  const plain = /^(\d{1,8})-(\d{4})$/.exec(written)
  if (plain?.[1] && plain[2]) return `${plain[1].padStart(8, '0')}-${plain[2]}`
  const journal = /^(\d{4})\/S ?\d{1,3}-(\d{1,8})$/.exec(written)
  return journal?.[1] && journal[2] ? `${journal[2].padStart(8, '0')}-${journal[1]}` : undefined
}

/** A reference to another notice, in whichever of the spellings; undefined when it is none of them. */
export function toReference(written: string | undefined): NoticeReference | undefined {
  const publicationId = toPublicationId(written)
  if (publicationId !== undefined) return { publicationId }
  const own = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-(\d{2}))?$/i.exec(written ?? '')
  if (own?.[1] === undefined) return undefined
  return { noticeId: own[1].toLowerCase(), ...(own[2] === undefined ? {} : { version: own[2] }) }
}

/** Date and time from XML's forms (`2024-02-28+02:00`, `12:00:00+02:00`); undefined without a real date. */
export function toMoment(date: string | undefined, time?: string | undefined): Moment | undefined {
  const day = toDate(date)
  if (day === undefined) return undefined
  const clock = /^(\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(time ?? '')
  const offset = clock?.[3] ?? /(Z|[+-]\d{2}:\d{2})$/.exec(date?.slice(10) ?? '')?.[1]
  return {
    date: day,
    ...(clock?.[1] === undefined ? {} : { time: `${clock[1]}${clock[2] ?? ':00'}` }),
    ...(offset === undefined ? {} : { offset: offset === 'Z' ? '+00:00' : offset }),
  }
}

/** `2024-02-28` from a date with or without offset. 1970-01-01 stands for a date withheld. */
export function toDate(written: string | undefined): string | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/.exec(written ?? '')?.[1]
  if (day === undefined || day === '1970-01-01') return undefined
  return Number(day.slice(8)) <= daysIn(Number(day.slice(0, 4)), Number(day.slice(5, 7))) &&
    !day.endsWith('00')
    ? day
    : undefined
}

/** The earliest of several moments, by date, then time; undefined when there is none. */
export function earliest(moments: readonly (Moment | undefined)[]): Moment | undefined {
  let first: Moment | undefined
  for (const moment of moments) {
    if (moment !== undefined && (first === undefined || sortKey(moment) < sortKey(first))) first = moment
  }
  return first
}

/** An eForms yes/no code; undefined for anything else. */
export function toBoolean(code: string | undefined): boolean | undefined {
  if (code === 'true' || code === 'yes') return true
  return code === 'false' || code === 'no' ? false : undefined
}

/** Each value once, in order, without the undefined ones. */
export function distinct<T extends string>(values: Iterable<T | undefined>): T[] {
  const seen = new Set<T>()
  for (const value of values) if (value !== undefined) seen.add(value)
  return [...seen]
}

/** The record without its undefined members, so that "not stated" is the same as absent. */
export function stated<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  for (const key in record) {
    const value = record[key]
    if (isStated(value)) kept[key] = value
  }
  return kept
}

/** The only amount of a list; undefined when there are none or several. */
export function only(amounts: readonly (Amount | undefined)[]): Amount | undefined {
  return amounts.length === 1 ? amounts[0] : undefined
}

/** Days of a month; none for a month there is not. */
function daysIn(year: number, month: number): number {
  if (month !== 2) return DAYS[month - 1] ?? 0
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isStated<V>(value: V): value is Exclude<V, undefined> {
  return value !== undefined
}

/** Offsets are ignored: lots of one notice share their buyer's zone. No time means the end of the day. */
function sortKey(moment: Moment): string {
  return `${moment.date}T${moment.time ?? '24'}`
}
