import type { Days, TedChoice } from '#engines/notice-feeds/ted-search.ts'
import { addDays } from '#values/period.ts'
import { readCountry } from '#values/vocabulary/countries.ts'
import { instantAt } from '#values/wall-clock.ts'
import type { TenderFeedInput } from './schema.ts'

/** Where runs wait for the background, step by step. */
export const feedQueue = 'feeds.tender-feed'
/** Where the clock looks for feeds that are due. */
export const feedClockQueue = 'feeds.clock'

/** What is suggested to a cluster that has not chosen yet: defence, a week back, in the morning. */
export const suggestedFeed: TenderFeedInput = {
  isOn: false,
  cpv: [],
  countries: [],
  defence: 'only',
  hasAwards: true,
  daysBack: 7,
  hour: 7,
}

/** A run that would bring more is stopped: the choice is too wide to be of use to anybody. */
export const mostNotices = 25_000
/** So often a run waits for TED to come back before it is given up; the waits add up to some six hours. */
export const mostTries = 12
/** So often a notice that cannot be fetched is tried again, by later runs too. */
export const mostItemTries = 5
/** A run nobody has touched for so long was left behind by a worker that is gone. */
export const leftBehindMs = 10 * 60_000

// A feed that was away longer than this is caught up to here.
const mostDaysBack = 90

/** The choice as TED takes it. */
export function tedChoiceOf(feed: TenderFeedInput): TedChoice {
  const { cpv, countries, defence, hasAwards } = feed
  return { cpv, countries: countries.map((code) => readCountry(code)?.iso3 ?? code), defence, hasAwards }
}

/**
 * The days a run asks for: so many back, and further when the last whole run lies longer ago, so that no day is missed.
 * The last day of that run is asked again: it was not over. Days are `YYYY-MM-DD`.
 */
export function daysToAsk(today: string, daysBack: number, lastDayDone: string | undefined): Days {
  const usual = addDays(today, -daysBack)
  const earliest = addDays(today, -mostDaysBack)
  const wanted = [usual, lastDayDone ?? usual].sort()[0] ?? usual
  return { from: [wanted, earliest].sort()[1] ?? usual, until: today }
}

/** The next time the clock shows this hour in the zone. */
export function nextRun(now: Date, today: string, hour: number, timeZone: string): Date {
  const time = `${String(hour).padStart(2, '0')}:00:00`
  const at = (day: string) => instantAt(day, time, timeZone)
  const first = at(today)
  if (first !== undefined && first > now) return first
  return at(addDays(today, 1)) ?? new Date(now.getTime() + 24 * 60 * 60_000)
}

/** How long to wait for TED after so many tries in vain: a minute, doubling up to an hour, or what TED asks for. */
export function waitMs(tries: number, retryAfterMs: number | undefined): number {
  const own = Math.min(60, 2 ** tries) * 60_000
  return Math.min(Math.max(own, retryAfterMs ?? 0), 6 * 60 * 60_000)
}

/**
 * Where the XML of a notice is fetched: the address TED states, on the server of the settings; an address on any other
 * server is not followed, and TED's documented one takes its place.
 */
export function xmlAddress(noticeUrl: string, number: string, stated: string | null): string {
  const usual = `${noticeUrl}/en/notice/${number}/xml`
  if (stated === null || !URL.canParse(stated)) return usual
  const { origin, pathname, search } = new URL(stated)
  const isTed = origin === officialOrigin || origin === new URL(noticeUrl).origin
  return isTed ? new URL(noticeUrl).origin + pathname + search : usual
}

const officialOrigin = 'https://ted.europa.eu'
